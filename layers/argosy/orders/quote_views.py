"""What a client is shown of quotes."""

from argosy.kernel.body import Instant, View
from argosy.kernel.money import Money
from argosy.orders.quote import Quote, QuotedLine


class QuotedLineView(View):
    sku_id: str
    product_id: str
    title: str
    code: str
    options: dict[str, str]
    quantity: int
    unit_price: Money
    payable: Money
    available: int

    @classmethod
    def of_line(cls, line: QuotedLine, currency: str) -> "QuotedLineView":
        money = {
            "unit_price": Money(amount=line.unit_price_minor, currency=currency),
            "payable": Money(amount=line.payable_minor, currency=currency),
        }
        return cls.model_validate({**vars(line), **money})


class QuoteView(View):
    """A promised price: send `quote_id` and `hash` to order at it."""

    quote_id: str
    hash: str
    expires_at: Instant
    lines: list[QuotedLineView]
    payable: Money

    @classmethod
    def of_quote(cls, quote: Quote) -> "QuoteView":
        return cls(
            quote_id=quote.id,
            hash=quote.hash,
            expires_at=quote.expires_at_moment,
            payable=Money(amount=quote.payable_minor, currency=quote.currency),
            lines=[QuotedLineView.of_line(line, quote.currency) for line in quote.lines],
        )
