"""What is withheld of a payout for the tax office. Pure."""

from argosy.kernel.money import allocate

WHOLE_BPS = 10_000
MOST_BPS = 5_000


def withheld(amount_minor: int, withholding_bps: int) -> int:
    """The part of a payout by the party's tax profile (in hundredths of a percent), to the nearest minor unit."""
    return allocate(amount_minor, (withholding_bps, WHOLE_BPS - withholding_bps))[0]
