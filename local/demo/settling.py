"""Chapter six: the window closes, the parties are settled, and the books are held against the channel's."""

from collections import defaultdict

from local.aws import client
from local.clock import move, parse
from local.demo.cast import Cast
from local.demo.story import Story
from local.home import function_log

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
    story.chapter("Proof")
    _prove(story, cast)


def _prove(story: Story, cast: Cast) -> None:
    with story.step("Fay asks for the proof of the whole ledger, and holds it against Stripe's own books") as step:
        proof = cast.finance.call("GET", "/v1/admin/ledger/proof")
        counts = proof["counts"]
        for invariant in proof["invariants"]:
            step.check(invariant["invariant"], invariant["holds"])
        step.check(f"so it holds, over {counts['journals']} journals and {counts['accounts']} accounts", proof["holds"])
        step.check("every asset sums to zero", {each["sum"] for each in proof["assets"]}, {0})
        balances = _balances(cast)
        books = {code.upper(): sums["net"] for code, sums in cast.bank.books().items()}
        held = {asset: -minor for (account, asset), minor in balances.items() if account == "world:stripe"}
        step.check("what Stripe holds is what the ledger says", held, books)
        waiting = {
            account: minor for (account, _), minor in balances.items() if account.startswith("suspense:") and minor
        }
        step.check("no money waits in suspense", waiting, {})
    with story.step("Nothing was swept under the carpet") as step:
        failed = [line for line in function_log().read_text(errors="replace").splitlines() if "FAILED" in line]
        step.check("no function failed", failed, [])
        step.check("every dead-letter queue is empty", _dead_letters(cast), {})


def _balances(cast: Cast) -> dict[tuple[str, str], int]:
    """Every account by asset, the shards of busy ones summed: as an auditor with access to the table reads it."""
    found: dict[tuple[str, str], int] = defaultdict(int)
    pages = client("dynamodb", cast.stack.aws, cast.stack.region).get_paginator("scan")
    kind = {"FilterExpression": "kind = :kind", "ExpressionAttributeValues": {":kind": {"S": "balance"}}}
    for page in pages.paginate(TableName=cast.stack.table, ConsistentRead=True, **kind):
        for item in page["Items"]:
            found[item["account"]["S"], item["asset"]["S"]] += int(item["balance_minor"]["N"])
    return dict(found)


def _dead_letters(cast: Cast) -> dict[str, int]:
    sqs = client("sqs", cast.stack.aws, cast.stack.region)
    counts = {}
    for page in sqs.get_paginator("list_queues").paginate():
        for url in page.get("QueueUrls", []):
            if "dead" in url.lower() or "dlq" in url.lower():
                asked = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["ApproximateNumberOfMessages"])
                counts[url.rsplit("/", 1)[-1]] = int(asked["Attributes"]["ApproximateNumberOfMessages"])
    return {name: count for name, count in counts.items() if count}
