"""What a function may be given: actions on things, narrowed to the leading keys of the one table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from aws_cdk import aws_iam as iam

READ = ("dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query")
"""Never a scan: a scan has no leading key. TransactGetItems is authorised as GetItem."""
WRITE = ("dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem", "dynamodb:ConditionCheckItem")
"""TransactWriteItems is authorised as these, item by item."""


@dataclass(frozen=True)
class Access:
    """Actions on resources; on the table only for items whose partition key matches one of `keys` (globs).

    `environment` is what the function has to know to make use of it, by the names of kernel/settings.py.
    """

    actions: tuple[str, ...]
    resources: tuple[str, ...]
    keys: tuple[str, ...] = ()
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Keys:
    """The items under some partition keys of the table: `.read`, `.write`, or both."""

    table_arn: str
    globs: tuple[str, ...]

    @property
    def read(self) -> Access:
        return Access(READ, (self.table_arn,), self.globs)

    @property
    def write(self) -> Access:
        return Access(WRITE, (self.table_arn,), self.globs)

    @property
    def read_write(self) -> Access:
        return Access((*READ, *WRITE), (self.table_arn,), self.globs)

    def only(self, *operations: str) -> Access:
        """Single operations, where reading or writing would be too much: `only("GetItem")`."""
        return Access(tuple(f"dynamodb:{operation}" for operation in operations), (self.table_arn,), self.globs)


@dataclass(frozen=True)
class Index:
    """Partitions of a general index, whose leading key is the index's own; an index is only ever queried."""

    index_arn: str
    globs: tuple[str, ...]

    @property
    def read(self) -> Access:
        return Access(("dynamodb:Query",), (self.index_arn,), self.globs)


@dataclass(frozen=True)
class Table:
    """The table as contexts speak of it: by the keys of their items."""

    arn: str
    name: str
    stream_arn: str

    def keys(self, *globs: str) -> Keys:
        return Keys(self.arn, globs)

    def gsi1(self, *globs: str) -> Index:
        return Index(f"{self.arn}/index/gsi1", globs)

    def gsi2(self, *globs: str) -> Index:
        return Index(f"{self.arn}/index/gsi2", globs)


def statements(accesses: Iterable[Access]) -> list[iam.PolicyStatement]:
    """As few statements as say it: accesses with the same actions on the same things become one."""
    keys: dict[tuple[tuple[str, ...], tuple[str, ...]], list[str]] = {}
    for access in accesses:
        for actions in _reading_and_writing(access.actions):
            keys.setdefault((actions, access.resources), []).extend(access.keys)
    return [_statement(actions, resources, globs) for (actions, resources), globs in keys.items()]


def _reading_and_writing(actions: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Both apart: one BatchGetItem is allowed by one statement that knows all of its keys, so all reading is one statement."""
    reading, writing = (tuple(action for action in actions if (action in READ) is read) for read in (True, False))
    return [part for part in (reading, writing) if part]


def _statement(actions: tuple[str, ...], resources: tuple[str, ...], globs: list[str]) -> iam.PolicyStatement:
    # ForAllValues is true of a request without a leading key, so its absence is refused explicitly.
    conditions = {
        "ForAllValues:StringLike": {"dynamodb:LeadingKeys": sorted(set(globs))},
        "Null": {"dynamodb:LeadingKeys": "false"},
    }
    return iam.PolicyStatement(
        actions=list(actions), resources=list(resources), conditions=conditions if globs else None
    )
