"""Chapter one: strangers become users."""

from local.demo.cast import Cast
from local.demo.story import Story
from local.people import Refused, messages, register, verify


def play(story: Story, cast: Cast) -> None:
    story.chapter("People")
    with story.step("Cleo, Sun, Bo and Fay register; each proves the address by the code in the mail") as step:
        asked = {role: register(person, cast.stack) for role, person in cast.people.items()}
        visitors = {role: verify(person, asked[role], cast.stack, cast.http) for role, person in cast.people.items()}
        cast.creator, cast.seller = visitors["creator"], visitors["seller"]
        cast.buyer, cast.finance = visitors["buyer"], visitors["finance"]
        step.check(
            "everybody is a member", all(v.call("GET", "/v1/me")["roles"] == ["member"] for v in visitors.values())
        )
        mail = messages(cast.people["seller"].email, cast.stack)[0]
        step.check("Sun's mail is in Chinese", mail["subject"].isascii(), False)
    with story.step("Ada, the admin, makes Sun a seller and Fay finance") as step:
        step.check("before that Sun sells nothing", _refused(cast), "forbidden")
        for role in ("seller", "finance"):
            cast.admin.call("PUT", f"/v1/admin/users/{cast.people[role].id}/roles/{role}")
        step.check("the roles count at once", "finance" in cast.finance.call("GET", "/v1/me")["roles"])
    with story.step("Bo registers a telephone and asks for mail as well") as step:
        cast.buyer.call("POST", "/v1/me/devices", {"platform": "ios", "token": f"telephone-{cast.run}"})
        chosen = cast.buyer.call("PATCH", "/v1/me/notification-preferences", {"email": True})
        step.check("inbox, push and mail will tell him", chosen["email"])


def _refused(cast: Cast) -> str:
    try:
        cast.seller.call("POST", "/v1/products", {"title": "Tea"})
    except Refused as no:
        return no.code
    return "allowed"
