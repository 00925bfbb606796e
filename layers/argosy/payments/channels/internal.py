"""The executor of what came from the buyer's wallet: the ledger itself passes it on, and nobody outside is asked."""

from argosy.payments.split_words import Passed, SplitWish


def split(wish: SplitWish) -> Passed:
    """Done by being asked: the journal of its end makes the share available."""
    return Passed("succeeded", wish.split_id)


def query_split(wish: SplitWish) -> Passed:
    """As it was answered the first time."""
    return split(wish)
