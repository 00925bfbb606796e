"""What people hear of, context by context: each of these files says which facts concern whom, and in which words."""

from argosy.notifications.telling import Telling, Templates
from argosy.notifications.told import (
    after_sales,
    catalogue,
    content,
    disputes,
    ledger,
    orders,
    payouts,
    settlement,
    social,
)

CONTEXTS: tuple[Telling, ...] = (
    after_sales.told,
    catalogue.told,
    content.told,
    disputes.told,
    ledger.told,
    orders.told,
    payouts.told,
    settlement.told,
    social.told,
)
HEARD = {fact: said for told in CONTEXTS for fact, said in told.notices.items()}
"""The facts that people hear of."""
TEMPLATES: Templates = {name: words for told in CONTEXTS for name, words in told.templates.items()}
