from datetime import date

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from app.database import Base


class MuseumDailyHour(Base):
    __tablename__ = "museum_daily_hours"
    __table_args__ = (Index(None, "date_", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    date_: Mapped[date]
    time_open: Mapped[str]
    time_close: Mapped[str]
