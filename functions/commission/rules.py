"""Operators keep the commission rules: add, look, change, move, take away. Orders keep the rule that they were placed under."""

from typing import Annotated

from argosy.commission import rulebook
from argosy.commission.permissions import COMMISSION_READ, COMMISSION_WRITE
from argosy.commission.views import OneRuleView, RuleBookView
from argosy.commission.wishes import NewRule, RuleChange
from argosy.kernel import clock, ids
from argosy.kernel.auth import Caller
from argosy.kernel.body import Id, Query, Whole
from argosy.kernel.http import Api, Created, IfMatch, Reply
from argosy.kernel.once import Once
from argosy.kernel.write import retrying

app = Api(tag="finance")
RuleId = Annotated[str, Id("rul")]


class Version(Query):
    """Without a version, the rules of now."""

    version: Annotated[int, Whole(0, 1_000_000_000)] | None = None


@app.post("/v1/admin/split-rules", may=COMMISSION_WRITE, once=True)
def add(wish: NewRule, caller: Caller, once: Once, version: IfMatch | None) -> Created[OneRuleView]:
    """Put a rule at its position. `If-Match` names the version of the whole book: a rule means what those above it leave."""
    rule_id = ids.derived("rul", caller.id, once.key)

    def save() -> Created[OneRuleView]:
        before = rulebook.current().at_version(version)
        after, told = before.add(wish.rule(rule_id), wish.position, by=caller.id, at=clock.now())
        reply = Created(OneRuleView.of_rule(after, rule_id), f"/v1/admin/split-rules/{rule_id}")
        rulebook.keep(after, told, once, reply)
        return reply

    return retrying(save)


@app.get("/v1/admin/split-rules", may=COMMISSION_READ)
def all_rules(wish: Version) -> RuleBookView:
    """All rules in the order in which they are asked, as they are or as they were in a version, with rules that are hidden."""
    return RuleBookView.of_book(rulebook.current() if wish.version is None else rulebook.at(wish.version))


@app.get("/v1/admin/split-rules/{rule_id}", may=COMMISSION_READ)
def show(rule_id: RuleId) -> OneRuleView:
    """One rule as it is now."""
    return OneRuleView.of_rule(rulebook.current(), rule_id)


@app.patch("/v1/admin/split-rules/{rule_id}", may=COMMISSION_WRITE)
def change(rule_id: RuleId, wish: RuleChange, caller: Caller, once: Once, version: IfMatch | None) -> OneRuleView:
    """Change the fields that are sent, or move the rule. Orders that were placed are not touched."""

    def save() -> OneRuleView:
        before = rulebook.current().at_version(version)
        rule = wish.rule(before.rule(rule_id))
        after, told = before.change(rule, wish.position, by=caller.id, at=clock.now())
        if after.rules == before.rules:
            return OneRuleView.of_rule(before, rule_id)
        reply = Reply(OneRuleView.of_rule(after, rule_id))
        rulebook.keep(after, told, once, reply)
        return reply.view

    return retrying(save)


@app.delete("/v1/admin/split-rules/{rule_id}", may=COMMISSION_WRITE)
def remove(rule_id: RuleId, caller: Caller, version: IfMatch | None) -> None:
    """Take a rule away; what it was for falls to the rules below."""

    def save() -> None:
        before = rulebook.current().at_version(version)
        rulebook.keep(*before.remove(rule_id, by=caller.id, at=clock.now()))

    retrying(save)


handler = app.handler
