"""A host has to show that it is AWS: to Amazon's own roots, and where those do not know it, to the system's."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import certifi
import pytest
from cryptography import x509
from cryptography.x509.oid import NameOID

from argosy.kernel import log
from argosy.kernel.transport import roots, tls, tries
from argosy.kernel.transport.errors import NotReached
from tests.transport.authority import Authority
from tests.transport.server import Server, said, serving
from tests.transport.test_same import PUT


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path)


@pytest.fixture(autouse=True)
def trust(fresh: pytest.MonkeyPatch) -> Iterator[None]:
    """That of a new process, in which nothing of this machine's own is believed."""
    for name, value in (("context", None), ("pins", True)):
        fresh.setattr(tls._Trust, name, value)
    fresh.setenv("SSL_CERT_FILE", "/nowhere")
    fresh.setenv("SSL_CERT_DIR", "/nowhere")
    fresh.delenv("AWS_CA_BUNDLE", raising=False)
    yield


@pytest.fixture
def secure(authority: Authority, fresh: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving(authority.host()) as server:
        fresh.setenv("AWS_ENDPOINT_URL", f"https://127.0.0.1:{server.port}")
        server.will(said({}))
        yield server


@pytest.mark.filterwarnings("ignore:Parsed a serial number")  # one of them is number 0
def test_the_pinned_roots_are_amazons_five_and_none_ends_soon() -> None:
    found = x509.load_pem_x509_certificates(roots.pinned().encode())
    names = [each.subject.get_attributes_for_oid(NameOID.COMMON_NAME)[0].value for each in found]

    assert names == list(roots.AMAZON)
    assert all(each.issuer == each.subject for each in found)
    assert min(each.not_valid_after_utc for each in found) > datetime(2036, 1, 1, tzinfo=UTC)
    assert roots.pinned().count("BEGIN CERTIFICATE") == len(found)


def test_a_host_that_nobody_vouches_for_hears_nothing(secure: Server) -> None:
    with pytest.raises(NotReached, match="certificate"):
        tries.call(*PUT)

    assert secure.asked == []


def test_where_amazons_roots_do_not_know_a_host_the_systems_decide_and_a_line_says_so(
    secure: Server, authority: Authority, fresh: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    fresh.setenv("AWS_LAMBDA_LOG_LEVEL", "INFO")
    log.logger.cache_clear()
    fresh.setenv("SSL_CERT_FILE", str(authority.root))
    for _ in range(2):
        assert tries.call(*PUT)["ResponseMetadata"]["RetryAttempts"] == 0

    (line,) = capsys.readouterr().out.splitlines()
    assert (json.loads(line)["level"], json.loads(line)["host"]) == ("WARNING", "127.0.0.1")
    assert secure.connections == 2  # the first of them was given up
    log.logger.cache_clear()


def test_a_certificate_for_another_host_is_never_enough(authority: Authority, fresh: pytest.MonkeyPatch) -> None:
    fresh.setenv("SSL_CERT_FILE", str(authority.root))
    with serving(authority.host("127.0.0.2")) as server:
        fresh.setenv("AWS_ENDPOINT_URL", f"https://127.0.0.1:{server.port}")
        with pytest.raises(NotReached, match="mismatch"):
            tries.call(*PUT)
        assert server.asked == []


def test_a_bundle_of_the_deployments_own_is_believed_alone(
    secure: Server, authority: Authority, fresh: pytest.MonkeyPatch
) -> None:
    fresh.setenv("AWS_CA_BUNDLE", str(authority.root))
    tries.call(*PUT)
    assert len(secure.asked) == 1

    fresh.setattr(tls._Trust, "context", None)
    fresh.setenv("AWS_CA_BUNDLE", certifi.where())
    fresh.setenv("SSL_CERT_FILE", str(authority.root))
    fresh.setattr("argosy.kernel.transport.wire._idle", {})
    with pytest.raises(NotReached):
        tries.call(*PUT)


def test_without_the_file_of_roots_the_systems_serve(
    secure: Server, authority: Authority, fresh: pytest.MonkeyPatch
) -> None:
    fresh.setattr(tls, "pinned", lambda: "")
    fresh.setenv("SSL_CERT_FILE", str(authority.root))
    tries.call(*PUT)

    assert len(secure.asked) == 1
