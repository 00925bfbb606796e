from typing import Any

import pytest
import stripe

from local.channels.stripe import StripeError, StripeSimulator


def paid(client: stripe.StripeClient, amount: int = 1000, method: str = "pm_card_visa") -> stripe.PaymentIntent:
    wish: Any = {"amount": amount, "currency": "usd", "confirm": True, "payment_method": method, "transfer_group": "o1"}
    return client.v1.payment_intents.create(wish)


def charge_of(client: stripe.StripeClient, intent: stripe.PaymentIntent) -> stripe.Charge:
    assert isinstance(intent.latest_charge, str)
    return client.v1.charges.retrieve(intent.latest_charge, {"expand": ["refunds"]})


def test_partial_refunds_add_up_and_never_exceed_what_was_paid(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    intent = paid(client)
    first = client.v1.refunds.create(
        {"payment_intent": intent.id, "amount": 300, "metadata": {"refund": "ref_1"}, "reason": "requested_by_customer"}
    )
    assert (first.id[:3], first.amount, first.status, first.currency) == ("re_", 300, "succeeded", "usd")
    assert (first.payment_intent, first.charge, first.reason) == (
        intent.id,
        intent.latest_charge,
        "requested_by_customer",
    )
    assert first.metadata is not None and first.metadata["refund"] == "ref_1"
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 701})
    assert (too_much.value.http_status, too_much.value.code, too_much.value.param) == (
        400,
        "amount_too_large",
        "amount",
    )
    rest = client.v1.refunds.create({"charge": str(intent.latest_charge)})
    assert rest.amount == 700
    with pytest.raises(stripe.InvalidRequestError) as nothing_left:
        client.v1.refunds.create({"payment_intent": intent.id, "amount": 1})
    assert nothing_left.value.code == "charge_already_refunded"
    charge = charge_of(client, intent)
    assert (charge.amount_refunded, charge.refunded) == (1000, True)
    assert charge.refunds is not None and [one.id for one in charge.refunds.data] == [rest.id, first.id]
    assert [one.id for one in client.v1.refunds.list({"payment_intent": intent.id}).data] == [rest.id, first.id]
    assert client.v1.refunds.retrieve(first.id) == first
    assert simulator.books()["usd"] | {"fees": 0, "balance": 0} == {
        "captured": 1000, "refunded": 1000, "disputed": 0, "fees": 0, "transferred": 0, "net": 0, "balance": 0,
    }  # fmt: skip


def test_what_was_not_paid_cannot_be_refunded(client: stripe.StripeClient) -> None:
    intent = client.v1.payment_intents.create({"amount": 1000, "currency": "usd"})
    with pytest.raises(stripe.InvalidRequestError, match="does not have a successful charge"):
        client.v1.refunds.create({"payment_intent": intent.id})
    with pytest.raises(stripe.InvalidRequestError) as nothing:
        client.v1.refunds.create({"amount": 10})
    assert nothing.value.code == "parameter_missing"


def test_a_failed_refund_gives_the_money_back_to_the_account(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    intent = paid(client)
    refund = client.v1.refunds.create({"payment_intent": intent.id, "amount": 400})
    simulator.fail_refund(refund.id)
    seen = client.v1.refunds.retrieve(refund.id)
    assert (seen.status, seen.failure_reason) == ("failed", "expired_or_canceled_card")
    assert charge_of(client, intent).amount_refunded == 0
    assert simulator.books()["usd"]["net"] == 1000
    with pytest.raises(StripeError, match="cannot fail"):
        simulator.fail_refund(refund.id)
    assert client.v1.refunds.create({"payment_intent": intent.id}).amount == 1000


@pytest.mark.parametrize(
    ("method", "at_first", "ends"),
    [("pm_card_pendingRefund", "pending", "succeeded"), ("pm_card_refundFail", "succeeded", "failed")],
)
def test_test_cards_end_their_refunds_later(
    simulator: StripeSimulator, client: stripe.StripeClient, method: str, at_first: str, ends: str
) -> None:
    simulator.account.settle_seconds = 3600
    refund = client.v1.refunds.create({"payment_intent": paid(client, method=method).id})
    assert refund.status == at_first
    for job in simulator.account.jobs:
        job.due = 0
    simulator.run_due()
    assert client.v1.refunds.retrieve(refund.id).status == ends


def test_a_disputed_charge_cannot_be_refunded_until_it_is_won(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    intent = paid(client)
    dispute = simulator.dispute(str(intent.latest_charge), reason="product_not_received")
    assert (dispute["amount"], dispute["status"]) == (1000, "needs_response")
    assert charge_of(client, intent).disputed
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.refunds.create({"payment_intent": intent.id})
    assert refusal.value.code == "charge_disputed"
    assert simulator.books()["usd"]["net"] == 0
    simulator.close_dispute(dispute["id"], "won")
    assert client.v1.disputes.retrieve(dispute["id"]).status == "won"
    assert simulator.books()["usd"]["net"] == 1000
    assert client.v1.refunds.create({"payment_intent": intent.id}).status == "succeeded"


def test_evidence_is_submitted_once_and_a_dispute_that_is_closed_takes_none(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    given_up = str(simulator.dispute(str(paid(client).latest_charge))["id"])
    answered = str(simulator.dispute(str(paid(client).latest_charge))["id"])
    text: Any = {"evidence": {"uncategorized_text": "It was signed for."}}
    kept = client.v1.disputes.update(answered, text)
    assert (kept.status, kept.evidence_details.submission_count) == ("needs_response", 0)
    sent = client.v1.disputes.update(answered, {"submit": True})
    assert (sent.status, sent.evidence.uncategorized_text) == ("under_review", "It was signed for.")
    assert client.v1.disputes.close(given_up).status == "lost"
    for dispute in (answered, given_up):
        with pytest.raises(stripe.InvalidRequestError):
            client.v1.disputes.update(dispute, text)
    assert simulator.books()["usd"]["disputed"] == 2000


def test_transfers_share_a_charge_and_never_more_than_it(client: stripe.StripeClient) -> None:
    intent = paid(client)
    share: Any = {"amount": 700, "currency": "usd", "destination": "acct_creator", "metadata": {"part": "creator"}}
    share["source_transaction"] = intent.latest_charge
    transfer = client.v1.transfers.create(share)
    assert (transfer.id[:3], transfer.amount, transfer.destination) == ("tr_", 700, "acct_creator")
    assert (transfer.transfer_group, transfer.source_transaction) == ("o1", intent.latest_charge)
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        client.v1.transfers.create(share | {"amount": 301})
    assert too_much.value.code == "balance_insufficient"
    client.v1.transfers.create(share | {"amount": 300, "destination": "acct_channel"})
    assert [one.amount for one in client.v1.transfers.list({"transfer_group": "o1"}).data] == [300, 700]
    assert [one.amount for one in client.v1.transfers.list({"destination": "acct_creator"}).data] == [700]


def test_a_transfer_is_reversed_in_parts_and_not_twice(client: stripe.StripeClient) -> None:
    charge = str(paid(client).latest_charge)
    transfer = client.v1.transfers.create(
        {"amount": 700, "currency": "usd", "destination": "acct_creator", "source_transaction": charge}
    )
    reversal = client.v1.transfers.reversals.create(transfer.id, {"amount": 200})
    assert (reversal.id[:4], reversal.amount, reversal.transfer) == ("trr_", 200, transfer.id)
    with pytest.raises(stripe.InvalidRequestError, match="greater than the unreversed amount"):
        client.v1.transfers.reversals.create(transfer.id, {"amount": 501})
    client.v1.transfers.reversals.create(transfer.id)
    seen = client.v1.transfers.retrieve(transfer.id)
    assert (seen.amount_reversed, seen.reversed) == (700, True)
    assert [one.amount for one in seen.reversals.data] == [500, 200]
    assert [one.amount for one in client.v1.transfers.reversals.list(transfer.id).data] == [500, 200]
    assert client.v1.transfers.reversals.retrieve(transfer.id, reversal.id).amount == 200


def test_what_a_connected_account_has_paid_out_cannot_be_taken_back(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    source = paid(client).latest_charge
    wish: Any = {"amount": 700, "currency": "usd", "destination": "acct_creator", "source_transaction": source}
    transfer = client.v1.transfers.create(wish)
    simulator.pay_out_connected("acct_creator", 600, "usd")

    with pytest.raises(stripe.InvalidRequestError) as too_much:
        client.v1.transfers.reversals.create(transfer.id, {"amount": 101})
    assert too_much.value.code == "balance_insufficient"
    assert client.v1.transfers.reversals.create(transfer.id, {"amount": 100}).amount == 100
    assert simulator.books()["usd"]["transferred"] == 600


def test_without_a_source_only_the_available_balance_can_be_sent(client: stripe.StripeClient) -> None:
    paid(client)
    with pytest.raises(stripe.InvalidRequestError) as refusal:
        client.v1.transfers.create({"amount": 100, "currency": "usd", "destination": "acct_creator"})
    assert refusal.value.code == "balance_insufficient"
    balance = client.v1.balance.retrieve()
    assert [(one.currency, one.amount) for one in balance.pending] == [("usd", 941)]


def test_every_movement_is_a_balance_transaction_and_they_agree_with_the_books(
    simulator: StripeSimulator, client: stripe.StripeClient
) -> None:
    intent = paid(client)
    client.v1.refunds.create({"payment_intent": intent.id, "amount": 400})
    share: Any = {"amount": 500, "currency": "usd", "destination": "acct_creator"}
    client.v1.transfers.create(share | {"source_transaction": intent.latest_charge})
    transactions = client.v1.balance_transactions.list().data
    assert [(one.type, one.amount, one.fee) for one in transactions] == [
        ("transfer", -500, 0),
        ("refund", -400, 0),
        ("charge", 1000, 59),
    ]
    assert simulator.books()["usd"]["balance"] == sum(one.net for one in transactions) == 41
    assert [one.amount for one in client.v1.balance_transactions.list({"type": "refund"}).data] == [-400]
    by_source = client.v1.balance_transactions.list({"source": str(intent.latest_charge)}).data
    assert client.v1.balance_transactions.retrieve(by_source[0].id).net == 941
