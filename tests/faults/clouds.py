"""What AWS answers to the product here: the table from memory, or from moto with memory beside it; the rest from moto."""

import pickle
from collections.abc import Callable, Iterator
from typing import Any

from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from argosy.kernel.aws import ClientError, NoAnswer
from argosy.kernel.transport import stock, tries
from argosy.kernel.transport.services import SERVICES
from tests.faults.world import World
from tests.support import cloud, moto_strict
from tests.support.memory import MemoryTable, Row, State
from tests.support.memory.alike import told

STOCK_ATTEMPT = tries.attempt
CONSTANT = frozenset({"kms.GetPublicKey", "secretsmanager.GetSecretValue"})
LAGS = 3
"""How many writes an eventually consistent read may be behind."""


class InMemory:
    """The table is in memory; what never changes is asked of moto once. Tries are our own transport's."""

    name = "memory"

    def __init__(self, world: World) -> None:
        self.world, self.table = world, MemoryTable()
        self.former: list[State] = []
        self.comparing = False
        self._constants: dict[str, Any] = {}
        rows = [Row(item.to_json()["Attributes"]) for part in self._moto.items.values() for item in part.values()]
        self.table.state = State().after({row.key: row for row in rows})

    @property
    def _moto(self) -> Any:
        return dynamodb_backends[DEFAULT_ACCOUNT_ID][cloud.REGION].tables[cloud.TABLE]

    def rows(self) -> Iterator[Row]:
        """Every item, read past the code under test."""
        return self.table.state.rows()

    def taken(self) -> Any:
        """All of it as it is now; `back_to` takes it as often as one likes."""
        return self.table.state

    def back_to(self, kept: Any) -> None:
        self.table.state = kept
        self.former = []

    def call(self, service: str, operation: str, given: Any) -> Any:
        """The answer, or what the product would hear instead."""
        if f"{service}.{operation}" in CONSTANT:
            return self._constant(service, operation, given)
        if service == "dynamodb" and operation in self.table.writes:
            return self._write(service, operation, given)
        return (tries if service in SERVICES else stock).call(service, operation, given)

    def attempt(self, service: str, operation: str, given: Any) -> Any:
        """One try of it: what AWS does, and whether the answer arrives."""
        if service == "dynamodb":
            outcome = self._asked(operation, given)
        elif operation == "PutEvents":
            outcome = _outcome(lambda: self._put_events(given))
        elif operation == "SendMessage":
            self.world.buried(given["MessageBody"])
            outcome = _outcome(lambda: {"MessageId": "m"})
        else:
            return STOCK_ATTEMPT(service, operation, given)
        if self.world.lose():
            raise NoAnswer("injected")
        return outcome()

    def _asked(self, operation: str, given: Any) -> Callable[[], Any]:
        lagging = self.world.me.stale and self.former and operation in self.table.reads
        return _outcome(lambda: self.table.call(operation, given, state=self.former[-1] if lagging else None))

    def _write(self, service: str, operation: str, given: Any) -> Any:
        self.former = [*self.former[1 - LAGS :], self.table.state]
        return tries.call(service, operation, given)

    def _put_events(self, given: Any) -> Any:
        self.world.taken(given["Entries"])
        return {"FailedEntryCount": 0, "Entries": [{"EventId": str(place)} for place, _ in enumerate(given["Entries"])]}

    def _constant(self, service: str, operation: str, given: Any) -> Any:
        key = f"{service}.{operation} {given}"
        if key not in self._constants:
            self._constants[key] = tries.call(service, operation, given)
        return self._constants[key]


class OnMoto(InMemory):
    """moto takes every write over the wire, and memory takes it too: their answers have to be the same.

    Reads are answered from memory, which costs a fiftieth; while `comparing`, moto is asked as well.
    """

    name = "moto"

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self._on_wire = False

    def taken(self) -> Any:
        return super().taken(), pickle.dumps((self._moto.items, dict(moto_strict.TOKENS)))

    def back_to(self, kept: Any) -> None:
        state, motos = kept
        super().back_to(state)
        self._moto.items, tokens = pickle.loads(motos)
        moto_strict.TOKENS.clear()
        moto_strict.TOKENS.update(tokens)

    def attempt(self, service: str, operation: str, given: Any) -> Any:
        if self._on_wire:
            return STOCK_ATTEMPT(service, operation, given)
        if service == "dynamodb" and operation in self.table.reads and self.comparing:
            ours = self._asked(operation, given)
            self._same(operation, ours, _outcome(lambda: STOCK_ATTEMPT(service, operation, given)))
        if operation == "PutEvents":
            STOCK_ATTEMPT(service, operation, given)
        return super().attempt(service, operation, given)

    def _write(self, service: str, operation: str, given: Any) -> Any:
        losing, self._on_wire = self.world.me.losing, True
        theirs = _outcome(lambda: tries.call(service, operation, given))
        self.world.me.losing, self._on_wire = losing, False
        mine = super()._write
        self._same(operation, _outcome(lambda: mine(service, operation, given)), theirs)
        return theirs()

    def _same(self, operation: str, ours: Callable[[], Any], theirs: Callable[[], Any]) -> None:
        if told(ours) != told(theirs):
            raise AssertionError(f"{operation}: memory says {told(ours)}, moto {told(theirs)}")


def _outcome(ask: Callable[[], Any]) -> Callable[[], Any]:
    """Asks now; gives or raises what came of it as often as it is called."""
    try:
        answer = ask()
    except ClientError as error:
        refused = error

        def raising() -> Any:
            raise refused

        return raising
    return lambda: answer
