"""What commission tells."""

from typing import Any

from argosy.kernel.outbox import Event


class SplitRuleChanged(Event, name="commission.split_rule_changed", version=1):
    """Somebody added a rule (no `before`), changed it, moved it, or took it away (no `after`); the event's actor did.

    Orders that were placed keep the rule that they were placed under.
    """

    rule_id: str
    book_version: int
    before: dict[str, Any] | None
    after: dict[str, Any] | None
