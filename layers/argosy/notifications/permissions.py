"""Who may do what with what they are told."""

from argosy.kernel.permissions import MEMBER, Permission

DEVICE_OWN = Permission("device:own", MEMBER)
NOTIFICATION_OWN = Permission("notification:own", MEMBER)
