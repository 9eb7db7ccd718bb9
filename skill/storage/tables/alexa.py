"""Who has the Alexa skill, and what was delivered to them. Knows no device and no request."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from skill.storage.tables.base import Base, known


class AlexaPersonRow(Base):
    """One Amazon account that has met the skill, by the SHA-256 of its user id in hex.

    `user_id` itself is kept only while updates are permitted: they cannot be addressed without it. `scopes` is a
    JSON list. `enabled_at`, `linked_at` and `permitted_at` are when the latest known event of each subject happened.
    Once the skill is disabled nothing but the hash and these times is left, so that an older event, repeated late,
    brings nothing back.
    """

    __tablename__ = "alexa_people"

    user_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    user_id: Mapped[str | None] = mapped_column(Text)
    enabled: Mapped[bool]
    customer_id: Mapped[str | None] = mapped_column(ForeignKey("customers.id"), index=True)
    scopes: Mapped[str] = mapped_column(Text)
    enabled_at: Mapped[datetime | None]
    linked_at: Mapped[datetime | None]
    permitted_at: Mapped[datetime | None]


class AlexaDeliveryRow(Base):
    """One notification on its way to one Amazon account. `not_before` is when it may be tried (again): claiming a
    row moves it into the future, so nobody else takes it meanwhile. `reason` says why it ended without delivery."""

    __tablename__ = "alexa_deliveries"
    __table_args__ = (
        known("state", "trying", "sent", "dropped", "failed"),
        CheckConstraint("tries >= 0", name="tries_not_negative"),
    )

    notification_id: Mapped[int] = mapped_column(ForeignKey("notifications.id", ondelete="CASCADE"), primary_key=True)
    user_sha256: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(8))
    tries: Mapped[int]
    not_before: Mapped[datetime]
    reason: Mapped[str]
