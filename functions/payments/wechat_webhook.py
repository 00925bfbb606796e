"""WeChat Pay tells what happened, and is answered in its own words; worked off as what any channel tells."""

import json

from argosy.kernel import clock
from argosy.kernel.errors import Refusal
from argosy.kernel.http import EVERYONE, Api, Raw
from argosy.kernel.problem import kind_of
from argosy.kernel.request import Request
from argosy.payments import inbox
from argosy.payments.channels import wechat_webhook

app = Api(tag="webhooks")


class Word(Raw):
    """`SUCCESS`, or `FAIL` under the status that says why."""

    statuses = (200, 400, 413, 415, 503)


@app.post("/v1/webhooks/wechat", may=EVERYONE)
def receive(request: Request) -> Word:
    """A notification of WeChat Pay. Its own bytes are what the signature covers; 200 means that it will not be lost."""
    try:
        word = wechat_webhook.verified(request.raw, request.headers, clock.now())
        inbox.receive(word, clock.now())
    except Refusal as no:
        return _said("FAIL", no.detail("zh"), status=kind_of(type(no))[0], outcome=no.code)
    return _said("SUCCESS", "成功", status=200, outcome="ok")


def _said(code: str, message: str, *, status: int, outcome: str) -> Word:
    return Word(json.dumps({"code": code, "message": message}, ensure_ascii=False), status=status, outcome=outcome)


handler = app.handler
