"""The executor of what came from the buyer's wallet: the ledger itself passes it on, and nobody outside is asked."""

from argosy.payments.split_words import SplitAnswer, SplitWish


def split(wish: SplitWish) -> SplitAnswer:
    """Done by being asked: the journal of its end makes the share available."""
    return SplitAnswer("succeeded", wish.split_id)


def query_split(wish: SplitWish) -> SplitAnswer:
    """As it was answered the first time."""
    return split(wish)
