import re
import secrets
import unicodedata

MAX_LENGTH = 80
# Static paths beside /articles/{slug}.
RESERVED = frozenset({"feed"})


def slugify(title: str) -> str:
    """Keep the letters and digits that have a form in ASCII; make one up where there are none."""
    ascii_title = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_title.lower()).strip("-")[:MAX_LENGTH].rstrip("-")
    if slug in RESERVED:
        return with_suffix(slug)
    return slug or secrets.token_hex(8)


def with_suffix(slug: str) -> str:
    suffix = f"-{secrets.token_hex(4)}"
    return slug[: MAX_LENGTH - len(suffix)].rstrip("-") + suffix
