"""The same capability as people write it with FastAPI, behind Mangum."""

from typing import Annotated

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException, Response
from mangum import Mangum

from bench.handlers.work import CommentView, NewComment, author_of, caller_of, written

__all__ = ["handler"]

app = FastAPI()


async def caller(authorization: Annotated[str, Header()]) -> str:
    try:
        return caller_of(authorization)
    except jwt.PyJWTError:
        raise HTTPException(401, "invalid_token") from None


@app.post("/v1/posts/{post_id}/comments", status_code=201)
async def comment(
    post_id: str, wish: NewComment, user_id: Annotated[str, Depends(caller)], response: Response
) -> CommentView:
    author_name = author_of(post_id, user_id)
    if author_name is None:
        raise HTTPException(404, "not_found")
    view = written(post_id, user_id, author_name, wish.body)
    response.headers["location"] = f"/v1/comments/{view.id}"
    return view


handler = Mangum(app, lifespan="off")
