"""What a client is shown of payouts and methods."""

from typing import Any, Literal, Self

from argosy.kernel import problem
from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.kernel.request import Request
from argosy.payouts.hold import Hold
from argosy.payouts.method import MethodStatus
from argosy.payouts.payout import Payout, PayoutStatus


class HoldView(View):
    """Why a payout waits, and what is to be done; `until` is when it goes on by itself."""

    code: str
    reason: str
    next_action: str
    until: Instant | None

    @classmethod
    def of_hold(cls, hold: Hold, language: str) -> "HoldView":
        words = hold.words(language)
        return cls(code=hold.code, reason=words.reason, next_action=words.next_action, until=hold.until)


class PayoutView(View):
    """`tax` is withheld of `amount`. `hold` is there exactly while the payout is held."""

    id: str
    account: Literal["earnings", "cash"]
    amount: Money
    tax: Money
    status: PayoutStatus
    hold: HoldView | None
    method_id: str | None
    account_last4: str | None
    statement_id: str | None
    failure: str | None
    created_at: Instant
    version: int

    @classmethod
    def of_payout(cls, payout: Payout, request: Request) -> Self:
        language = problem.language_of(request.headers.get("accept-language", ""))
        more: dict[str, Any] = {
            "account": "cash" if payout.source.endswith(":cash") else "earnings",
            "amount": payout.amount,
            "tax": Money(amount=payout.tax_minor, currency=payout.currency),
            "hold": HoldView.of_hold(payout.hold, language) if payout.hold else None,
        }
        return cls.model_validate({**vars(payout), **more})


class ReviewedView(PayoutView):
    """A payout as finance sees it."""

    party: str
    owner_id: str
    approved_by: list[str]
    round: int


class MethodView(View):
    """A bank account, of whose number only the end is shown."""

    id: str
    kind: Literal["bank"] = "bank"
    holder_name: str
    bank_code: str
    country: str | None
    currency: str
    last4: str
    status: MethodStatus
    verified_at: Instant | None
    created_at: Instant
    version: int
