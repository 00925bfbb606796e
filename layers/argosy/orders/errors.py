"""How orders say no."""

from argosy.kernel.errors import Conflict, Invalid


class PriceChanged(Conflict, code="price_changed"):
    """The quote has expired or is another one; `quote` in the answer is the present one."""

    en = "The price is no longer the one you saw. Look at the new quote."
    zh = "价格已变更，请查看新的报价。"


class NotOnSale(Conflict, code="not_on_sale"):
    """A SKU that nobody can buy at the moment."""

    en = "{sku_id} is not on sale."
    zh = "{sku_id} 未在售。"


class MixedCurrencies(Invalid, code="invalid_currency"):
    """One order is paid in one currency."""

    en = "All lines of an order have one currency."
    zh = "同一订单只能使用一种货币。"


class TooManySellers(Invalid, code="too_many_items"):
    """An order is paid and split in one transaction, which holds ten sellers."""

    en = "An order takes lines of ten sellers at most."
    zh = "一个订单最多包含十个商家的商品。"


class TotalTooLarge(Invalid, code="invalid_amount"):
    """A total that a client's numbers could not hold exactly (above 2^53 - 1 minor units)."""

    en = "The total is too large to be paid at once."
    zh = "订单总额过大。"


class EmptyCart(Invalid, code="empty_cart"):
    """There is nothing to buy."""

    en = "There is nothing in the cart."
    zh = "购物车为空。"


class TooManyAttempts(Conflict, code="too_many_payment_attempts"):
    """An order takes twenty attempts to pay; somebody is trying cards."""

    en = "This order has had too many payment attempts. Place a new one."
    zh = "支付尝试次数过多，请重新下单。"


class RefundExceedsPaid(Conflict, code="refund_exceeds_paid"):
    """Not more than what was paid and has not gone back."""

    en = "A refund of {amount_minor} is more than what is left of the line: {left_minor}."
    zh = "退款金额 {amount_minor} 超过可退余额 {left_minor}。"


class TooManyParts(Invalid, code="too_many_items"):
    """A purchase is paid in one transaction, which holds so many SKUs and sellers and no more."""

    en = "These are too many SKUs for an order over {sellers} sellers. Order in two parts."
    zh = "该订单涉及 {sellers} 个商家，商品种类过多，请分开下单。"


class MixedKinds(Invalid, code="mixed_biz_types"):
    """One order is of one kind: goods, a membership, advertising."""

    en = "All lines of an order are of one kind."
    zh = "同一订单只能包含同一类商品。"


class OrderHeld(Conflict, code="order_on_hold"):
    """Somebody has stopped this order; it moves on when it is released."""

    en = "This order is on hold ({kind})."
    zh = "订单已被冻结（{kind}）。"


class NotThatMany(Conflict, code="nothing_to_ship"):
    """Not more leaves than was bought and is not shipped or given back."""

    en = "Of line {line_no} there are {left} pieces left to ship."
    zh = "第 {line_no} 行剩余可发货数量为 {left}。"


class AfterSaleOpen(Conflict, code="after_sale_open"):
    """The buyer asks for something back; the order is completed when that is settled."""

    en = "An after-sale case of this order is open."
    zh = "该订单有未结束的售后申请。"


class ClaimsTooMuch(Conflict, code="after_sale_exceeds_bought"):
    """Not more can be asked back than was bought, and has neither come back nor been asked for."""

    en = "Of line {line_no} there are {left} pieces for which you can ask."
    zh = "第 {line_no} 行可申请售后的数量为 {left}。"


class TooManyClaims(Conflict, code="too_many_after_sales"):
    """An order holds forty claims; what was cancelled or has expired does not count."""

    en = "This order has had too many after-sale cases."
    zh = "该订单的售后申请过多。"


class NotClaimable(Conflict, code="after_sale_not_possible"):
    """The after-sale window is not open, or it is nothing that a seller delivers."""

    en = "Nothing can be asked back of this order ({status})."
    zh = "该订单（{status}）不可申请售后。"


class PriceAboveAgreed(Conflict, code="price_above_agreed"):
    """The buyer has agreed to a price; a seller can only lower it."""

    en = "Line {line_no} was ordered for {agreed_minor}, and it cannot cost more."
    zh = "第 {line_no} 行下单价格为 {agreed_minor}，不能高于该价格。"


class SeveralSellers(Invalid, code="several_sellers"):
    """A refund is given by one seller, for it is taken back from that seller's shares."""

    en = "Name lines of one seller's order at a time."
    zh = "一次退款只能包含同一商家的商品。"
