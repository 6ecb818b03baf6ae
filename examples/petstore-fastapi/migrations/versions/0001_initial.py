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
        "pets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", sa.JSON(), nullable=True),
        sa.Column("status", sa.String(length=9), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_pets"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pets_status_id", "pets", ["status", "id"])
    op.create_table(
        "pet_photo_urls",
        sa.Column("pet_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("photo_url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pet_id"], ["pets.id"], name="fk_pet_photo_urls_pet_id_pets", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pet_id", "position", name="pk_pet_photo_urls"),
    )
    op.create_table(
        "pet_tags",
        sa.Column("pet_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(length=255), nullable=True),
        sa.ForeignKeyConstraint(
            ["pet_id"], ["pets.id"], name="fk_pet_tags_pet_id_pets", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pet_id", "position", name="pk_pet_tags"),
    )
    op.create_index("ix_pet_tags_name", "pet_tags", ["name"])
    op.create_table(
        "orders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pet_id", sa.Integer(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("ship_date", sa.DateTime(), nullable=True),
        sa.Column("status", sa.String(length=9), nullable=True),
        sa.Column("complete", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["pet_id"], ["pets.id"], name="fk_orders_pet_id_pets"),
        sa.PrimaryKeyConstraint("id", name="pk_orders"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_orders_pet_id", "orders", ["pet_id"])
    op.create_table(
        "users",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("username", sa.String(length=255), nullable=False),
        sa.Column("first_name", sa.Text(), nullable=True),
        sa.Column("last_name", sa.Text(), nullable=True),
        sa.Column("email", sa.Text(), nullable=True),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=True),
        sa.Column("user_status", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username", name="uq_users_username"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "pet_images",
        sa.Column("pet_id", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("media_type", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("additional_metadata", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pet_id"], ["pets.id"], name="fk_pet_images_pet_id_pets", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("pet_id", name="pk_pet_images"),
    )
    op.create_table(
        "sign_in_failures",
        sa.Column("username", sa.String(length=255), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("username", name="pk_sign_in_failures"),
    )
    op.create_index("ix_sign_in_failures_started_at", "sign_in_failures", ["started_at"])
    op.create_table(
        "user_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("expires_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name="fk_user_sessions_user_id_users", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_user_sessions"),
    )
    op.create_index("ix_user_sessions_user_id", "user_sessions", ["user_id"])
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


def downgrade() -> None:
    for table in (
        "access_keys",
        "user_sessions",
        "sign_in_failures",
        "pet_images",
        "users",
        "orders",
        "pet_tags",
        "pet_photo_urls",
        "pets",
    ):
        op.drop_table(table)
