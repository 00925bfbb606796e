"""More planted bugs: around the provider, the deadlines, the settlement and the refund."""

import types
from collections.abc import Callable
from typing import Any

import pytest

from argosy.kernel import write
from argosy.kernel.write import Part
from argosy.orders import refunding
from argosy.payments import inbox, matrix
from argosy.payments.channels import stripe as stripe_channel
from argosy.payments.channels import stripe_client
from argosy.payments.matrix import Effect, Said, Standing
from argosy.settlement import settlement, statements
from functions.timers import drain
from tests.faults.planted import Patch, bug, kind_of, split_commit


@bug("money that comes late is passed over")
def late_money_dropped(patch: Patch) -> None:
    as_asked = matrix.TABLE[Said.PAID_AS_ASKED] | {Standing.LEFT_UNPAID: Effect.NOTHING}
    patch.setattr(matrix, "TABLE", matrix.TABLE | {Said.PAID_AS_ASKED: as_asked})


@bug("Stripe is asked for a payment under a new key each time", near="payments/pay>payments.channels.stripe")
def payment_without_a_key(patch: Patch) -> None:
    _fresh_keys(patch, stripe_channel._intent)


@bug("Stripe is asked for a refund under a new key each time", near="channels.stripe.refund")
def refund_without_a_key(patch: Patch) -> None:
    _fresh_keys(patch, stripe_channel.refund)


def _fresh_keys(patch: Patch, function: Any) -> None:
    """The function with another SDK under it, one that forgets the key that it is given."""

    class Forgetful:
        def __init__(self, real: Any) -> None:
            self.real = real

        def __getattr__(self, name: str) -> Any:
            return Forgetful(getattr(self.real, name))

        def __call__(self, wish: Any, *options: Any) -> Any:
            return self.real(wish)

    def ask(what: Callable[[Any], Any]) -> Any:
        return stripe_client.ask(lambda at: what(Forgetful(at)))

    names = function.__globals__ | {"ask": ask}
    patch.setattr(stripe_channel, function.__name__, types.FunctionType(function.__code__, names, function.__name__))


@bug("a timer is taken away before its event is told", near="drain._commit")
def timer_deleted_first(patch: Patch) -> None:
    whole = drain._commit

    def commit(timers: Any) -> None:
        with pytest.MonkeyPatch.context() as inner:
            split_commit(inner, lambda part: part.verb == "Delete", first=True)
            whole(timers)

    patch.setattr(drain, "_commit", commit)


@bug("movements go on a statement before the statement knows them", near="settlement._take")
def statement_after_its_lines(patch: Patch) -> None:
    whole = settlement._take

    def take(*given: Any) -> Any:
        with pytest.MonkeyPatch.context() as inner:
            split_commit(inner, lambda part: kind_of(part) == "settleable", first=True)
            return whole(*given)

    patch.setattr(settlement, "_take", take)


@bug("a broken settlement is not taken up again", near="settlement._close")
def unfinished_statements_forgotten(patch: Patch) -> None:
    patch.setattr(statements, "unfinished", lambda: iter(()))


@bug("what a refund gave back is kept by the shares")
def shares_keep_what_went_back(patch: Patch) -> None:
    patch.setattr(refunding, "taken_back", lambda shares, *_: (shares, {}))


@bug("reads that were throttled are defects of ours", near="orders/checkout")
def throttling_is_an_error(patch: Patch) -> None:
    patch.setattr("argosy.kernel.aws.passes", lambda error: False)


@bug("a put whose answer was lost is taken for somebody else's", near="quotes.make")
def lost_answer_is_a_conflict(patch: Patch) -> None:
    alone = write._alone

    def strict(part: Part, *, again: bool) -> None:
        unseen = part.request | {"ReturnValuesOnConditionCheckFailure": "NONE"}
        alone(Part(part.verb, unseen, part.otherwise), again=False)

    patch.setattr(write, "_alone", strict)


@bug("a webhook is answered 200 although it could not be kept", near="payments/stripe_webhook")
def webhook_answered_first(patch: Patch) -> None:
    receive = inbox.receive

    def careless(word: Any, at: Any) -> None:
        try:
            receive(word, at)
        except Exception:
            return

    patch.setattr(inbox, "receive", careless)
