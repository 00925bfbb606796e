"""Finance looks at what channels pass on of an order, and has what they refused tried again."""

from typing import Annotated

from argosy.kernel.auth import Caller
from argosy.kernel.body import Id
from argosy.kernel.http import Accepted, Api, Listed
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.orders import orders
from argosy.splits import splits
from argosy.splits.channel_split import ChannelSplit
from argosy.splits.permissions import SPLIT_PASS_ON
from argosy.splits.views import ChannelSplitView

app = Api(tag="finance")
OrderId = Annotated[str, Id("ord")]


@app.get("/v1/admin/orders/{order_id}/channel-splits", may=SPLIT_PASS_ON)
def show(order_id: OrderId) -> Listed[ChannelSplitView]:
    """What the channels have passed on of this purchase, or are to."""
    found = splits.of_purchase(orders.get(order_id).head_id)
    return Listed(data=[ChannelSplitView.of(split) for split in found])


@app.get("/v1/admin/channel-splits/failed", may=SPLIT_PASS_ON)
def failed(paging: Paging) -> Listed[ChannelSplitView]:
    """What channels have refused to pass on, newest first: it lies aside until it is tried again."""
    page = splits.refused(paging.limit, paging.after)
    return paging.answer(page, lambda item: ChannelSplitView.of(item.to(ChannelSplit)))


@app.post("/v1/admin/orders/{order_id}/channel-splits/{split_id}/retry", may=SPLIT_PASS_ON, once=True)
def retry(
    order_id: OrderId, split_id: Annotated[str, Id("csp")], caller: Caller, once: Once
) -> Accepted[ChannelSplitView]:
    """Ask the channel once more, under the same number."""

    def asked() -> Accepted[ChannelSplitView]:
        split = splits.tried_again(splits.get(orders.get(order_id).head_id, split_id))
        reply = Accepted(ChannelSplitView.of(split), f"/v1/admin/orders/{order_id}/channel-splits")
        splits.again(split, caller.id, once, reply)
        return reply

    return retrying(asked)


handler = app.handler
