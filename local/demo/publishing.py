"""Chapter two: something is published, found, followed and talked about."""

from local.demo.cast import Cast
from local.demo.story import Story


def play(story: Story, cast: Cast) -> None:
    story.chapter("Words")
    with story.step("Bo follows Cleo, who writes a post and hands it in") as step:
        cast.buyer.call("PUT", f"/v1/users/{cast.creator.id}/follow")
        wish = {"title": f"Tea for {cast.run}", "body": "Water at 90 degrees, three minutes.", "tags": ["tea"]}
        post = cast.creator.call("POST", "/v1/posts", wish)
        pending = cast.creator.call("POST", f"/v1/posts/{post['id']}/submit")
        step.check("it waits for a review", pending["status"], "pending")
        step.check("nobody else sees it", cast.stranger().ask("GET", f"/v1/posts/{post['id']}").status_code, 404)
    with story.step("Mo, a moderator, approves it") as step:
        cast.approve(post["id"])
        story.quiet()
        shown = cast.stranger().call("GET", f"/v1/posts/{post['id']}")
        step.check("everybody reads it", shown["title"], wish["title"])
        feed = cast.buyer.call("GET", "/v1/feed")["data"]
        step.check("it is in Bo's feed", feed[0]["id"], post["id"])
        found = cast.stranger().call("GET", "/v1/search", q=cast.run)["data"]
        step.check("search finds it", [each["id"] for each in found], [post["id"]])
    with story.step("Bo comments, and likes it twice") as step:
        cast.buyer.call("POST", f"/v1/posts/{post['id']}/comments", {"body": "Three minutes it is."})
        for _ in range(2):
            cast.buyer.call("PUT", f"/v1/posts/{post['id']}/like")
        story.quiet()
        likes = cast.stranger().call("GET", f"/v1/posts/{post['id']}/likes")
        step.check("that is one like", likes["count"], 1)
        said = cast.stranger().call("GET", f"/v1/posts/{post['id']}/comments")["data"]
        step.check("the comment stands under the post", [each["author_name"] for each in said], ["Bo"])
        told = cast.inbox(cast.creator)["post_commented"]
        step.check(f"Cleo's inbox: “{told['text']}”", "Three minutes it is." in told["text"])
