from pathlib import Path

import pytest
from pydantic import ValidationError

from app.main import create_app


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "sqlite+aiosqlite:///conduit.db")
    monkeypatch.setenv("SECRET_KEY", "k" * 32)


def test_come_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOKEN_LIFETIME_MINUTES", "5")

    settings = create_app().state.settings

    assert settings.database_url == "sqlite+aiosqlite:///conduit.db"
    assert settings.token_lifetime_minutes == 5


@pytest.mark.parametrize("name", ["DATABASE_URL", "SECRET_KEY"])
def test_have_no_default_for_what_differs_everywhere(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.delenv(name)

    with pytest.raises(ValidationError, match=name.lower()):
        create_app()


def test_refuse_a_secret_key_that_is_too_short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "k" * 31)

    with pytest.raises(ValidationError, match="secret_key"):
        create_app()


def test_do_not_show_the_secret_key() -> None:
    assert "k" * 32 not in repr(create_app().state.settings)
