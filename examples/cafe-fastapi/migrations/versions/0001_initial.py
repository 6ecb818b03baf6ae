"""The first tables.

Revision ID: 0001
Revises:
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "menu_items",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("category", sa.String(length=8), nullable=False),
        sa.Column("volume", sa.Float(), nullable=True),
        sa.Column("contains_caffeine", sa.Boolean(), nullable=True),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("name", sa.String(length=50), nullable=False),
        sa.Column("price", sa.Integer(), nullable=False),
        sa.Column("photo_text_description", sa.Text(), nullable=True),
        sa.Column("calories", sa.Float(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_menu_items"),
        sa.UniqueConstraint("name", name="uq_menu_items_name"),
    )
    op.create_index("ix_menu_items_category", "menu_items", ["category"])
    op.create_index("ix_menu_items_updated_at", "menu_items", ["updated_at"])
    op.create_index("ix_menu_items_price", "menu_items", ["price"])
    op.create_index("ix_menu_items_created_at_id", "menu_items", ["created_at", "id"])
    op.create_table(
        "orders",
        sa.Column("id", sa.String(length=30), nullable=False),
        sa.Column("customer_name", sa.String(length=100), nullable=False),
        sa.Column("status", sa.String(length=9), nullable=False),
        sa.Column("total_price", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
    )
    op.create_index("ix_orders_customer_name", "orders", ["customer_name"])
    op.create_index("ix_orders_status", "orders", ["status"])
    op.create_index("ix_orders_updated_at", "orders", ["updated_at"])
    op.create_index("ix_orders_created_at_id", "orders", ["created_at", "id"])
    op.create_table(
        "order_order_items",
        sa.Column("order_id", sa.String(length=30), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("menu_item_id", sa.String(length=30), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("discount", sa.Integer(), nullable=False),
        sa.Column("comment", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["order_id"],
            ["orders.id"],
            name="fk_order_order_items_order_id_orders",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["menu_item_id"], ["menu_items.id"], name="fk_order_order_items_menu_item_id_menu_items"
        ),
        sa.PrimaryKeyConstraint("order_id", "position", name="pk_order_order_items"),
    )
    op.create_index("ix_order_order_items_menu_item_id", "order_order_items", ["menu_item_id"])
    op.create_table(
        "menu_item_photos",
        sa.Column("menu_item_id", sa.String(length=30), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["menu_item_id"],
            ["menu_items.id"],
            name="fk_menu_item_photos_menu_item_id_menu_items",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("menu_item_id", name="pk_menu_item_photos"),
    )
    op.create_table(
        "access_keys",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("key_hash", sa.String(length=64), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_keys"),
        sa.UniqueConstraint("name", name="uq_access_keys_name"),
        sa.UniqueConstraint("key_hash", name="uq_access_keys_key_hash"),
    )
    op.create_table(
        "oauth_clients",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("client_id", sa.String(length=32), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("configuration_token_hash", sa.String(length=64), nullable=False),
        sa.Column("granted_scopes", sa.JSON(), nullable=False),
        sa.Column("granted_types", sa.JSON(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("redirect_uris", sa.JSON(), nullable=False),
        sa.Column("issued_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_oauth_clients"),
        sa.UniqueConstraint("client_id", name="uq_oauth_clients_client_id"),
    )


def downgrade() -> None:
    for table in (
        "oauth_clients",
        "access_keys",
        "menu_item_photos",
        "order_order_items",
        "orders",
        "menu_items",
    ):
        op.drop_table(table)
