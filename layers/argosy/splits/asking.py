"""What a channel says when it is asked to pass on or to take back, its silence among it; and when it is asked again."""

from collections.abc import Callable
from typing import TypeVar

from argosy.kernel import clock
from argosy.kernel.receipt import Receipt
from argosy.kernel.write import Part, Write
from argosy.payments.channel import pause
from argosy.payments.errors import ChannelRefused, ChannelSilent
from argosy.payments.split_words import SplitAnswer
from argosy.splits.instruction import Instruction, InstructionStatus
from events.splits import ChannelReturnDue, ChannelSplitDue

Asked = TypeVar("Asked", bound=Instruction)
W = TypeVar("W")
Due = ChannelSplitDue | ChannelReturnDue


def answer(ask: Callable[[W], SplitAnswer], wish: W) -> SplitAnswer:
    """To be refused for good is an answer, and so is silence."""
    try:
        return ask(wish)
    except ChannelRefused as no:
        return SplitAnswer("failed", reason=str(no.facts["reason"]))
    except ChannelSilent:
        return SplitAnswer("silent")


def ask_again(one: Asked, told: SplitAnswer, later: Due, receipt: Receipt, saved: Callable[[Asked], Part]) -> None:
    """The channel has not said yet: it is asked about, ever less often, until it has."""
    write = Write(receipt).remind(clock.now() + pause(later.asked), later, about=one.id)
    if told.outcome == "silent" and one.status is InstructionStatus.SENT:
        write.add(saved(one.silent()))
    write.commit()
