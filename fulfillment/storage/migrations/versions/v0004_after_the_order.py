"""after the order."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go on to this revision."""
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("given_up", sa.Boolean(), nullable=False),
        sa.Column("error", sa.String(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index("outbox_open", ["delivered_at", "given_up", "due_at"], unique=False)

    op.create_table(
        "returns",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("lines", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_returns_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_returns_order_id"), ["order_id"], unique=False)

    op.create_table(
        "tickets",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("context", sa.JSON(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_tickets_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_tickets_state"), ["state"], unique=False)

    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("region", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("email", sa.String(), server_default="", nullable=False))

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("discount_minor", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("given_up", sa.Integer(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("returned", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.add_column(sa.Column("discounts", sa.JSON(), server_default="[]", nullable=False))
        batch_op.add_column(
            sa.Column("credit_minor", sa.Integer(), server_default="0", nullable=False)
        )
        batch_op.add_column(sa.Column("joins", sa.Integer(), nullable=True))
        batch_op.create_foreign_key("orders_joins", "orders", ["joins"], ["id"])

    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("credit_minor", sa.Integer(), server_default="0", nullable=False)
        )

    with op.batch_alter_table("shop", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("tax_regions", sa.JSON(), server_default="{}", nullable=False)
        )
        batch_op.add_column(
            sa.Column("support_email", sa.String(), server_default="", nullable=False)
        )

    with op.batch_alter_table("shop_rules", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("return_days", sa.Integer(), server_default="30", nullable=False)
        )
        batch_op.add_column(sa.Column("return_over_minor", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Go back to the revision before."""
    with op.batch_alter_table("refunds", schema=None) as batch_op:
        batch_op.drop_column("credit_minor")

    with op.batch_alter_table("shop_rules", schema=None) as batch_op:
        batch_op.drop_column("return_over_minor")
        batch_op.drop_column("return_days")

    with op.batch_alter_table("shop", schema=None) as batch_op:
        batch_op.drop_column("support_email")
        batch_op.drop_column("tax_regions")

    with op.batch_alter_table("orders", schema=None) as batch_op:
        batch_op.drop_constraint("orders_joins", type_="foreignkey")
        batch_op.drop_column("joins")
        batch_op.drop_column("credit_minor")
        batch_op.drop_column("discounts")

    with op.batch_alter_table("order_lines", schema=None) as batch_op:
        batch_op.drop_column("returned")
        batch_op.drop_column("given_up")
        batch_op.drop_column("discount_minor")

    with op.batch_alter_table("customers", schema=None) as batch_op:
        batch_op.drop_column("email")
        batch_op.drop_column("region")

    with op.batch_alter_table("tickets", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_tickets_state"))
        batch_op.drop_index(batch_op.f("ix_tickets_customer_id"))

    op.drop_table("tickets")
    with op.batch_alter_table("returns", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_returns_order_id"))
        batch_op.drop_index(batch_op.f("ix_returns_customer_id"))

    op.drop_table("returns")
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.drop_index("outbox_open")

    op.drop_table("outbox")
