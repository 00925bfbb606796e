"""The bill of a month in which nobody calls, computed from the templates: what stands, what asks by itself, what that costs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import ceil

from bench.costs.awake import FREE_ASLEEP, Rhythm, rhythms
from bench.costs.idle import idle
from docs.used import Assembly

MOST_DOLLARS = 6.0
"""What a deployment at stage small may cost asleep at its final size (issue 12)."""
FINAL_FUNCTIONS, FINAL_CONTEXTS = 4, 45
"""The final size: four times as many functions, and with them schedules and listeners; the contexts that the design names."""
HOURS = 730
KEEP = "argosy-queues-keep"
"""Each of its calls asks every dead-letter queue once."""
POLLS = 5 * 3 * 60 * HOURS
"""Of a queue that Lambda reads: five pollers, each asks again after 20 s."""
MB_A_CALL, LONGEST_CALL_SECONDS = 0.002, 1.0
"""More than any schedule with nothing to do writes and takes: such a call took 4-90 ms on the local stack."""

Count = Callable[[Assembly, bool], float]
"""How many a month: of today's templates, or at the final size."""


@dataclass(frozen=True)
class Line:
    """One price. `free` is what every account has each month without an end, before the price begins."""

    what: str
    count: Count
    price: float
    unit: str
    free: float
    source: str

    def dollars(self, assembly: Assembly, *, final: bool, gross: bool = False) -> float:
        return max(0.0, self.count(assembly, final) - (0 if gross else self.free)) * self.price


def _resources(kind: str, assembly: Assembly, final: bool) -> float:
    """As many as stand there: they do not come with functions."""
    return len(assembly.of(kind))


def _alarms(assembly: Assembly, final: bool) -> float:
    """Those of a context come with contexts; the rest watch sums and schedules, and stay so many."""
    alarms = [properties["Properties"] for _, _, properties in assembly.of("CloudWatch::Alarm")]
    by_context = len([alarm for alarm in alarms if alarm["MetricName"] == "Attention"])
    return len(alarms) - by_context + (ceil(by_context * _contexts(assembly)) if final else by_context)


def _contexts(assembly: Assembly) -> float:
    """How many times as many there will be."""
    return FINAL_CONTEXTS / (len(assembly.templates) - 1)


def _asked_of_queues(assembly: Assembly, final: bool) -> float:
    """By Lambda of the queues that listeners have, and by the desk of every context's dead letters."""
    polled = [one for _, _, one in assembly.of("Lambda::EventSourceMapping") if "ScalingConfig" in one["Properties"]]
    dead = [one for _, _, one in assembly.of("SQS::Queue") if "RedrivePolicy" not in one["Properties"]]
    (kept,) = (one.calls for one in rhythms(assembly, HOURS) if one.function == KEEP)
    times, contexts = (FINAL_FUNCTIONS, _contexts(assembly)) if final else (1, 1)
    return len(polled) * POLLS * times + len(dead) * contexts * kept


def _each_call(what: Callable[[Rhythm], float], assembly: Assembly, final: bool) -> float:
    """Of all calls by schedules. What stands once, as the timers do, does not come again with more functions."""
    return sum(
        what(one) * one.calls * (FINAL_FUNCTIONS if final and not one.alone else 1) for one in rhythms(assembly, HOURS)
    )


CALLS = partial(_each_call, lambda _: 1)
LINES = (
    Line("keys", partial(_resources, "KMS::Key"), 1.0, "key", 0, "kms/pricing"),
    Line("secrets", partial(_resources, "SecretsManager::Secret"), 0.4, "secret", 0, "secrets-manager/pricing"),
    Line("alarms", _alarms, 0.1, "alarm", 10, "cloudwatch/pricing"),
    Line("requests to queues", _asked_of_queues, 0.4e-6, "request", 1e6, "sqs/pricing"),
    Line("calls of schedules", CALLS, 1e-6, "call", 14e6, "eventbridge/pricing"),
    Line("Lambda: requests", CALLS, 0.2e-6, "request", 1e6, "lambda/pricing"),
    Line(
        "Lambda: GB-seconds, arm64", partial(_each_call, lambda one: one.gigabytes * LONGEST_CALL_SECONDS), 1.33334e-5,
        "GB-s", 400_000, "lambda/pricing",
    ),
    Line(
        "table: read units", partial(_each_call, lambda one: idle()[one.function].read_units), 0.125e-6, "unit", 0,
        "dynamodb/pricing/on-demand",
    ),
    Line(
        "table: write units", partial(_each_call, lambda one: idle()[one.function].write_units), 0.625e-6, "unit", 0,
        "dynamodb/pricing/on-demand",
    ),
    Line("traces", CALLS, 5e-6, "trace", 100_000, "xray/pricing"),
    Line("logs: GB", partial(_each_call, lambda _: MB_A_CALL / 1_000), 0.5, "GB", 5, "cloudwatch/pricing"),
)  # fmt: skip
"""Prices of us-east-1 on 2026-11-30, by pages below aws.amazon.com."""


def unknown(assembly: Assembly) -> set[str]:
    """Types of resources of which nobody has said what they cost asleep."""
    kinds = {one["Type"] for template in assembly.templates.values() for one in template["Resources"].values()}
    return {kind.removeprefix("AWS::") for kind in kinds} - set(FREE_ASLEEP)


def total(assembly: Assembly, *, final: bool, gross: bool = False) -> float:
    """Dollars a month."""
    return sum(line.dollars(assembly, final=final, gross=gross) for line in LINES)


HEAD = f"""## Asleep

What a month costs in which nobody calls, at stage `small`, computed from the templates (bench/costs/asleep.py) and held by
`tests/architecture/test_asleep.py`: at most ${MOST_DOLLARS:g} at the final size. That is {FINAL_FUNCTIONS} times
today's functions, and with them listeners that keep a queue and schedules (but those of which there is one whatever comes:
timers, dead letters), and {FINAL_CONTEXTS} contexts with alarms in proportion. Secrets come with providers and not with
functions: each that a deployment adds is $0.40 more.
Prices are AWS's list prices of us-east-1 on 2026-11-30; *free* is what every account has each month for ever. No resource is paid
for by the hour; storage, PITR and what people do come on top as they grow. A call of a schedule is reckoned as
{LONGEST_CALL_SECONDS:g} s.

| | today | final | price of one | free | $ today | $ final | Source |
|---|---:|---:|---:|---:|---:|---:|---|
"""


def page(assembly: Assembly) -> str:
    return HEAD + "".join(f"{row}\n" for row in _rows(assembly))


def _rows(assembly: Assembly) -> Iterator[str]:
    for line in LINES:
        counts = (line.count(assembly, final) for final in (False, True))
        now, later = (f"{count:,.0f}".replace(",", " ") if count >= 10 else f"{count:.3g}" for count in counts)
        free = f"{line.free:,.0f}".replace(",", " ") if line.free else ""
        paid = " | ".join(f"{line.dollars(assembly, final=final):.2f}" for final in (False, True))
        price = f"{line.price:.10f}".rstrip("0").rstrip(".")
        yield f"| {line.what} | {now} | {later} | {price} | {free} | {paid} | `{line.source}` |"
    for words, gross in (("**together**", False), ("together, had nothing been free", True)):
        sums = " | ".join(f"{total(assembly, final=final, gross=gross):.2f}" for final in (False, True))
        yield f"| {words} | | | | | {sums} | |"
