"""How word travels in production: stream to relay, bus to queues, webhooks and schedules - all of them at least once."""

import importlib
import json
from typing import Any

from argosy.kernel import clock
from argosy.kernel.worker import Listener
from tests.faults.lab import Lab
from tests.faults.mail import Mail, Message
from tests.support.bus import listeners
from tests.support.call import Reply, call, context
from tests.support.memory import Row
from tests.support.shop import SECRET

ELSEWHERE = ("notifications", "search")
"""Whose listeners are not woken here: they move neither stock nor money, and nothing of an order follows from them."""
MOST_RECEIVES = 5
"""As the template says: then a message is given up, and an alarm tells a person."""
MOST_TRIES = 4
ROUNDS = 60


class Delivery:
    """Carries everything until nothing is left; whatever fails without a cause is told to `fail`."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.world, self.mail = lab, lab.world, Mail()
        self.wrong: list[str] = []
        self.world.taken = self._taken
        self.arranged = {fact.plain["id"] for fact in self.facts()}
        self.mail.relayed |= self.arranged

    def fail(self, what: str) -> None:
        self.wrong.append(f"{what} (after step {self.world.steps.number})")

    def ask(self, function: str, request: str, body: Any = None, **more: Any) -> Reply | None:
        """One request of a client, who knows nothing where the function died."""
        name = function.replace(".", "/")
        reply = self.world.process(name, lambda: call(function, request, body, **more))
        if reply is not None and reply.status == 500:
            self.fail(f"unhandled: {name} answered 500")
        if reply is not None and reply.status == 503 and not self.world.hurt:
            self.fail(f"without a cause: {name} answered 503")
        return reply

    def settle(self) -> None:
        """Webhooks, stream, bus and queues, until nothing is left to carry."""
        for _ in range(ROUNDS):
            if not (self._webhooks() + self._relay() + self._work()):
                return
        self.fail(f"never quiet: {[(one.listener, one.fact['name']) for one in self.mail.queued]}")

    def woken(self, function: str) -> None:
        """A schedule, which tries again what failed."""
        handler = importlib.import_module(f"functions.{function}").handler
        for _ in range(MOST_TRIES):
            try:
                if self.world.process(function.replace(".", "/"), lambda: handler({}, context()) is None):
                    return
            except Exception as why:
                if not self.world.hurt:
                    self.fail(f"without a cause: {function} {type(why).__name__} {why}")
        self.fail(f"given up: {function}")

    def timers(self) -> None:
        """The minutes' calls, until nothing is due any more."""
        for _ in range(MOST_TRIES):
            self.woken("timers.drain")
            now = clock.spell(clock.now())
            if not any(timer.plain["due_at"] <= now for timer in self.lab.rows("timer")):
                return
        self.fail("timers are due and nobody tells them")

    def _webhooks(self) -> int:
        """Stripe sends what was not answered 2xx again."""
        events = reversed(self.lab.stripe.account.all("event"))
        told = [event for event in events if event["id"] not in self.mail.acknowledged]
        for event in told:
            headers, body = self.lab.stripe.signed(event, secret=SECRET, timestamp=int(self.lab.time.now.timestamp()))
            reply = self.ask("payments.webhook", "POST /v1/webhooks/stripe", raw=body.decode(), headers=headers)
            if reply is not None and reply.status == 200:
                self.mail.acknowledged.add(event["id"])
        return len(told)

    def facts(self) -> list[Row]:
        """Events in the table, in the order of the stream as far as it has one."""
        return sorted(self.lab.rows("event"), key=lambda row: (row.plain["at"], row.plain["id"]))

    def _relay(self) -> int:
        """The stream gives a batch again from the first record on that was not taken."""
        fresh = [fact for fact in self.facts() if fact.plain["id"] not in self.mail.relayed]
        if not fresh:
            return 0
        records = [{"dynamodb": {"SequenceNumber": fact.plain["id"], "NewImage": fact.wire}} for fact in fresh]
        relay = importlib.import_module("functions.outbox.relay").handler
        try:
            answer = self.world.process("outbox/relay", lambda: relay({"Records": records}, context()))
        except Exception as why:
            answer = None
            if not self.world.hurt:
                self.fail(f"without a cause: outbox/relay {type(why).__name__} {why}")
        if answer is not None:
            ids = [record["dynamodb"]["SequenceNumber"] for record in records]
            failed = [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
            self.mail.relayed |= set(ids[: ids.index(failed[0])] if failed else ids)
        return len(fresh)

    def _taken(self, entries: list[dict[str, str]]) -> None:
        """The bus has them, and gives each to the queues of those who listen."""
        for entry in entries:
            fact = json.loads(entry["Detail"])
            self.mail.queued += [
                Message(listener.name, fact)
                for listener in listeners().get(fact["name"], [])
                if not listener.name.startswith(ELSEWHERE)
            ]

    def _work(self) -> int:
        """Each queue gives its messages, and gives again what was not done."""
        batch, self.mail.queued = self.mail.queued, []
        for message in batch:
            if self._hears(message):
                self.mail.heard.add((message.listener, message.fact["id"]))
                continue
            message.receives += 1
            if message.receives >= MOST_RECEIVES:
                self.fail(f"given up: {message.listener} {message.fact['name']}")
            else:
                self.mail.queued.append(message)
        return len(batch)

    def _hears(self, message: Message) -> bool:
        """Whether the queue may forget it."""
        name = message.fact["name"]
        known = next(one for one in listeners()[name] if one.name == message.listener)
        listener = Listener(known.hears, known.events)  # a process of its own
        function = message.listener.replace(".", "/")
        answer = self.world.process(function, lambda: listener({"Records": [message.record]}, context()))
        if answer is None:
            return False
        for _, why, _ in listener._processor.exceptions:
            if not self.world.hurt:
                self.fail(f"without a cause: {function} {type(why).__name__} {why}")
            elif isinstance(why, AssertionError | TypeError | KeyError | AttributeError):
                self.fail(f"unhandled: {function} {type(why).__name__} {why}")
        return not answer["batchItemFailures"]
