"""The catalogue: products, variants, names, facts, substitutes and counters."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "counters",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counters"),
    )
    op.create_table(
        "products",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("brand", sa.String(), nullable=False),
        sa.Column("popularity", sa.Double(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_products"),
    )
    op.create_table(
        "variants",
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("price_minor", sa.Integer(), nullable=False),
        sa.Column("currency", sa.String(length=3), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("sold", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("price_minor >= 0", name="ck_variants_price_not_negative"),
        sa.CheckConstraint("stock >= 0", name="ck_variants_stock_not_negative"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_variants_product_id"),
        sa.PrimaryKeyConstraint("sku", name="pk_variants"),
    )
    op.create_index("ix_variants_product_id", "variants", ["product_id"], unique=False)
    op.create_table(
        "product_names",
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("spoken", sa.String(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("many", sa.String(), nullable=False),
        sa.Column("gender", sa.String(length=1), nullable=False),
        sa.CheckConstraint("gender IN ('', 'm', 'f')", name="ck_product_names_gender_known"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_product_names_product_id"),
        sa.PrimaryKeyConstraint("product_id", "language", name="pk_product_names"),
    )
    op.create_table(
        "variant_names",
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("written", sa.String(), nullable=False),
        sa.Column("spoken", sa.String(), nullable=False),
        sa.Column("one", sa.String(), nullable=False),
        sa.Column("many", sa.String(), nullable=False),
        sa.Column("gender", sa.String(length=1), nullable=False),
        sa.CheckConstraint("gender IN ('', 'm', 'f')", name="ck_variant_names_gender_known"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_variant_names_sku"),
        sa.PrimaryKeyConstraint("sku", "language", name="pk_variant_names"),
    )
    op.create_table(
        "synonyms",
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_synonyms_product_id"),
        sa.PrimaryKeyConstraint("product_id", "language", "words", name="pk_synonyms"),
    )
    op.create_table(
        "facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=True),
        sa.Column("attribute", sa.String(), nullable=False),
        sa.Column("language", sa.String(length=8), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.CheckConstraint("(kind = 'text') = (language <> '')", name="ck_facts_text_has_language"),
        sa.CheckConstraint("kind IN ('yes_no', 'number', 'text')", name="ck_facts_kind_known"),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_facts_product_id"),
        sa.ForeignKeyConstraint(["sku"], ["variants.sku"], name="fk_facts_sku"),
        sa.PrimaryKeyConstraint("id", name="pk_facts"),
        sa.UniqueConstraint(
            "product_id", "sku", "attribute", "language", name="uq_facts_product_id_sku_attribute_language"
        ),
    )
    op.create_index("ix_facts_product_id", "facts", ["product_id"], unique=False)
    op.create_table(
        "substitutes",
        sa.Column("product_id", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("substitute_id", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name="fk_substitutes_product_id"),
        sa.ForeignKeyConstraint(["substitute_id"], ["products.id"], name="fk_substitutes_substitute_id"),
        sa.PrimaryKeyConstraint("product_id", "position", name="pk_substitutes"),
    )
    op.bulk_insert(
        sa.table("counters", sa.column("name", sa.String), sa.column("value", sa.Integer)),
        [{"name": "catalogue", "value": 1}, {"name": "order", "value": 1000}, {"name": "ticket", "value": 100}],
    )


def downgrade() -> None:
    for table in (
        "substitutes",
        "facts",
        "synonyms",
        "variant_names",
        "product_names",
        "variants",
        "products",
        "counters",
    ):
        op.drop_table(table)
