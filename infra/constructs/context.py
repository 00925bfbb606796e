"""The stack of one context."""

from functools import cached_property

import aws_cdk as cdk
from aws_cdk import aws_lambda as lambda_
from aws_cdk import aws_sqs as sqs
from constructs import Construct

from infra.alarms import counted
from infra.constructs.queues import dead_letters
from infra.platform import Platform


class Context(cdk.Stack):
    """`argosy-<name>`: the functions of `functions/<name>/`, each placed by one line of a subclass. No stack's name has a `_`."""

    last = False
    """Whether it is deployed after all others."""

    def __init__(self, scope: Construct, name: str, platform: Platform) -> None:
        super().__init__(scope, f"argosy-{name.replace('_', '-')}", description=f"Argosy: {name}")
        self.name, self.platform = name, platform
        self.code = lambda_.Code.from_asset(platform.code.functions)
        # Versions of its own: a version in the state stack could never be replaced while this stack imports it.
        self.layers = [
            self._layer("Argosy", platform.code.argosy, "Nouns, rules and facts"),
            self._layer("Dependencies", platform.code.dependencies, "Third-party wheels for arm64"),
        ]

    @cached_property
    def dead_letters(self) -> sqs.Queue:
        """Where everything of this context ends that nobody could handle; functions/queues/keep.py empties it."""
        self.platform.dead_letters.add(self.name)
        return dead_letters(self, self.name)

    def alarm_on(self, **whats: str) -> None:
        """A person is told when anything of this context counts one of these (kernel/metric.py): what, and what to do."""
        metric = counted("Argosy", "Attention", minutes=1, Context=self.name)
        words = "; ".join(f"{what}: {why}" for what, why in whats.items())
        self.platform.alarms.on(self, "Attention", metric, f"The log says which. {words}")

    def _layer(self, name: str, path: str, description: str) -> lambda_.LayerVersion:
        return lambda_.LayerVersion(
            self, name, code=lambda_.Code.from_asset(path), description=description,
            compatible_runtimes=[lambda_.Runtime.PYTHON_3_13], compatible_architectures=[lambda_.Architecture.ARM_64],
        )  # fmt: skip
