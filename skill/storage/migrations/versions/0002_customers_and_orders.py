"""Customers, orders, parcels and baskets."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

STATUS_KNOWN = (
    "status IN ('placed', 'preparing', 'shipped', 'in_transit', 'out_for_delivery', 'attempted', "
    "'ready_for_pickup', 'delivered', 'problem', 'cancelled', 'returned', 'unknown')"
)


def upgrade() -> None:
    op.create_table(
        "customers",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("phone", sa.String(), nullable=False),
        sa.Column("access_token_sha256", sa.String(length=64), nullable=True),
        sa.Column("orders_version", sa.Integer(), nullable=False),
        sa.Column("met_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_customers"),
        sa.UniqueConstraint("access_token_sha256", name="uq_customers_access_token_sha256"),
    )
    op.create_table(
        "addresses",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("street", sa.String(), nullable=False),
        sa.Column("postcode", sa.String(), nullable=False),
        sa.Column("city", sa.String(), nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.Column("is_default", sa.Boolean(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_addresses_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_addresses"),
    )
    op.create_index("ix_addresses_customer_id", "addresses", ["customer_id"], unique=False)
    op.create_index(
        "ix_addresses_default",
        "addresses",
        ["customer_id"],
        unique=True,
        sqlite_where=sa.text("is_default"),
        postgresql_where=sa.text("is_default"),
    )
    op.create_table(
        "means",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("last4", sa.String(length=4), nullable=False),
        sa.CheckConstraint("length(last4) <= 4", name="ck_means_last4_only"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_means_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_means"),
    )
    op.create_index("ix_means_customer_id", "means", ["customer_id"], unique=False)
    op.create_table(
        "preferences",
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_preferences_customer_id"),
        sa.PrimaryKeyConstraint("customer_id", "name", name="pk_preferences"),
    )
    op.create_table(
        "orders",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("number", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("purchase_key", sa.String(), nullable=True),
        sa.Column("payment_reference", sa.String(), nullable=False),
        sa.Column("placed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("delayed", sa.Boolean(), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("address_id", sa.String(), nullable=True),
        sa.Column("means_id", sa.String(), nullable=True),
        sa.Column("delivery_minor", sa.Integer(), nullable=False),
        sa.Column("tax_minor", sa.Integer(), nullable=False),
        sa.Column("total_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("expected", sa.Date(), nullable=True),
        sa.Column("cancel_until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(STATUS_KNOWN, name="ck_orders_status_known"),
        sa.CheckConstraint(
            "total_minor >= 0 AND delivery_minor >= 0 AND tax_minor >= 0", name="ck_orders_amounts_not_negative"
        ),
        sa.ForeignKeyConstraint(["address_id"], ["addresses.id"], name="fk_orders_address_id"),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_orders_customer_id"),
        sa.ForeignKeyConstraint(["means_id"], ["means.id"], name="fk_orders_means_id"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sa.UniqueConstraint("number", name="uq_orders_number"),
        sa.UniqueConstraint("purchase_key", name="uq_orders_purchase_key"),
    )
    op.create_index("ix_orders_customer_id_placed_at", "orders", ["customer_id", "placed_at"], unique=False)
    op.create_table(
        "order_lines",
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("unit_price_minor", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_order_lines_quantity_positive"),
        sa.CheckConstraint("unit_price_minor >= 0", name="ck_order_lines_price_not_negative"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_order_lines_order_id"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_order_lines_sku"),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_order_lines"),
    )
    op.create_table(
        "shipments",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("order_id", sa.String(), nullable=False),
        sa.Column("carrier", sa.String(), nullable=False),
        sa.Column("tracking", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("expected", sa.Date(), nullable=True),
        sa.CheckConstraint(STATUS_KNOWN, name="ck_shipments_status_known"),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name="fk_shipments_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_shipments"),
    )
    op.create_index("ix_shipments_order_id", "shipments", ["order_id"], unique=False)
    op.create_table(
        "shipment_lines",
        sa.Column("shipment_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name="fk_shipment_lines_shipment_id"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_shipment_lines_sku"),
        sa.PrimaryKeyConstraint("shipment_id", "sku", name="pk_shipment_lines"),
    )
    op.create_table(
        "tracking_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("shipment_id", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.CheckConstraint(STATUS_KNOWN, name="ck_tracking_events_status_known"),
        sa.ForeignKeyConstraint(["shipment_id"], ["shipments.id"], name="fk_tracking_events_shipment_id"),
        sa.PrimaryKeyConstraint("id", name="pk_tracking_events"),
    )
    op.create_index("ix_tracking_events_shipment_id", "tracking_events", ["shipment_id"], unique=False)
    op.create_table(
        "baskets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.String(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customers.id"], name="fk_baskets_customer_id"),
        sa.PrimaryKeyConstraint("id", name="pk_baskets"),
        sa.UniqueConstraint("customer_id", name="uq_baskets_customer_id"),
    )
    op.create_table(
        "basket_lines",
        sa.Column("basket_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.CheckConstraint("quantity > 0", name="ck_basket_lines_quantity_positive"),
        sa.ForeignKeyConstraint(["basket_id"], ["baskets.id"], name="fk_basket_lines_basket_id"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_basket_lines_sku"),
        sa.PrimaryKeyConstraint("basket_id", "sku", name="pk_basket_lines"),
    )


def downgrade() -> None:
    for table in (
        "basket_lines",
        "baskets",
        "tracking_events",
        "shipment_lines",
        "shipments",
        "order_lines",
        "orders",
        "preferences",
        "means",
        "addresses",
        "customers",
    ):
        op.drop_table(table)
