from typing import Annotated, Literal

from fastapi import Depends, Request
from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read from the environment and `.env`; what each is for is told in `.env.example`."""

    model_config = SettingsConfigDict(env_file=".env", frozen=True)

    database_url: str
    secret_key: Annotated[SecretStr, Field(min_length=32)]
    token_lifetime_minutes: Annotated[int, Field(gt=0)] = 7 * 24 * 60
    # The least cost that OWASP advises for Argon2id; raise it as far as the hardware allows.
    argon2_memory_kib: Annotated[int, Field(ge=8)] = 19 * 1024
    argon2_iterations: Annotated[int, Field(ge=1)] = 2
    sign_in_attempts: Annotated[int, Field(gt=0)] = 10
    sign_in_window_minutes: Annotated[int, Field(gt=0)] = 15
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"


async def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


AppSettings = Annotated[Settings, Depends(get_settings)]
