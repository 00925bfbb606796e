"""What after-sale cases are about, where they stand, what is done with them and by whom. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """What the buyer wants.

    Money alone; money for pieces that go back; other pieces for those that go back; pieces that never came sent again; pieces
    that go back mended.
    """

    REFUND_ONLY = "refund_only"
    RETURN_REFUND = "return_refund"
    EXCHANGE = "exchange"
    REISSUE = "reissue"
    REPAIR = "repair"


class Status(StrEnum):
    """applied → seller_agreed → buyer_shipped → received → refunding | reshipping → done.

    A refund without a parcel goes from applied to refunding, a reissue to reshipping. received → inspected, where the seller
    objects; inspected → refunding | reshipping, where they no longer do.
    applied → seller_rejected; seller_rejected, inspected, reshipping → escalated → arbitrating → ruled_buyer | ruled_seller |
    ruled_split. ruled_buyer → buyer_shipped, where the pieces still have to go back; → done with the money or the shipment;
    → escalated, where the seller does not ship. ruled_split → done with the money. ruled_seller ends it, but for pieces that lie
    with the seller: → done when they are sent back, → escalated when they are not.
    applied, seller_agreed, seller_rejected, escalated → buyer_cancelled; seller_agreed, seller_rejected, ruled_buyer → expired.
    """

    APPLIED = "applied"
    SELLER_AGREED = "seller_agreed"
    BUYER_SHIPPED = "buyer_shipped"
    RECEIVED = "received"
    INSPECTED = "inspected"
    REFUNDING = "refunding"
    RESHIPPING = "reshipping"
    DONE = "done"
    SELLER_REJECTED = "seller_rejected"
    BUYER_CANCELLED = "buyer_cancelled"
    ESCALATED = "escalated"
    ARBITRATING = "arbitrating"
    RULED_BUYER = "ruled_buyer"
    RULED_SELLER = "ruled_seller"
    RULED_SPLIT = "ruled_split"
    EXPIRED = "expired"


class Action(StrEnum):
    """What somebody does with a case."""

    APPLY = "apply"
    AGREE = "agree"
    REJECT = "reject"
    ASK_REFUND = "ask_refund"
    CANCEL = "cancel"
    SHIP_BACK = "ship_back"
    RECEIVE = "receive"
    PASS = "pass"
    OBJECT = "object"
    RESHIP = "reship"
    REFUNDED = "refunded"
    ESCALATE = "escalate"
    GIVE_EVIDENCE = "give_evidence"
    CLOSE_EVIDENCE = "close_evidence"
    RULE_BUYER = "rule_buyer"
    RULE_SELLER = "rule_seller"
    RULE_SPLIT = "rule_split"
    EXPIRE = "expire"


class Role(StrEnum):
    """Who does it; the system does what a deadline or the channel says."""

    BUYER = "buyer"
    SELLER = "seller"
    STAFF = "staff"
    SYSTEM = "system"
