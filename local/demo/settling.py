"""Chapter six: the window closes, and the parties are settled."""

from local.clock import move, parse
from local.demo.cast import Cast
from local.demo.story import Story

EARNED = 6_860 - 2_333


def play(story: Story, cast: Cast) -> None:
    story.chapter("Settlement")
    with story.step("Eight days pass: Bo's time to give back is over") as step:
        move(cast.stack, parse("+8d"))
        wallet = cast.wallet(cast.seller)
        step.check("Sun's ¥45.27 can be paid out", (wallet["available"], wallet["pending"]), (EARNED, 0))
    with story.step("Fay runs the settlement, twice") as step:
        as_of = cast.now().strftime("%Y-%m-%d")
        for _ in range(2):
            cast.finance.call("POST", "/v1/admin/settlements/run", {"as_of": as_of})
            story.quiet()
        statements = cast.seller.call("GET", "/v1/settlements")["data"]
        closing = [(each["status"], each["closing"]["amount"]) for each in statements]
        step.check("Sun has one statement, closing at ¥45.27", closing, [("closed", EARNED)])
        lines = cast.seller.call("GET", f"/v1/settlements/{statements[0]['id']}/items")["data"]
        step.check("its lines add up to it", sum(line["amount"]["amount"] for line in lines), EARNED)
        page = cast.seller.ask("GET", f"/v1/settlements/{statements[0]['id']}/document", query={"format": "pdf"})
        step.check("it can be printed", (page.headers["content-type"], page.content[:5]), ("application/pdf", b"%PDF-"))
        told = cast.inbox(cast.seller)["statement_ready"]
        step.check(f"Sun's inbox: “{told['text']}”", told["title"], "结算单已生成")
