import { formatPython, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { issuesTokens, takesTokens } from "../outside/credentials.ts";
import { keepsSubjects } from "../outside/subjects.ts";

/** `tests/issuer.py`: a server that signs tokens, for tests and for a developer's own machine. The same in every project. */
export function emitIssuer({ domain }: Blueprint): readonly GeneratedFile[] {
  const text = takesTokens(domain)
    ? keepsSubjects(domain)
      ? issuerOfUsers
      : issuer
    : issuesTokens(domain)
      ? ownIssuer(domain.title.trim() || "api")
      : undefined;
  return text === undefined ? [] : [{ path: "tests/issuer.py", text: formatPython(text) }];
}

const issuer = `"""Signs tokens as another server would: for tests, and for a developer's own machine.

\`python -m tests.issuer KEY_FILE settings\` prints the settings that trust it, and
\`python -m tests.issuer KEY_FILE token SCOPE ...\` a token with these scopes, for a day.
"""

import json
import sys
from datetime import timedelta
from pathlib import Path
from typing import Self

import jwt
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)
from jwt.algorithms import ECAlgorithm

from app import clock

NAME = "https://issuer.example"
AUDIENCE = "https://api.example"
KEY_ID = "of-the-issuer"


class Issuer:
    def __init__(self, key: ec.EllipticCurvePrivateKey) -> None:
        self.key = key

    @classmethod
    def with_new_key(cls) -> Self:
        return cls(ec.generate_private_key(ec.SECP256R1()))

    @classmethod
    def with_key_in(cls, file: Path) -> Self:
        """Take the key that a file holds; where there is none, make one and keep it there."""
        if file.exists():
            key = load_pem_private_key(file.read_bytes(), None)
            assert isinstance(key, ec.EllipticCurvePrivateKey)
            return cls(key)
        issuer = cls.with_new_key()
        file.touch(mode=0o600)
        file.write_bytes(
            issuer.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        )
        return issuer

    @property
    def key_set(self) -> str:
        """What the tokens are verified with: a JWK Set, as JSON."""
        public = ECAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return json.dumps({"keys": [public | {"kid": KEY_ID}]})

    def issue(self, *scopes: str, lifetime_minutes: int = 5, **claims: str) -> str:
        content = self._claims(*scopes, lifetime_minutes=lifetime_minutes) | claims
        return jwt.encode(content, self.key, "ES256", {"kid": KEY_ID})

    def issue_unsigned(self, *scopes: str) -> str:
        return jwt.encode(self._claims(*scopes, lifetime_minutes=5), "", "none", {"kid": KEY_ID})

    def _claims(self, *scopes: str, lifetime_minutes: int) -> dict[str, object]:
        expires_at = clock.now() + timedelta(minutes=lifetime_minutes)
        claims = {"iss": NAME, "aud": AUDIENCE, "sub": "somebody", "exp": expires_at}
        return claims | ({"scope": " ".join(scopes)} if scopes else {})


def main() -> None:
    file, what, *scopes = sys.argv[1:]
    issuer = Issuer.with_key_in(Path(file))
    settings = {
        "TOKEN_ISSUER": NAME,
        "TOKEN_AUDIENCE": AUDIENCE,
        "TOKEN_KEY_SET": issuer.key_set,
    }
    lines = (
        [f"{name}={value}" for name, value in settings.items()]
        if what == "settings"
        else [issuer.issue(*scopes, lifetime_minutes=24 * 60)]
    )
    sys.stdout.write("".join(f"{line}\\n" for line in lines))


if __name__ == "__main__":
    main()
`;

const unsigned = "    def issue_unsigned(";

/** The same where rows belong to users: what tokens say of those is a test's to choose. */
const issuerOfUsers = issuer
  .replace("import sys\n", "import sys\nfrom collections.abc import Mapping\n")
  .replace(
    unsigned,
    `    def issue_saying(self, claims: Mapping[str, str | None], *scopes: str) -> str:
        """Issue a token with other claims than usual; one that is None is left out."""
        content = {**self._claims(*scopes, lifetime_minutes=5), **claims}
        said = {name: value for name, value in content.items() if value is not None}
        return jwt.encode(said, self.key, "ES256", {"kid": KEY_ID})

${unsigned}`,
  );

/** Signs tokens as the application itself does, from what RFC 9068 says and not with its code. */
const ownIssuer = (title: string): string => `"""Signs tokens as the application does, for tests.

\`CLIENT_TOKEN_KEY=… python -m tests.issuer SCOPE ...\` prints a token with these scopes, for a day.
"""

import os
import secrets
import sys
from datetime import timedelta
from typing import Self

import jwt

from app import clock

NAME = ${str(title).text}


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
    sys.stdout.write(f"{issuer.issue(*sys.argv[1:], lifetime_minutes=24 * 60)}\\n")


if __name__ == "__main__":
    main()
`;
