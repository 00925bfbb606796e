"""Amounts: what Stripe takes per currency, its fee, and how its messages spell them."""

from typing import Any

from local.channels.stripe.errors import invalid

_CODES = (
    "aed afn all amd ang aoa ars aud awg azn bam bbd bdt bgn bif bmd bnd bob brl bsd bwp byn bzd cad cdf chf "
    "clp cny cop crc cve czk djf dkk dop dzd egp etb eur fjd fkp gbp gel gip gmd gnf gtq gyd hkd hnl htg huf "
    "idr ils inr isk jmd jpy kes kgs khr kmf krw kyd kzt lak lbp lkr lrd lsl mad mdl mga mkd mmk mnt mop mur "
    "mvr mwk mxn myr mzn nad ngn nio nok npr nzd pab pen pgk php pkr pln pyg qar ron rsd rub rwf sar sbd scr "
    "sek sgd shp sle sos srd std szl thb tjs top try ttd twd tzs uah ugx usd uyu uzs vnd vuv wst xaf xcd xof "
    "xpf yer zar zmw"
)
_ZERO_DECIMAL = "bif clp djf gnf jpy kmf krw mga pyg rwf ugx vnd vuv xaf xof xpf"
CURRENCIES = frozenset(_CODES.split())
ZERO_DECIMAL = frozenset(_ZERO_DECIMAL.split())
MOST = 99_999_999
_LEAST = {"gbp": 30, "hkd": 400, "mxn": 1000, "myr": 200, "nok": 300, "sek": 300, "dkk": 250, "pln": 200, "thb": 1000}
_FIFTY = "usd aud brl cad chf eur inr nzd sgd jpy"
_LEAST |= dict.fromkeys(_FIFTY.split(), 50)


def currency(value: Any, param: str) -> str:
    code = str(value).lower()
    if code not in CURRENCIES:
        raise invalid(f"Invalid currency: {code}. Stripe currently supports: {', '.join(sorted(CURRENCIES))}", param)
    return code


def check_amount(amount: int, code: str) -> None:
    """Stripe's floor and ceiling of one payment."""
    least = _LEAST.get(code, 1)
    if amount < least:
        raise invalid(f"Amount must be at least {spell(least, code)} {code}", "amount", "amount_too_small")
    if amount > MOST:
        raise invalid(f"Amount must be no more than {spell(MOST, code)} {code}", "amount", "amount_too_large")


def fee(amount: int) -> int:
    """2.9 % + 30, a half cent up."""
    return (amount * 29 + 500) // 1000 + 30


def spell(amount: int, code: str) -> str:
    return f"{amount:,}" if code in ZERO_DECIMAL else f"{amount // 100:,}.{amount % 100:02}"
