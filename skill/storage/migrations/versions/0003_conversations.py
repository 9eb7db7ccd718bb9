"""Dialogues, purchases, answered requests, tickets, notifications, and the sandbox provider's book."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "dialogues",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("language", sa.String(length=16), nullable=False),
        sa.Column("state", sa.Text(), nullable=True),
        sa.Column("lease", sa.String(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_dialogues_customer_id"),
        sa.PrimaryKeyConstraint("session", name="pk_dialogues"),
    )
    op.create_index("ix_dialogues_customer_id", "dialogues", ["customer_id"], unique=False)
    op.create_table(
        "purchases",
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        sa.Column("total_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("order_number", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('awaiting_yes', 'placing', 'placed', 'rejected', 'needs_action', 'unknown', 'dropped')",
            name="ck_purchases_state_known",
        ),
        sa.CheckConstraint("total_minor >= 0", name="ck_purchases_total_not_negative"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_purchases_customer_id"),
        sa.PrimaryKeyConstraint("token", name="pk_purchases"),
        sa.UniqueConstraint("key", name="uq_purchases_key"),
        sqlite_with_rowid=False,
    )
    op.create_index(
        "ix_purchases_awaiting",
        "purchases",
        ["session"],
        unique=False,
        sqlite_where=sa.text("state = 'awaiting_yes'"),
        postgresql_where=sa.text("state = 'awaiting_yes'"),
    )
    op.create_index(
        "ix_purchases_unsettled",
        "purchases",
        ["customer_id"],
        unique=False,
        sqlite_where=sa.text("state IN ('needs_action', 'placing', 'unknown')"),
        postgresql_where=sa.text("state IN ('needs_action', 'placing', 'unknown')"),
    )
    op.create_table(
        "answered_requests",
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("session", "request_id", name="pk_answered_requests"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "tickets",
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("session", sa.String(), nullable=False),
        sa.Column("request_id", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("intent", sa.String(), nullable=False),
        sa.Column("slots", sa.Text(), nullable=False),
        sa.Column("trail", sa.Text(), nullable=False),
        sa.Column("tried", sa.Text(), nullable=False),
        sa.Column("order_number", sa.String(), nullable=True),
        sa.Column("product_id", sa.String(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("state IN ('open', 'closed')", name="ck_tickets_state_known"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_tickets_customer_id"),
        sa.PrimaryKeyConstraint("number", name="pk_tickets"),
        sa.UniqueConstraint("session", "request_id", "reason", name="uq_tickets_session_request_id_reason"),
    )
    op.create_index("ix_tickets_customer_id", "tickets", ["customer_id"], unique=False)
    op.create_table(
        "notifications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_notifications_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_notifications"),
    )
    op.create_index("ix_notifications_customer_id", "notifications", ["customer_id"], unique=False)
    op.create_index("ix_notifications_sent_at", "notifications", ["sent_at"], unique=False)
    op.create_table(
        "sandbox_payments",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("state", sa.String(length=16), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("behaviour", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("written_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_sandbox_payments"),
    )


def downgrade() -> None:
    for table in (
        "sandbox_payments",
        "notifications",
        "tickets",
        "answered_requests",
        "purchases",
        "dialogues",
    ):
        op.drop_table(table)
