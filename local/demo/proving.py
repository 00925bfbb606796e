"""Chapter nine: the books are held against the channel's own, and nothing lies under the carpet."""

from collections import defaultdict

from local.aws import client
from local.demo.cast import Cast
from local.demo.story import Story


def play(story: Story, cast: Cast) -> None:
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
        books = {code.upper(): sums["balance"] for code, sums in cast.bank.books().items()}
        held = {asset: -minor for (account, asset), minor in balances.items() if account == "world:stripe"}
        step.check("what Stripe holds, less the fees on its bills, is what the ledger says", held, books)
        waiting = {
            account: minor for (account, _), minor in balances.items() if account.startswith("suspense:") and minor
        }
        step.check("no money waits in suspense", waiting, {})
    with story.step("Nothing was swept under the carpet") as step:
        step.check("no function failed", story.failures(), [])
        step.check("every dead-letter queue is empty", _dead_letters(cast), {})
        step.check("no letter waits at the desk", cast.admin.call("GET", "/v1/admin/dead-letters")["groups"], [])


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
