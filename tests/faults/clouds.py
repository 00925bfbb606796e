"""What AWS answers to the product here: the table from memory, or from moto with memory beside it; the rest from moto."""

import pickle
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import ClientError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends

from tests.faults.world import World
from tests.support import cloud, moto_strict
from tests.support.memory import MemoryTable, Row, State
from tests.support.memory.alike import told

STOCK_CALL: Any = vars(BaseClient)["_make_api_call"]
CONSTANT = frozenset({"kms.GetPublicKey", "secretsmanager.GetSecretValue"})
LAGS = 3
"""How many writes an eventually consistent read may be behind."""


class InMemory:
    """The table is in memory; what never changes is asked of moto once."""

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

    def call(self, client: Any, service: str, operation: str, given: Any) -> Any:
        """The answer, or what botocore would raise."""
        if service == "dynamodb":
            ask = self._read if operation in self.table.reads else self._write
            return ask(client, operation, given)
        if f"{service}.{operation}" in CONSTANT:
            return self._constant(client, f"{service}.{operation}", given)
        if operation == "PutEvents":
            return self._put_events(client, given)
        if operation == "SendMessage":
            self._sent(lambda tries: self.world.buried(given["MessageBody"]))
            return {"MessageId": "m"}
        return STOCK_CALL(client, operation, given)

    def _read(self, client: Any, operation: str, given: Any) -> Any:
        lagging = self.world.me.stale and self.former
        return self.table.call(operation, given, state=self.former[-1] if lagging else None)

    def _write(self, client: Any, operation: str, given: Any) -> Any:
        self.former = [*self.former[1 - LAGS :], self.table.state]
        return self._sent(lambda tries: self.table.call(operation, given, tries=tries))

    def _sent(self, send: Callable[[int], Any]) -> Any:
        """As the SDK sends it: again, if the answer is lost on the wire."""
        if not self.world.lose():
            return send(0)
        with suppress(ClientError):
            send(0)
        return send(1)

    def _put_events(self, client: Any, given: Any) -> Any:
        self._sent(lambda tries: self.world.taken(given["Entries"]))
        return {"FailedEntryCount": 0, "Entries": [{"EventId": str(place)} for place, _ in enumerate(given["Entries"])]}

    def _constant(self, client: Any, name: str, given: Any) -> Any:
        key = f"{name} {given}"
        if key not in self._constants:
            self._constants[key] = STOCK_CALL(client, name.partition(".")[2], given)
        return self._constants[key]


class OnMoto(InMemory):
    """moto takes every write through botocore, and memory takes it too: their answers have to be the same.

    Reads are answered from memory, which costs a fiftieth; while `comparing`, moto is asked as well.
    """

    name = "moto"

    def taken(self) -> Any:
        return super().taken(), pickle.dumps((self._moto.items, dict(moto_strict.TOKENS)))

    def back_to(self, kept: Any) -> None:
        state, motos = kept
        super().back_to(state)
        self._moto.items, tokens = pickle.loads(motos)
        moto_strict.TOKENS.clear()
        moto_strict.TOKENS.update(tokens)

    def _read(self, client: Any, operation: str, given: Any) -> Any:
        ours = super()._read(client, operation, given)
        if self.comparing:
            self._same(operation, lambda: ours, lambda: STOCK_CALL(client, operation, given))
        return ours

    def _write(self, client: Any, operation: str, given: Any) -> Any:
        losing = self.world.me.losing
        theirs = _outcome(lambda: STOCK_CALL(client, operation, given))
        self.world.me.losing = losing
        mine = super()._write
        self._same(operation, _outcome(lambda: mine(client, operation, given)), theirs)
        return theirs()

    def _put_events(self, client: Any, given: Any) -> Any:
        times = 1 + self.world.me.losing
        answer = STOCK_CALL(client, "PutEvents", given)
        for _ in range(times):
            self.world.taken(given["Entries"])
        return answer

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
