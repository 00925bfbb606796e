"""Amounts as a person reads them on the pages; whatever programs read keeps minor units."""

# ISO 4217: currencies whose minor unit is no hundredth.
_WHOLE_CODES = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF UGX VND VUV XAF XOF XPF"
_WHOLE = frozenset(_WHOLE_CODES.split())
_THOUSANDTHS = frozenset({"BHD", "JOD", "KWD", "OMR", "TND"})


def figure(minor: int, currency: str) -> str:
    """`1,234.50` yuan, `1,234` yen, `1.234` dinars."""
    code = currency.upper()
    decimals = 0 if code in _WHOLE else 3 if code in _THOUSANDTHS else 2
    whole, part = divmod(abs(minor), 10**decimals)
    sign = "-" if minor < 0 else ""
    return f"{sign}{whole:,}" + (f".{part:0{decimals}}" if decimals else "")


def spell(minor: int, currency: str) -> str:
    """`1,234.50 CNY`."""
    return f"{figure(minor, currency)} {currency.upper()}"
