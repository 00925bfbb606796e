"""pynamodb comes without botocore, and botocore can still come after it."""

import os
import subprocess
import sys

from tests.support.cloud import ENVIRONMENT

LOOK = """
import sys
from argosy.kernel.table import Item, Primary
from pynamodb.attributes import UnicodeAttribute

class Thing(Item, discriminator="thing"):
    by_id = Primary("THING#{id}", "THING")
    id = UnicodeAttribute()

assert not [name for name in sys.modules if name.startswith("botocore")]
assert Thing(id="x").serialize()["pk"] == {"S": "THING#x"}
assert Thing(id="x").get_save_kwargs_from_instance(condition=Item.pk.does_not_exist())["ConditionExpression"]

from argosy.kernel import aws
for service, operation in (("dynamodb", "get_item"), ("sesv2", "send_email"), ("sns", "publish"), ("dynamodb", "query")):
    try:
        getattr(aws.client(service), operation)()
    except aws.NotReached:
        print(service, "botocore" in sys.modules)

from botocore.client import BaseClient
assert BaseClient.__module__ == "botocore.client"
assert Thing.from_raw_data(Thing(id="y").serialize()).id == "y"
"""
"""In a process of its own, for this one has botocore: where nobody listens, each service is asked by its own transport."""


def looked(**more: str) -> list[str]:
    environment = {**os.environ, **ENVIRONMENT, "AWS_ENDPOINT_URL": "http://127.0.0.1:9", **more}
    done = subprocess.run([sys.executable, "-c", LOOK], capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_botocore_comes_with_the_first_call_that_needs_it_and_not_before() -> None:
    assert looked() == ["dynamodb False", "sesv2 True", "sns True", "dynamodb True"]


def test_where_it_is_set_botocore_comes_with_every_call() -> None:
    assert looked(TRANSPORT="botocore") == ["dynamodb True", "sesv2 True", "sns True", "dynamodb True"]
