"""Rules are pure: what decides asks neither AWS nor the time, and what others' software says is translated at one door."""

import pytest

from argosy.kernel.noun import Noun
from docs.inventory import named
from docs.modules import Kind, modules

PORTS = ("channels", "banks")
"""The folders in which somebody else's software is spoken to."""


@pytest.mark.parametrize(
    ("module", "kind"),
    [
        ("orders.order", Kind.RULE), ("payments.matrix", Kind.RULE), ("refunds.journals", Kind.RULE),
        ("orders.orders", Kind.STORE), ("ledger.checks", Kind.STORE), ("splits.checks", Kind.STORE),
        ("payments.channels.stripe", Kind.ADAPTER), ("payments.channels.alipay_royalty", Kind.ADAPTER),
        ("identity.session", Kind.DRAWS),
    ],
)  # fmt: skip
def test_a_module_is_what_it_and_all_that_it_imports_ask_for(module: str, kind: Kind) -> None:
    assert modules()[f"argosy.{module}"] is kind


def test_every_noun_changes_by_rules_alone() -> None:
    nouns = {noun.__module__ for noun in named(Noun)}

    assert len(nouns) > 30
    # A session draws its own secrets.
    assert {name for name in nouns if modules()[name] is not Kind.RULE} == {"argosy.identity.session"}


def test_others_software_is_spoken_to_at_the_ports_and_passwords_are_hashed_by_one_module() -> None:
    adapters = {name for name, kind in modules().items() if kind is Kind.ADAPTER}

    assert {name for name in adapters if name.split(".")[-2] not in PORTS} == {"argosy.identity.passwords"}


def test_all_that_moves_money_from_account_to_account_is_written_by_rules() -> None:
    journals = {name: kind for name, kind in modules().items() if name.endswith(".journals")}

    assert {name for name, kind in journals.items() if kind is not Kind.RULE} == {"argosy.ledger.journals"}
    assert len(journals) > 5
