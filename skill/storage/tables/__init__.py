"""All tables of the shop, one file a subject. Knows no statement that reads or writes them."""

from skill.storage.tables.alexa import AlexaDeliveryRow, AlexaPersonRow
from skill.storage.tables.base import Base, UtcTime, one_of
from skill.storage.tables.orders import (
    BasketLineRow,
    BasketRow,
    OrderLineRow,
    OrderRow,
    ReturnRow,
    ShipmentLineRow,
    ShipmentRow,
    TrackingEventRow,
    VoucherRow,
)
from skill.storage.tables.people import AddressRow, AnswerRow, CustomerRow, MeansRow, PreferenceRow
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
from skill.storage.tables.work import JobRow

__all__ = [
    "AddressRow",
    "AlexaDeliveryRow",
    "AlexaPersonRow",
    "AnswerRow",
    "AnsweredRequestRow",
    "Base",
    "BasketLineRow",
    "BasketRow",
    "CounterRow",
    "CustomerRow",
    "DialogueRow",
    "FactRow",
    "JobRow",
    "MeansRow",
    "NotificationRow",
    "OrderLineRow",
    "OrderRow",
    "PreferenceRow",
    "ProductNameRow",
    "ProductRow",
    "PurchaseRow",
    "ReturnRow",
    "ShipmentLineRow",
    "ShipmentRow",
    "SubstituteRow",
    "SynonymRow",
    "TicketRow",
    "TrackingEventRow",
    "UtcTime",
    "VariantNameRow",
    "VariantRow",
    "VoucherRow",
    "one_of",
]
