"""How the catalogue says no."""

from argosy.kernel.errors import Conflict, Invalid


class OutOfStock(Conflict, code="out_of_stock"):
    """Somebody else was faster, there never were that many, or it was taken off sale."""

    en = "There is not enough of {sku_id} left."
    zh = "{sku_id} 库存不足。"


class NothingToPutBack(Conflict, code="return_exceeds_sold"):
    """More would come back than the order bought."""

    en = "The order has not bought that many of {sku_id}, or they came back already."
    zh = "{sku_id} 的退回数量超过已售数量。"


class TooManySkus(Invalid, code="too_many_items"):
    """One transaction puts all SKUs of a product on sale and takes the ones it replaces off."""

    en = "At most {most} SKUs may be on sale and in work together. Publish with fewer first."
    zh = "在售与编辑中的 SKU 合计不能超过 {most} 个，请先减少后发布。"
