from typing import Annotated, Literal

from fastapi import Depends, Request
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment and `.env`; what each is for is told in `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True)

    database_url: str
    client_token_key: Annotated[SecretStr, Field(min_length=32)]
    client_token_lifetime_minutes: Annotated[int, Field(gt=0)] = 60
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


async def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


AppSettings = Annotated[Settings, Depends(get_settings)]
