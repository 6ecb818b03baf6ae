from datetime import datetime
from typing import Any

from sqlalchemy import JSON, String
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class OauthClient(Base):
    __tablename__ = "oauth_clients"

    id: Mapped[int] = mapped_column(primary_key=True)
    client_id: Mapped[str] = mapped_column(String(32), unique=True)
    secret_hash: Mapped[str] = mapped_column(String(64))
    configuration_token_hash: Mapped[str] = mapped_column(String(64))
    granted_scopes: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    granted_types: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    name: Mapped[str]
    redirect_uris: Mapped[list[Any]] = mapped_column(JSON(none_as_null=True))
    issued_at: Mapped[datetime]
