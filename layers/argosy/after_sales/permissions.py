"""Who may do what with after-sale cases."""

from argosy.kernel.permissions import ADMIN, FINANCE, MEMBER, SELLER, SUPPORT, Permission

AFTER_SALE_ANSWER = Permission("after_sale:answer", SELLER)
AFTER_SALE_OWN = Permission("after_sale:own", MEMBER)
AFTER_SALE_READ_ANY = Permission("after_sale:read-any", SUPPORT, FINANCE, ADMIN)
AFTER_SALE_RULE = Permission("after_sale:rule", SUPPORT, ADMIN)
