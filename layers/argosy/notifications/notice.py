"""What is to be said to somebody, before it stands in their inbox. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from argosy.kernel import ids

LONGEST = 200


def short(text: str) -> str:
    """As much of what somebody wrote as a notification quotes, on one line: it goes into mails and onto locked screens."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


@dataclass(frozen=True)
class Notice:
    """What is to be said to whom. `about` names the fact, so two tellings of one fact give one notification."""

    user_id: str
    template: str
    subject_kind: str
    subject_id: str
    about: str
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def notification_id(self) -> str:
        return ids.derived("ntf", self.template, self.about, self.user_id)
