"""A parcel: what of an order's lines is in it, and how it travels."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Parcel:
    """So many pieces of a line."""

    line_no: int
    quantity: int


@dataclass(frozen=True)
class Shipment:
    """What left the seller at once."""

    id: str
    carrier: str
    tracking_no: str
    parcels: tuple[Parcel, ...]
    shipped_at: datetime
