"""What a client is shown of disputes."""

from typing import Annotated

from argosy.disputes.dispute import Dispute, DisputeStatus
from argosy.kernel.body import Id, Instant, View
from argosy.kernel.money import Money

DisputeId = Annotated[str, Id("dsp")]


class EvidenceView(View):
    """`sent` is when the bank has it."""

    text: str
    sent: bool


class DisputeView(View):
    """`amount` is what the buyer's bank wants back, `fee` what the channel has taken for it and not given back."""

    id: str
    order_id: str
    channel: str
    status: DisputeStatus
    reason: str
    amount: Money
    fee: Money
    respond_by: Instant | None
    evidence: EvidenceView | None
    created_at: Instant
    version: int

    @classmethod
    def of_dispute(cls, dispute: Dispute) -> "DisputeView":
        amounts = {"amount": dispute.amount_minor, "fee": dispute.money.fee_minor - dispute.money.fee_back_minor}
        money = {name: Money(amount=minor, currency=dispute.currency) for name, minor in amounts.items()}
        evidence = EvidenceView.of(dispute.evidence) if dispute.evidence else None
        return cls.model_validate({**vars(dispute), **money, "evidence": evidence})
