"""Signatures are those that botocore makes of the same request at the same moment."""

import random
from datetime import UTC, datetime

import pytest
from botocore import auth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials as Botocores

from argosy.kernel.transport.credentials import Credentials
from argosy.kernel.transport.signing import signed
from tests.support import moto_fast

AT = datetime(2026, 11, 20, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize("seed", range(40))
def test_any_request_is_signed_as_botocore_signs_it(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    luck = random.Random(seed)
    token = luck.choice(["", "to/ken+" * 100])
    path = luck.choice(["/", "/behind/"])
    region, service = luck.choice(["eu-west-1", "cn-north-1"]), luck.choice(["dynamodb", "kms"])
    body = luck.randbytes(luck.choice([0, 10, 100_000]))
    headers = {
        "host": "x.amazonaws.com:8443",
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": f"T.{seed}",
    }
    secret = f"secret{luck.random()}/+"
    monkeypatch.setattr(auth, "get_current_datetime", lambda *_, **__: AT.replace(tzinfo=None))
    theirs = AWSRequest("POST", f"https://x.amazonaws.com:8443{path}", headers=dict(headers), data=body)
    moto_fast.STOCK_SIGN(auth.SigV4Auth(Botocores("key", secret, token or None), service, region), theirs)

    ours = signed(
        headers, body, path=path, scope=(region, service), by=Credentials("key", secret, token), at=AT.timestamp()
    )

    assert ours["authorization"] == theirs.headers["Authorization"]
    assert {name: ours[name] for name in ours if name.startswith("x-amz-")} == {
        name.lower(): value for name, value in theirs.headers.items() if name.lower().startswith("x-amz-")
    }


def test_the_signature_is_of_the_systems_time_though_the_products_is_moved() -> None:
    first, second = (signed({}, b"", path="/", scope=("r", "s"), by=Credentials("k", "s"), at=at) for at in (0, 86_400))

    assert (first["x-amz-date"], second["x-amz-date"]) == ("19700101T000000Z", "19700102T000000Z")
    assert first["authorization"].split("Signature=")[1] != second["authorization"].split("Signature=")[1]
