"""Who may do what with carts, orders and shares."""

from argosy.kernel.permissions import ADMIN, FINANCE, MEMBER, SELLER, SUPPORT, Permission

CART_OWN = Permission("cart:own", MEMBER)
ORDER_HOLD = Permission("order:hold", SELLER, SUPPORT, FINANCE, ADMIN)
ORDER_HOLD_ANY = Permission("order:hold-any", SUPPORT, FINANCE, ADMIN)
ORDER_OWN = Permission("order:own", MEMBER)
ORDER_PAY = Permission("order:pay", MEMBER)
ORDER_PLACE = Permission("order:place", MEMBER)
ORDER_READ_ANY = Permission("order:read-any", SUPPORT, FINANCE, ADMIN)
ORDER_SELL = Permission("order:sell", SELLER)
SPLIT_FREEZE = Permission("split:freeze", FINANCE)
