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
        "museum_daily_hours",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("date_", sa.Date(), nullable=False),
        sa.Column("time_open", sa.Text(), nullable=False),
        sa.Column("time_close", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_museum_daily_hours"),
    )
    op.create_index("ix_museum_daily_hours_date__id", "museum_daily_hours", ["date_", "id"])
    op.create_table(
        "special_events",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("location", sa.Text(), nullable=False),
        sa.Column("event_description", sa.Text(), nullable=False),
        sa.Column("price", sa.Float(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("event_id", name="pk_special_events"),
    )
    op.create_index(
        "ix_special_events_created_at_event_id", "special_events", ["created_at", "event_id"]
    )
    op.create_table(
        "special_event_dates",
        sa.Column("special_event_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("date_", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["special_event_id"],
            ["special_events.event_id"],
            name="fk_special_event_dates_special_event_id_special_events",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("special_event_id", "position", name="pk_special_event_dates"),
    )
    op.create_index("ix_special_event_dates_date_", "special_event_dates", ["date_"])
    op.create_table(
        "museum_tickets",
        sa.Column("ticket_id", sa.Uuid(), nullable=False),
        sa.Column("ticket_date", sa.Date(), nullable=False),
        sa.Column("ticket_type", sa.String(length=7), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("confirmation_code", sa.String(length=29), nullable=False),
        sa.Column("email", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["special_events.event_id"],
            name="fk_museum_tickets_event_id_special_events",
        ),
        sa.PrimaryKeyConstraint("ticket_id", name="pk_museum_tickets"),
        sa.UniqueConstraint("confirmation_code", name="uq_museum_tickets_confirmation_code"),
    )
    op.create_index("ix_museum_tickets_event_id", "museum_tickets", ["event_id"])
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
        "museum_tickets",
        "special_event_dates",
        "special_events",
        "museum_daily_hours",
    ):
        op.drop_table(table)
