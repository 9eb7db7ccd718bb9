"""What is said and what comes of it: dialogues, purchases, answered requests, tickets and notifications."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from skill.commerce.purchase import UNSETTLED, PurchaseState
from skill.storage.tables.base import Base, known, listed, some

OPEN = tuple(sorted(state.value for state in UNSETTLED))
"""The states of a purchase whose outcome is not known yet."""


class DialogueRow(Base):
    """One conversation: its state (the dialogue manager's text) and the lease of the turn at work on it.

    `lease` names the turn, `lease_until` is when others may take over from one that died.
    """

    __tablename__ = "dialogues"

    session: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    language: Mapped[str] = mapped_column(String(16))
    state: Mapped[str | None] = mapped_column(Text)
    lease: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    started_at: Mapped[datetime]
    kept_at: Mapped[datetime | None]


class PurchaseRow(Base):
    """One quote that was read aloud (facts: commerce, Exactly once). `quote` is its JSON text.

    `basket` says that it buys what lies in the basket. `untold` is true from its yes until the customer has been told
    how it ended.
    """

    __tablename__ = "purchases"
    __table_args__ = (
        known("state", *(state.value for state in PurchaseState)),
        CheckConstraint("total_minor >= 0", name="total_not_negative"),
        some("ix_purchases_unsettled", "customer_id", listed("state", OPEN)),
        some("ix_purchases_untold", "customer_id", "untold"),
        some("ix_purchases_awaiting", "session", "state = 'awaiting_yes'"),
        {"sqlite_with_rowid": False},
    )

    token: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    customer_id: Mapped[str] = mapped_column(ForeignKey("customers.id"))
    session: Mapped[str]
    state: Mapped[str]
    quote: Mapped[str] = mapped_column(Text)
    total_minor: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    asked_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    order_number: Mapped[str | None]
    basket: Mapped[bool] = mapped_column(default=False)
    untold: Mapped[bool] = mapped_column(default=False)


class AnsweredRequestRow(Base):
    """What a request was answered: handing it over again gets the same words and no second effect."""

    __tablename__ = "answered_requests"
    __table_args__ = ({"sqlite_with_rowid": False},)

    session: Mapped[str] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None]
    reply: Mapped[str] = mapped_column(Text)
    answered_at: Mapped[datetime]


class TicketRow(Base):
    """A hand-over to a person, with `priority` the next one to be taken. A repeated request finds its ticket
    instead of opening a second one."""

    __tablename__ = "tickets"
    __table_args__ = (UniqueConstraint("session", "request_id", "reason"), known("state", "open", "closed"))

    number: Mapped[str] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    session: Mapped[str]
    request_id: Mapped[str]
    reason: Mapped[str]
    intent: Mapped[str]
    slots: Mapped[str] = mapped_column(Text)
    trail: Mapped[str] = mapped_column(Text)
    tried: Mapped[str] = mapped_column(Text)
    order_number: Mapped[str | None]
    product_id: Mapped[str | None]
    state: Mapped[str]
    opened_at: Mapped[datetime]
    priority: Mapped[bool] = mapped_column(default=False)


class NotificationRow(Base):
    """A message to send outside the conversation. `about` is JSON; `sent_at` is empty while it waits."""

    __tablename__ = "notifications"

    id: Mapped[int] = mapped_column(primary_key=True)
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    kind: Mapped[str]
    about: Mapped[str] = mapped_column(Text)
    queued_at: Mapped[datetime]
    sent_at: Mapped[datetime | None] = mapped_column(index=True)
