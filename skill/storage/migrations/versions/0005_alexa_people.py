"""Who has the Alexa skill, and what was delivered to them."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "alexa_people",
        sa.Column("user_sha256", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Text(), nullable=True),
        sa.Column("enabled", sa.Boolean(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=True),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("enabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("permitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_alexa_people_customer_id"),
        sa.PrimaryKeyConstraint("user_sha256", name="pk_alexa_people"),
    )
    op.create_index("ix_alexa_people_customer_id", "alexa_people", ["customer_id"], unique=False)
    op.create_table(
        "alexa_deliveries",
        sa.Column("notification_id", sa.Integer(), nullable=False),
        sa.Column("user_sha256", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("state IN ('trying', 'sent', 'dropped', 'failed')", name="ck_alexa_deliveries_state_known"),
        sa.CheckConstraint("tries >= 0", name="ck_alexa_deliveries_tries_not_negative"),
        sa.ForeignKeyConstraint(
            ["notification_id"],
            ["notifications.id"],
            name="fk_alexa_deliveries_notification_id",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("notification_id", "user_sha256", name="pk_alexa_deliveries"),
    )


def downgrade() -> None:
    op.drop_table("alexa_deliveries")
    op.drop_table("alexa_people")
