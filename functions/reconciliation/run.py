"""Finance has a channel's day reconciled now, instead of waiting for the hour."""

from argosy.kernel import clock
from argosy.kernel.body import Day
from argosy.kernel.http import Accepted, Api
from argosy.kernel.once import Once
from argosy.kernel.write import retrying
from argosy.reconciliation import opening
from argosy.reconciliation.calendar import ChannelName
from argosy.reconciliation.permissions import RECONCILIATION_DECIDE
from argosy.reconciliation.views import BatchView

app = Api(tag="finance")


@app.post("/v1/admin/recon/{channel}/{date}/run", may=RECONCILIATION_DECIDE, once=True)
def run(channel: ChannelName, date: Day, once: Once) -> Accepted[BatchView]:
    """Fetch the channel's bill of that day of its calendar, and match it. What was matched before stays as it is."""

    def asked() -> Accepted[BatchView]:
        batch, missing = opening.asked(channel, date, clock.now())
        reply = Accepted(BatchView.of_batch(batch), f"/v1/admin/recon/{channel}/{batch.day}")
        opening.ask(batch, missing, once, reply)
        return reply

    return retrying(asked)


handler = app.handler
