"""All tables of the shop, one file a subject. Knows no statement that reads or writes them."""

from skill.storage.tables.alexa import AlexaDeliveryRow, AlexaPersonRow
from skill.storage.tables.base import Base, UtcTime, one_of
from skill.storage.tables.orders import (
    BasketLineRow,
    BasketRow,
    OrderLineRow,
    OrderRow,
    ShipmentLineRow,
    ShipmentRow,
    TrackingEventRow,
)
from skill.storage.tables.people import AddressRow, CustomerRow, MeansRow, PreferenceRow
from skill.storage.tables.products import (
    CounterRow,
    FactRow,
    ProductNameRow,
    ProductRow,
    SubstituteRow,
    SynonymRow,
    VariantNameRow,
    VariantRow,
)
from skill.storage.tables.talk import AnsweredRequestRow, DialogueRow, NotificationRow, PurchaseRow, TicketRow

__all__ = [
    "AddressRow",
    "AlexaDeliveryRow",
    "AlexaPersonRow",
    "AnsweredRequestRow",
    "Base",
    "BasketLineRow",
    "BasketRow",
    "CounterRow",
    "CustomerRow",
    "DialogueRow",
    "FactRow",
    "MeansRow",
    "NotificationRow",
    "OrderLineRow",
    "OrderRow",
    "PreferenceRow",
    "ProductNameRow",
    "ProductRow",
    "PurchaseRow",
    "ShipmentLineRow",
    "ShipmentRow",
    "SubstituteRow",
    "SynonymRow",
    "TicketRow",
    "TrackingEventRow",
    "UtcTime",
    "VariantNameRow",
    "VariantRow",
    "one_of",
]
