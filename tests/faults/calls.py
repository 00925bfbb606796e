"""A call as the harness names it, and the faults that can happen to it."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType, FrameType

ROOT = Path(__file__).parents[2]
LAYERS, FUNCTIONS, KERNEL = str(ROOT / "layers"), str(ROOT / "functions"), str(ROOT / "layers/argosy/kernel")
CARRIERS = (f"{KERNEL}/aws.py", f"{KERNEL}/transport/")
"""They carry every call and make none."""
FAULTS = ("crash_before", "crash_after", "throttle", "conflict", "unreachable", "lost_reply", "timeout_after", "stale")
WRITES = frozenset({
    "dynamodb.PutItem", "dynamodb.UpdateItem", "dynamodb.DeleteItem", "dynamodb.TransactWriteItems", "events.PutEvents",
    "sesv2.SendEmail", "sqs.SendMessage", "stripe.POST", "bank.POST",
})  # fmt: skip
READS = frozenset({
    "dynamodb.GetItem", "dynamodb.BatchGetItem", "dynamodb.Query", "kms.GetPublicKey", "kms.Sign",
    "secretsmanager.GetSecretValue", "stripe.GET", "bank.GET",
})  # fmt: skip


@dataclass(frozen=True)
class Call:
    """One step of the story. `times` tells which of the calls of this name it is, so that a name outlives other steps."""

    number: int
    function: str
    site: str
    operation: str
    times: int
    eventual: bool

    @property
    def place(self) -> str:
        """The call site: what has to meet each of its faults."""
        return f"{self.function}>{self.site}:{self.operation}"

    def __str__(self) -> str:
        return f"{self.place}@{self.times}"

    @property
    def faults(self) -> tuple[str, ...]:
        """A read has no effect: to die after it is to die before the next call."""
        found = ["crash_before", "throttle", "timeout_after"]
        found += ["crash_after", "unreachable", "lost_reply"] if self.operation in WRITES else []
        found += ["conflict"] if self.operation == "dynamodb.TransactWriteItems" else []
        found += ["stale"] if self.eventual else []
        return tuple(found)

    def fitting(self, fault: str) -> str:
        """The fault, or one that can happen here: a plan of two may meet another call than it was made for."""
        return fault if fault in self.faults else "throttle"


def site() -> str:
    """Whose line of the product makes the call that is being made: the kernel acts for others unless nobody else is there."""
    frame: FrameType | None = sys._getframe(1)
    own = ""
    while frame is not None:
        name, is_kernel = _named(frame.f_code)
        if name:
            own = own or name
            if not is_kernel:
                return name
        frame = frame.f_back
    return own or "nobody"


@cache
def _named(code: CodeType) -> tuple[str, bool]:
    """The product's name of a piece of code, empty for any other, and whether it is the kernel's."""
    file = code.co_filename
    if not file.startswith((LAYERS, FUNCTIONS)) or file.startswith(CARRIERS):
        return "", False
    module = file.removeprefix(str(ROOT)).removesuffix(".py").replace("/", ".")
    short = module.removeprefix(".layers.argosy.").removeprefix(".functions.")
    return f"{short}.{code.co_qualname.replace('<locals>.', '')}", file.startswith(KERNEL)
