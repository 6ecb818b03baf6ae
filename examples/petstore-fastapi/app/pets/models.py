from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.database import Base


class PetPhotoUrl(Base):
    __tablename__ = "pet_photo_urls"

    pet_id: Mapped[int] = mapped_column(ForeignKey("pets.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    photo_url: Mapped[str]


class PetTag(Base):
    __tablename__ = "pet_tags"

    pet_id: Mapped[int] = mapped_column(ForeignKey("pets.id", ondelete="CASCADE"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    id: Mapped[int | None]
    name: Mapped[str | None] = mapped_column(String(255), index=True)


class Pet(Base):
    __tablename__ = "pets"
    __table_args__ = (
        Index(None, "status", "id"),
        # Without it SQLite gives the id of a deleted row to the next one.
        {"sqlite_autoincrement": True},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    category: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    status: Mapped[str | None] = mapped_column(String(9))

    photo_url_rows: Mapped[list[PetPhotoUrl]] = relationship(
        lazy="raise",
        order_by=PetPhotoUrl.position,
        cascade="all, delete-orphan",
        passive_deletes=True,
    )
    tags: Mapped[list[PetTag]] = relationship(
        lazy="raise", order_by=PetTag.position, cascade="all, delete-orphan", passive_deletes=True
    )

    @property
    def photo_urls(self) -> list[str]:
        return [row.photo_url for row in self.photo_url_rows]


class PetImage(Base):
    __tablename__ = "pet_images"

    pet_id: Mapped[int] = mapped_column(ForeignKey("pets.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes]
    media_type: Mapped[str] = mapped_column(String(255))
    size: Mapped[int]
    additional_metadata: Mapped[str | None]
