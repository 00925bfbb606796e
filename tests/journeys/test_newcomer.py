"""The first hour of somebody who has nothing but README: its commands as they stand there, and those of `--help`."""

import json
import os
import re
import subprocess

import httpx
import pytest

from local.home import ROOT
from tests.journeys.conftest import Local

pytestmark = pytest.mark.stack


def test_the_first_steps_of_readme_end_with_a_paid_order_in_any_shell(local: Local) -> None:
    (steps,) = [
        block
        for block in re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(), re.DOTALL)
        if "curl" in block
    ]
    environment = {**os.environ, "ARGOSY_STATE": str(local.folder)}
    run = subprocess.run(
        ["sh", "-c", steps], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=60
    )

    assert run.stdout.splitlines()[-2:] == ["succeeded", "paid"], run.stderr
    assert json.loads(run.stdout.splitlines()[0])["status"] == "ok"
    # As they are pasted: a shell that reads no comments when one types would take them for arguments.
    assert "#" not in steps


@pytest.mark.parametrize("named", ["orders/checkout", "functions/orders/checkout.py"])
def test_the_example_of_the_help_orders_something_each_time_it_is_called(local: Local, named: str) -> None:
    for _ in range(2):
        run = local.argosy("invoke", named)
        answer = json.loads(run.stdout)
        assert (run.returncode, answer["statusCode"], answer["body"]["status"]) == (0, 201, "pending_payment")
        assert "signed in as bo@example.com (member)" in run.stderr


@pytest.mark.parametrize(
    ("function", "who"),
    [
        ("catalogue/products", "seller"),
        ("identity/admin_users", "admin"),
        ("ledger/proof", "finance"),
        ("social/comment", "member"),
    ],
)
def test_a_sample_is_sent_by_somebody_who_may(local: Local, function: str, who: str) -> None:
    run = local.argosy("invoke", function)
    assert run.returncode == 0, run.stdout
    assert f"({who})" in run.stderr


def test_a_function_that_says_no_ends_with_an_exit_status_that_scripts_see(local: Local) -> None:
    run = local.argosy("invoke", "refunds/refund")
    assert (run.returncode, json.loads(run.stdout)["statusCode"]) == (1, 404)


@pytest.mark.parametrize("words", [("invoke", "nope"), ("invoke", "orders"), ("logs", "nope"), ("clock", "+99999999d")])
def test_what_cannot_be_is_one_sentence(local: Local, words: tuple[str, ...]) -> None:
    run = local.argosy(*words)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith("argosy: ")


def test_a_step_that_is_refused_leaves_the_stack_answering(local: Local, http: httpx.Client) -> None:
    before = local.argosy("clock").stdout[:16]
    local.argosy("clock", "+99999999d")
    assert local.argosy("clock").stdout[:16] == before
    assert http.get("/v1/posts").status_code == 200


def test_the_mail_page_is_for_people_and_the_mail_api_for_programs(local: Local) -> None:
    page = httpx.get(local.stack.mail, headers={"Accept": "text/html"}, trust_env=False)
    data = httpx.get(local.stack.mail, params={"to": "bo@example.com"}, trust_env=False).json()["data"]
    assert page.headers["content-type"].startswith("text/html")
    assert "bo@example.com" in page.text
    assert data[-1]["subject"]


def test_a_second_up_deploys_what_changed_and_shows_the_addresses_again(local: Local) -> None:
    run = local.argosy("up", "--detach")
    assert run.returncode == 0, run.stderr
    assert local.stack.api in run.stdout
    assert "creating a small world" not in run.stderr
