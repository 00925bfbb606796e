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
DEFECTS = (AssertionError, TypeError, KeyError, AttributeError, NameError, IndexError)


class Heard(Listener):
    """A listener of which one can ask why it gave its message back."""

    def __init__(self, *given: Any) -> None:
        super().__init__(*given)
        self.exceptions: list[Exception] = []

    def _record(self, record: dict[str, Any]) -> bool:
        try:
            return super()._record(record)
        except Exception as why:
            self.exceptions.append(why)
            raise


class Delivery:
    """Carries one thing, or everything until nothing is left; whatever fails without a cause is told to `fail`."""

    def __init__(self, lab: Lab) -> None:
        self.lab, self.world, self.mail = lab, lab.world, Mail()
        self.wrong: list[str] = []
        self.held: tuple[str, ...] = ()
        """Listeners whose messages stay in their queues for now."""
        self.world.taken, self.world.buried = self._taken, self._buried
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
            if not (self._webhooks() + self._stream() + self._work()):
                return
        self.fail(f"never quiet: {[(one.listener, one.fact['name']) for one in self.mail.queued]}")

    def woken(self, function: str) -> None:
        """A schedule, which tries again what failed."""
        for _ in range(MOST_TRIES):
            if self.wakes(function):
                return
        self.fail(f"given up: {function}")

    def wakes(self, function: str) -> bool:
        """Once; whether it came to its end."""
        handler, name = importlib.import_module(f"functions.{function}").handler, function.replace(".", "/")
        try:
            return self.world.process(name, lambda: handler({}, context()) is None) or False
        except Exception as why:
            self._judged(name, why)
            return False

    def timers(self) -> None:
        """The minutes' calls, until nothing is due any more."""
        for _ in range(MOST_TRIES):
            self.woken("timers.drain")
            now = clock.spell(clock.now())
            if not any(timer.plain["due_at"] <= now for timer in self.lab.rows("timer")):
                return
        self.fail("timers are due and nobody tells them")

    def untold(self) -> list[Any]:
        """The provider's events that we have not answered with 200, oldest first."""
        events = reversed(self.lab.stripe.account.all("event"))
        return [event for event in events if event["id"] not in self.mail.acknowledged]

    def tell(self, event: Any) -> bool:
        """One event of the provider; whether it will be sent again is its own affair."""
        headers, body = self.lab.stripe.signed(event, secret=SECRET, timestamp=int(self.lab.time.now.timestamp()))
        reply = self.ask("payments.stripe_webhook", "POST /v1/webhooks/stripe", raw=body.decode(), headers=headers)
        taken = reply is not None and reply.status == 200
        if taken:
            self.mail.acknowledged.add(event["id"])
        return taken

    def untold_of_bank(self) -> list[Any]:
        """The bank's notifications that we have not answered with 200, oldest first."""
        return [event for event in self.lab.bank.desk.events if event["id"] not in self.mail.acknowledged]

    def tell_of_bank(self, event: Any) -> bool:
        """One notification of the bank; whether it will be sent again is its own affair."""
        headers, body = self.lab.bank.signed(event, timestamp=int(self.lab.time.now.timestamp()))
        reply = self.ask("payouts.webhook", "POST /v1/webhooks/payout/aggregator", raw=body.decode(), headers=headers)
        taken = reply is not None and reply.status == 200
        if taken:
            self.mail.acknowledged.add(event["id"])
        return taken

    def _webhooks(self) -> int:
        """Stripe and the bank send what was not answered 2xx again."""
        told, told_of_bank = self.untold(), self.untold_of_bank()
        for event in told:
            self.tell(event)
        for event in told_of_bank:
            self.tell_of_bank(event)
        return len(told) + len(told_of_bank)

    def facts(self) -> list[Row]:
        """Events in the table, in the order of the stream as far as it has one."""
        return sorted(self.lab.rows("event"), key=lambda row: (row.plain["at"], row.plain["id"]))

    def fresh(self) -> list[Row]:
        """Those that the relay has not taken yet."""
        return [fact for fact in self.facts() if fact.plain["id"] not in self.mail.relayed]

    def relay(self, fresh: list[Row]) -> None:
        """The stream gives a batch again from the first record on that was not taken."""
        records = [{"dynamodb": {"SequenceNumber": fact.plain["id"], "NewImage": fact.wire}} for fact in fresh]
        handler = importlib.import_module("functions.outbox.relay").handler
        try:
            answer = self.world.process("outbox/relay", lambda: handler({"Records": records}, context()))
        except Exception as why:
            self._judged("outbox/relay", why)
            return
        if answer is not None:
            ids = [fact.plain["id"] for fact in fresh]
            failed = [failure["itemIdentifier"] for failure in answer["batchItemFailures"]]
            self.mail.relayed |= set(ids[: ids.index(failed[0])] if failed else ids)

    def _stream(self) -> int:
        fresh = self.fresh()
        if fresh:
            self.relay(fresh)
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

    def _buried(self, body: str) -> None:
        """A listener has set a message aside for a person: here nobody tells anything that cannot be done."""
        self.fail(f"set aside: {self.world.me.function} {json.loads(body)['detail-type']}")

    def _work(self) -> int:
        """Each queue gives its messages, and gives again what was not done."""
        batch = [message for message in self.mail.queued if message.listener not in self.held]
        self.mail.queued = [message for message in self.mail.queued if message.listener in self.held]
        for message in batch:
            if self.hear(message):
                continue
            message.receives += 1
            if message.receives >= MOST_RECEIVES:
                self.fail(f"given up: {message.listener} {message.fact['name']}")
            else:
                self.mail.queued.append(message)
        return len(batch)

    def hear(self, message: Message) -> bool:
        """One message to its listener; whether the queue may forget it."""
        known = next(one for one in listeners()[message.fact["name"]] if one.name == message.listener)
        listener = Heard(known.hears, known.events)  # a process of its own
        function = message.listener.replace(".", "/")
        answer = self.world.process(function, lambda: listener({"Records": [message.record]}, context()))
        if answer is None:
            return False
        for why in listener.exceptions:
            self._judged(function, why)
        done = not answer["batchItemFailures"]
        if done:
            self.mail.heard.add((message.listener, message.fact["id"]))
        return done

    def _judged(self, function: str, why: object) -> None:
        """An exception needs a cause, and with one it still has to be of a kind that somebody thought of."""
        if not self.world.hurt:
            self.fail(f"without a cause: {function} {type(why).__name__} {why}")
        elif isinstance(why, DEFECTS):
            self.fail(f"unhandled: {function} {type(why).__name__} {why}")
