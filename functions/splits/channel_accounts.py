"""Finance says where a party has its account at a payment channel; its shares go there from now on."""

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from argosy.kernel import clock
from argosy.kernel.auth import Caller
from argosy.kernel.body import Body, Text
from argosy.kernel.http import Api
from argosy.kernel.write import Write, put
from argosy.payments.sharing import SHARING, sharer
from argosy.splits import splits
from argosy.splits.items import ChannelAccountItem
from argosy.splits.permissions import SPLIT_PASS_ON
from argosy.splits.views import ChannelAccountView
from events.splits import ChannelAccountChanged

app = Api(tag="finance")
ChannelName = Literal["stripe", "alipay", "wechat"]


def _party(text: str) -> str:
    if not re.fullmatch(r"(creator|merchant|channel):\w{1,40}", text, re.ASCII):
        raise PydanticCustomError("invalid_id", "a party is spelled as in creator:usr_…")
    return text


PartyName = Annotated[str, AfterValidator(_party)]


class AccountWish(Body):
    """The account's name as the channel knows it; some channels have to know whether it is a person's or a merchant's.

    `full_name` is what WeChat Pay compares with what it knows of the account. It is passed on and never kept.
    """

    account: Annotated[str, Field(pattern=r"^[A-Za-z0-9_.@-]{1,64}$")]
    kind: Literal["merchant", "person"] = "merchant"
    full_name: Annotated[str, Text(1, 100)] | None = None


@app.get("/v1/admin/channel-accounts/{party}/{channel}", may=SPLIT_PASS_ON)
def show(party: PartyName, channel: ChannelName) -> ChannelAccountView:
    """Where the party's shares of what came by this channel go."""
    return ChannelAccountView.of(splits.account_of(party, channel))


@app.put("/v1/admin/channel-accounts/{party}/{channel}", may=SPLIT_PASS_ON)
def name(party: PartyName, channel: ChannelName, wish: AccountWish, caller: Caller) -> ChannelAccountView:
    """What waits for it is sent within the hour; what was sent already keeps the account that it went to.

    A channel that shares only with receivers that it knows is told of it first.
    """
    if channel in SHARING:
        sharer(channel).add_receiver(wish.account, wish.full_name, is_person=wish.kind == "person")
    item = ChannelAccountItem(
        party=party, channel=channel, account=wish.account, is_person=wish.kind == "person", saved_by=caller.id,
        saved_at=clock.now(),
    )  # fmt: skip
    told = ChannelAccountChanged(party=party, channel=channel, account=wish.account)
    anyway = ChannelAccountItem.pk.exists() | ChannelAccountItem.pk.does_not_exist()
    Write().add(put(item, when=anyway)).tell(told, beside=splits.account_key(party, channel)).commit()
    return ChannelAccountView.of(item)


handler = app.handler
