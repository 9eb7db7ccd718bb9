"""Jobs for after the answer, and purchases whose end nobody has heard yet."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "jobs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("not_before", sa.DateTime(timezone=True), nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'working', 'done', 'dead')", name="ck_jobs_state_known"),
        sa.CheckConstraint("tries >= 0", name="ck_jobs_tries_not_negative"),
        sa.PrimaryKeyConstraint("id", name="pk_jobs"),
        sa.UniqueConstraint("kind", "about", name="uq_jobs_kind_about"),
    )
    due = sa.text("state IN ('waiting', 'working')")
    op.create_index("ix_jobs_due", "jobs", ["not_before"], unique=False, sqlite_where=due, postgresql_where=due)
    # As SQL that both databases read: SQLite cannot rebuild a table that others refer to.
    op.execute("ALTER TABLE purchases ADD COLUMN untold BOOLEAN DEFAULT false NOT NULL")
    untold = sa.text("untold")
    op.create_index(
        "ix_purchases_untold", "purchases", ["customer_id"], unique=False, sqlite_where=untold, postgresql_where=untold
    )


def downgrade() -> None:
    op.drop_index("ix_purchases_untold", table_name="purchases")
    op.drop_column("purchases", "untold")
    op.drop_table("jobs")
