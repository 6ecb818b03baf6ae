from typing import Annotated, Literal

from fastapi import Depends, Request
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment and `.env`; what each is for is told in `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True)

    database_url: str
    token_issuer: str
    token_audience: str
    token_key_set: str
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


async def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


AppSettings = Annotated[Settings, Depends(get_settings)]
