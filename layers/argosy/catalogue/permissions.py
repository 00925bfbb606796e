"""Who may do what with products and their stock."""

from argosy.kernel.permissions import ADMIN, SELLER, Permission

PRODUCT_PLATFORM = Permission("product:platform", ADMIN)
PRODUCT_WRITE = Permission("product:write", SELLER)
STOCK_WRITE = Permission("stock:write", SELLER)
