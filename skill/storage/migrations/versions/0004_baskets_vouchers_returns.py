"""What a basket holds at which price, vouchers, returns, answers, deals, and what was left unfinished.

Columns are added as SQL that both databases read: in SQLite a table that others refer to cannot be rebuilt while
its foreign keys are watched, and Alembic adds no constrained column to one in any other way.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

ADDED = (
    ("customers", "left", "TEXT"),
    ("purchases", "basket", "BOOLEAN DEFAULT false NOT NULL"),
    ("tickets", "priority", "BOOLEAN DEFAULT false NOT NULL"),
    ("variants", "was_minor", "INTEGER"),
    (
        "orders",
        "discount_minor",
        "INTEGER DEFAULT 0 NOT NULL CONSTRAINT ck_orders_discount_not_negative CHECK (discount_minor >= 0)",
    ),
    ("orders", "voucher_id", "VARCHAR CONSTRAINT fk_orders_voucher_id REFERENCES vouchers (id)"),
)


def upgrade() -> None:
    op.create_table(
        "vouchers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("least_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("spent_by", sa.String(), nullable=True),
        sa.CheckConstraint("amount_minor > 0 AND least_minor >= 0", name="ck_vouchers_amounts_make_sense"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_vouchers_customer_id"),
        sa.ForeignKeyConstraint(["spent_by"], ["purchases.token"], name="fk_vouchers_spent_by"),
        sa.PrimaryKeyConstraint("id", name="pk_vouchers"),
        sa.UniqueConstraint("customer_id", "reason", "about", name="uq_vouchers_customer_id_reason_about"),
    )
    op.create_table(
        "returns",
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_returns_quantity_positive"),
        sa.CheckConstraint("state IN ('requested', 'received', 'refunded')", name="ck_returns_state_known"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_returns_order_id"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_returns_sku"),
        sa.PrimaryKeyConstraint("order_id", "sku", name="pk_returns"),
    )
    op.create_table(
        "answers",
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_answers_customer_id"),
        sa.PrimaryKeyConstraint("customer_id", "kind", "about", name="pk_answers"),
    )
    for table, column, kind in ADDED:
        op.execute(f'ALTER TABLE {table} ADD COLUMN "{column}" {kind}')
    op.create_index(
        "ix_variants_deals",
        "variants",
        ["sku"],
        unique=False,
        sqlite_where=sa.text("was_minor IS NOT NULL"),
        postgresql_where=sa.text("was_minor IS NOT NULL"),
    )
    _remake_lines(
        sa.text(
            "SELECT l.basket_id, l.sku, l.quantity, v.price_minor, v.currency, b.changed_at AS added_at "
            "FROM basket_lines l JOIN variants v ON v.sku = l.sku JOIN baskets b ON b.id = l.basket_id"
        ).columns(added_at=sa.DateTime(timezone=True)),
        sa.Column("price_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity BETWEEN 1 AND 99", name="ck_basket_lines_quantity_sensible"),
    )


def downgrade() -> None:
    _remake_lines(
        sa.text("SELECT basket_id, sku, quantity FROM basket_lines"),
        sa.CheckConstraint("quantity > 0", name="ck_basket_lines_quantity_positive"),
    )
    op.drop_index("ix_variants_deals", "variants")
    for table, column, _ in reversed(ADDED):
        op.execute(f'ALTER TABLE {table} DROP COLUMN "{column}"')
    for table in ("answers", "returns", "vouchers"):
        op.drop_table(table)


def _remake_lines(kept: sa.TextClause | sa.TextualSelect, *more: sa.schema.SchemaItem) -> None:
    """Make the lines of baskets anew with these columns and constraints, and put in again what `kept` finds."""
    rows = [dict(row) for row in op.get_bind().execute(kept).mappings()]
    op.drop_table("basket_lines")
    lines = op.create_table(
        "basket_lines",
        sa.Column("basket_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        *more,
        sa.ForeignKeyConstraint(["basket_id"], ["baskets.id"], name="fk_basket_lines_basket_id"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_basket_lines_sku"),
        sa.PrimaryKeyConstraint("basket_id", "sku", name="pk_basket_lines"),
    )
    if rows:
        op.bulk_insert(lines, rows)
