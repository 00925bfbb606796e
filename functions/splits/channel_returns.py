"""Finance looks at what channels take back of an order, and has what they refused tried again."""

from typing import Annotated

from argosy.kernel.auth import Caller
from argosy.kernel.body import Id
from argosy.kernel.http import Accepted, Api, Listed
from argosy.kernel.once import Once
from argosy.kernel.paging import Paging
from argosy.kernel.write import retrying
from argosy.orders import orders
from argosy.splits import returns
from argosy.splits.channel_return import ChannelReturn
from argosy.splits.permissions import SPLIT_PASS_ON
from argosy.splits.views import ChannelReturnView

app = Api(tag="finance")
OrderId = Annotated[str, Id("ord")]


@app.get("/v1/admin/orders/{order_id}/channel-returns", may=SPLIT_PASS_ON)
def show(order_id: OrderId) -> Listed[ChannelReturnView]:
    """What the channels have taken back of this purchase from where they passed it on, or are to."""
    found = returns.of_purchase(orders.get(order_id).head_id)
    return Listed(data=[ChannelReturnView.of(back) for back in found])


@app.get("/v1/admin/channel-returns/failed", may=SPLIT_PASS_ON)
def failed(paging: Paging) -> Listed[ChannelReturnView]:
    """What channels have refused to take back, newest first: its party owes it, or has repaid it since."""
    page = returns.refused(paging.limit, paging.after)
    return paging.answer(page, lambda item: ChannelReturnView.of(item.to(ChannelReturn)))


@app.post("/v1/admin/orders/{order_id}/channel-returns/{return_id}/retry", may=SPLIT_PASS_ON, once=True)
def retry(
    order_id: OrderId, return_id: Annotated[str, Id("crt")], caller: Caller, once: Once
) -> Accepted[ChannelReturnView]:
    """Ask the channel once more, under the same number, for as much as the party still owes."""

    def asked() -> Accepted[ChannelReturnView]:
        back = returns.get(orders.get(order_id).head_id, return_id).again()
        reply = Accepted(ChannelReturnView.of(back), f"/v1/admin/orders/{order_id}/channel-returns")
        returns.again(back, caller.id, once, reply)
        return reply

    return retrying(asked)


handler = app.handler
