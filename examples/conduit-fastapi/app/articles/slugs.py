import re
import secrets
import unicodedata

MAX_LENGTH = 80
ATTEMPTS = 5
# Paths that stand where a slug could.
RESERVED = frozenset({"feed"})


def slugify(text: str) -> str:
    """Make a slug of the letters and digits that ASCII has a form of, or a random one."""
    ascii_text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_text.lower()).strip("-")[:MAX_LENGTH].rstrip("-")
    if slug in RESERVED:
        return with_suffix(slug)
    return slug or secrets.token_hex(8)


def with_suffix(slug: str) -> str:
    suffix = f"-{secrets.token_hex(4)}"
    return slug[: MAX_LENGTH - len(suffix)].rstrip("-") + suffix
