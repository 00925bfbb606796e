"""The moves of every state that is watched, and where each begins: written down again, and not read from the product."""

Edges = dict[str, set[str]]
WITH_US = {"risk_review", "kyc_review", "approved", "rejected", "cancelled"}
SETTLED = {"paying", "paid", "partly_paid", "failed"}
"""By a payout's words, which come in any order."""
RULED = {"ruled_buyer", "ruled_seller", "ruled_split"}

EDGES: dict[str, Edges] = {
    "order": {
        "pending_payment": {"closing", "closed", "paid", "completed"}, "closing": {"closed", "paid", "completed"},
        "paid": {"partially_shipped", "shipped", "completed", "closed"}, "partially_shipped": {"shipped"},
        "shipped": {"delivered"}, "delivered": {"completed"}, "completed": set(), "closed": set(),
    },
    "attempt": {
        "created": {"pending", "succeeded", "failed", "closed", "mismatched"},
        "pending": {"succeeded", "failed", "closed", "mismatched", "succeeded_late"},
        "failed": {"succeeded_late", "mismatched"}, "closed": {"succeeded_late", "mismatched"},
        "succeeded_late": {"auto_refunded", "auto_refund_failed"}, "succeeded": {"charged_back", "chargeback_won"},
        "chargeback_won": {"charged_back"}, "charged_back": set(), "mismatched": set(),
        "auto_refunded": set(), "auto_refund_failed": set(),
    },
    "refund": {
        "processing": {"succeeded", "failed"}, "succeeded": {"returned"}, "failed": {"processing", "settled_manually"},
        "returned": {"processing", "settled_manually"}, "settled_manually": set(),
    },
    "statement": {
        "open": {"closing", "closed", "carried"}, "closing": {"closed", "carried"}, "carried": set(),
        "closed": {"disputed", "approved"}, "disputed": {"closed"}, "approved": SETTLED,
        "paying": SETTLED, "partly_paid": SETTLED, "failed": SETTLED, "paid": SETTLED,
    },
    "reservation": {"held": {"sold", "released"}, "released": {"held"}, "sold": set()},
    "hold": {"pending": {"posted", "voided", "expired"}, "posted": set(), "voided": set(), "expired": set()},
    "payout": {
        "requested": WITH_US | {"failed"}, "risk_review": WITH_US, "kyc_review": WITH_US, "approved": WITH_US | {"pending"},
        "pending": {"in_transit", "paid", "failed", "returned"}, "in_transit": {"paid", "failed", "returned"},
        "paid": {"returned"}, "failed": {"requested"}, "returned": {"requested"}, "rejected": set(), "cancelled": set(),
    },
    "payout_attempt": {
        "pending": {"in_transit", "paid", "failed", "returned"}, "in_transit": {"paid", "failed", "returned"},
        "paid": {"returned"}, "failed": set(), "returned": set(),
    },
    "dispute": {
        "inquiry": {"needs_response", "under_review", "won", "lost"}, "needs_response": {"under_review", "won", "lost"},
        "under_review": {"won", "lost"}, "won": set(), "lost": set(),
    },
    "after_sale": {
        "applied": {"seller_agreed", "seller_rejected", "buyer_cancelled", "refunding", "reshipping", "done"},
        "seller_agreed": {"buyer_shipped", "buyer_cancelled", "expired"}, "buyer_shipped": {"received"},
        "received": {"inspected", "refunding", "reshipping", "done"},
        "inspected": {"escalated", "refunding", "reshipping", "done"}, "refunding": {"done"},
        "reshipping": {"done", "escalated"}, "seller_rejected": {"escalated", "buyer_cancelled", "expired"},
        "escalated": {"arbitrating", "buyer_cancelled"}, "arbitrating": RULED | {"done"},
        "ruled_buyer": {"buyer_shipped", "done", "escalated", "expired"}, "ruled_split": {"done"},
        "ruled_seller": {"done", "escalated"}, "done": set(), "buyer_cancelled": set(), "expired": set(),
    },
    "account_action": {"requested": {"approved", "rejected"}, "approved": set(), "rejected": set()},
    "reconciliation": {
        "fetching": {"matching"}, "matching": {"review"}, "review": {"signed"}, "signed": set(),
    },
    "channel_split": {
        "planned": {"sent", "void"}, "sent": {"unknown", "done", "failed"}, "unknown": {"done", "failed"},
        "failed": {"sent"}, "done": set(), "void": set(),
    },
    "channel_return": {
        "planned": {"sent", "void"}, "sent": {"unknown", "done", "failed"}, "unknown": {"done", "failed"},
        "failed": {"planned"}, "done": set(), "void": set(),
    },
}  # fmt: skip
BEGINS = {
    "order": {"pending_payment"}, "attempt": {"created", "succeeded"}, "refund": {"processing"}, "statement": {"open"},
    "reservation": {"held"}, "hold": {"pending"}, "payout": {"requested", "failed"}, "payout_attempt": {"pending"},
    "dispute": {"inquiry", "needs_response", "under_review"}, "after_sale": {"applied"}, "account_action": {"requested"},
    "reconciliation": {"fetching"}, "channel_split": {"planned"}, "channel_return": {"planned"},
}  # fmt: skip
REVIVED: dict[str, Edges] = {
    "order": {"closed": {"paid"}}, "attempt": {"failed": {"succeeded"}, "closed": {"succeeded"}},
    "reservation": {"released": {"sold"}},
}  # fmt: skip
"""Moves besides, where the platform's policy is that late money revives its order."""
