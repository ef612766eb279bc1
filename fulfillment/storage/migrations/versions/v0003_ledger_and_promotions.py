"""ledger and promotions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go on to this revision."""
    op.create_table(
        "promotions",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("value", sa.Integer(), nullable=False),
        sa.Column("buy", sa.Integer(), nullable=False),
        sa.Column("pay", sa.Integer(), nullable=False),
        sa.Column("skus", sa.JSON(), nullable=False),
        sa.Column("categories", sa.JSON(), nullable=False),
        sa.Column("departments", sa.JSON(), nullable=False),
        sa.Column("goods_from_minor", sa.Integer(), nullable=True),
        sa.Column("starts", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ends", sa.DateTime(timezone=True), nullable=True),
        sa.Column("needs_coupon", sa.Boolean(), nullable=False),
        sa.Column("once_per_shopper", sa.Boolean(), nullable=False),
        sa.Column("most_uses", sa.Integer(), nullable=True),
        sa.Column("stacks", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code"),
    )
    op.create_table(
        "coupons",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("promotion", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["promotion"],
            ["promotions.code"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    with op.batch_alter_table("coupons", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_coupons_customer_id"), ["customer_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_coupons_promotion"), ["promotion"], unique=False)

    op.create_table(
        "cart_coupons",
        sa.Column("owner", sa.String(), nullable=False),
        sa.Column("coupon", sa.String(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["coupon"],
            ["coupons.key"],
        ),
        sa.ForeignKeyConstraint(
            ["owner"],
            ["carts.owner"],
        ),
        sa.PrimaryKeyConstraint("owner", "coupon"),
    )
    op.create_table(
        "stock_holds",
        sa.Column("quote_id", sa.String(), nullable=False),
        sa.Column("sku", sa.String(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("quantity > 0", name="hold_positive"),
        sa.ForeignKeyConstraint(
            ["quote_id"],
            ["quotes.id"],
        ),
        sa.ForeignKeyConstraint(
            ["sku"],
            ["products.sku"],
        ),
        sa.PrimaryKeyConstraint("quote_id", "sku"),
    )
    with op.batch_alter_table("stock_holds", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_stock_holds_sku"), ["sku"], unique=False)

    op.create_table(
        "journals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("order_id", sa.Integer(), nullable=True),
        sa.Column("note", sa.String(), server_default="", nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
    )
    with op.batch_alter_table("journals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journals_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_journals_order_id"), ["order_id"], unique=False)

    op.create_table(
        "promotion_uses",
        sa.Column("order_id", sa.Integer(), nullable=False),
        sa.Column("promotion", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("coupon", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(
            ["coupon"],
            ["coupons.key"],
        ),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
        ),
        sa.ForeignKeyConstraint(
            ["promotion"],
            ["promotions.code"],
        ),
        sa.PrimaryKeyConstraint("order_id", "promotion"),
    )
    with op.batch_alter_table("promotion_uses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_promotion_uses_coupon"), ["coupon"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_promotion_uses_customer_id"), ["customer_id"], unique=False
        )

    op.create_table(
        "postings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("journal_id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount_minor <> 0", name="posting_not_zero"),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customers.id"],
        ),
        sa.ForeignKeyConstraint(
            ["journal_id"],
            ["journals.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("postings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_postings_journal_id"), ["journal_id"], unique=False)
        batch_op.create_index("postings_account_customer", ["account", "customer_id"], unique=False)


def downgrade() -> None:
    """Go back to the revision before."""
    with op.batch_alter_table("postings", schema=None) as batch_op:
        batch_op.drop_index("postings_account_customer")
        batch_op.drop_index(batch_op.f("ix_postings_journal_id"))

    op.drop_table("postings")
    with op.batch_alter_table("promotion_uses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_promotion_uses_customer_id"))
        batch_op.drop_index(batch_op.f("ix_promotion_uses_coupon"))

    op.drop_table("promotion_uses")
    with op.batch_alter_table("journals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journals_order_id"))
        batch_op.drop_index(batch_op.f("ix_journals_at"))

    op.drop_table("journals")
    with op.batch_alter_table("stock_holds", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_stock_holds_sku"))

    op.drop_table("stock_holds")
    op.drop_table("cart_coupons")
    with op.batch_alter_table("coupons", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_coupons_promotion"))
        batch_op.drop_index(batch_op.f("ix_coupons_customer_id"))

    op.drop_table("coupons")
    op.drop_table("promotions")
