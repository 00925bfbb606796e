"""An attempt is noted before its channel hears of it: through which one it goes, and what the wallet gives."""

from datetime import datetime

from argosy.kernel.once import Once
from argosy.kernel.table import fetch
from argosy.kernel.write import Write, retrying
from argosy.ledger import holds
from argosy.orders import orders, paying
from argosy.payments import attempts, routes, routing
from argosy.payments.attempt import Attempt
from argosy.payments.attempts import SILENCE
from argosy.payments.routing import Wish
from argosy.payments.tender import set_aside
from events.payments import PaymentQueryDue


def begin(
    attempt_id: str, order_id: str, wish: Wish, *, buyer_id: str, wallet_minor: int, once: Once, at: datetime
) -> Attempt:
    """Choose the channel, note the attempt and set aside what the wallet gives. A repeated request finds it as it is.

    Raises NotFound for somebody else's order, InvalidState for one that does not wait for payment, ChannelClosed, NoChannel,
    InsufficientFunds.
    """

    def note() -> Attempt:
        raws = fetch([attempts.key(attempt_id), orders.key(order_id), *routes.keys(order_id, at)])
        if attempts.key(attempt_id) in raws:
            return attempts.read(raws[attempts.key(attempt_id)])
        order = orders.own(raws.get(orders.key(order_id)), buyer_id)
        paying.awaits_payment(order, at)
        channel, method = routing.choose(order, wish, routes.of(raws, order_id), routes.failures(raws, order_id, at))
        attempt = attempts.new(attempt_id, order, channel=channel, method=method, wallet_minor=wallet_minor, at=at)
        write = Write(once).add(attempts.saved(attempt), *orders.saved(paying.attempted(order, attempt_id, channel)))
        if wallet_minor:
            write.add(*holds.placed(set_aside(attempt)))
        write.remind(at + SILENCE[0], PaymentQueryDue(attempt_id=attempt.id, asked=1), about=attempt.id).commit()
        return attempt

    return retrying(note)
