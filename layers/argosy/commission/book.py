"""The rule book: all rules of one moment, in the order in which they are asked."""

from dataclasses import asdict, dataclass, replace
from datetime import datetime

from argosy.commission.rule import Rule
from argosy.commission.validity import checked
from argosy.kernel.errors import NotFound, StateConflict
from argosy.kernel.noun import Noun
from events.commission import SplitRuleChanged

Changed = tuple["RuleBook", SplitRuleChanged]


@dataclass(frozen=True, kw_only=True)
class RuleBook(Noun):
    """Every change is a new version of the whole, for a rule means something only with those above it. Version 0 is empty."""

    rules: tuple[Rule, ...] = ()
    saved_by: str | None = None
    saved_at: datetime | None = None

    def rule(self, rule_id: str) -> Rule:
        """Raises NotFound."""
        found = next((rule for rule in self.rules if rule.rule_id == rule_id), None)
        if found is None:
            raise NotFound
        return found

    def add(self, rule: Rule, position: int | None, *, by: str, at: datetime) -> Changed:
        """With the rule at this position, or after all others. Raises InvalidSplit, StateConflict where it is there already."""
        if self._told(rule.rule_id) is not None:
            raise StateConflict
        return self._with(checked(rule), position, self.rules, by, at)

    def change(self, rule: Rule, position: int | None, *, by: str, at: datetime) -> Changed:
        """With the rule instead of the one of its id, at this position or where that one stood. Raises NotFound, InvalidSplit."""
        before = self.rule(rule.rule_id)
        others = tuple(other for other in self.rules if other != before)
        return self._with(checked(rule), position or before.position, others, by, at)

    def remove(self, rule_id: str, *, by: str, at: datetime) -> Changed:
        """Without it. Raises NotFound."""
        gone = self.rule(rule_id)
        return self._saved(rule_id, tuple(rule for rule in self.rules if rule != gone), by, at)

    def _with(self, rule: Rule, position: int | None, others: tuple[Rule, ...], by: str, at: datetime) -> Changed:
        place = len(others) if position is None else position - 1
        return self._saved(rule.rule_id, (*others[:place], rule, *others[place:]), by, at)

    def _saved(self, rule_id: str, rules: tuple[Rule, ...], by: str, at: datetime) -> Changed:
        numbered = tuple(replace(rule, position=number) for number, rule in enumerate(rules, 1))
        after = self.becomes(rules=numbered, saved_by=by, saved_at=at)
        told = SplitRuleChanged(
            rule_id=rule_id, book_version=after.version, before=self._told(rule_id), after=after._told(rule_id)
        )
        return after, told

    def _told(self, rule_id: str) -> dict[str, object] | None:
        return next((asdict(rule) for rule in self.rules if rule.rule_id == rule_id), None)
