"""Tables as CSV (RFC 4180) that a spreadsheet shows and never runs."""

import csv
import io
from collections.abc import Iterable, Sequence
from decimal import Decimal

from argosy.kernel.money import DECIMALS

FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""What a spreadsheet takes for the beginning of a formula; some take the wide signs for the narrow ones."""
BYTE_ORDER_MARK = "\ufeff"
"""Without it a spreadsheet reads names in the machine's own alphabet."""
Cell = str | int | Decimal | None


def csv_of(heads: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """Text that could be a formula gets an apostrophe in front; numbers stay numbers."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return BYTE_ORDER_MARK + out.getvalue()


def _safe(cell: Cell) -> Cell:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA) else cell


def decimal_of(amount_minor: int, currency: str) -> Decimal:
    """`-1234.56`: as people write it, with as many decimals as the currency has."""
    return Decimal(amount_minor).scaleb(-DECIMALS[currency])
