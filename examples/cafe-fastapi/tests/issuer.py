"""Signs tokens as the application does, for tests.

`CLIENT_TOKEN_KEY=… python -m tests.issuer SCOPE ...` prints a token with these scopes, for a day.
"""

import os
import secrets
import sys
from datetime import timedelta
from typing import Self

import jwt

from app import clock

NAME = "Redocly Cafe"


class Issuer:
    def __init__(self, key: str) -> None:
        self.key = key

    @classmethod
    def with_new_key(cls) -> Self:
        return cls(secrets.token_urlsafe(32))

    def issue(self, *scopes: str, lifetime_minutes: int = 5, **claims: str) -> str:
        content = self._claims(*scopes, lifetime_minutes=lifetime_minutes) | claims
        return jwt.encode(content, self.key, "HS256")

    def issue_unsigned(self, *scopes: str) -> str:
        return jwt.encode(self._claims(*scopes, lifetime_minutes=5), "", "none")

    def _claims(self, *scopes: str, lifetime_minutes: int) -> dict[str, object]:
        expires_at = clock.now() + timedelta(minutes=lifetime_minutes)
        claims = {"iss": NAME, "aud": NAME, "sub": "somebody", "exp": expires_at}
        return claims | ({"scope": " ".join(scopes)} if scopes else {})


def main() -> None:
    issuer = Issuer(os.environ["CLIENT_TOKEN_KEY"])
    sys.stdout.write(f"{issuer.issue(*sys.argv[1:], lifetime_minutes=24 * 60)}\n")


if __name__ == "__main__":
    main()
