import re
from dataclasses import dataclass

from fastapi import Response


@dataclass(frozen=True, slots=True)
class SentContent:
    content: bytes
    media_type: str


def answer_file(content: bytes, media_type: str) -> Response:
    """Answer bytes that somebody sent: no browser shall take them for more than they are."""
    return Response(
        content,
        media_type=media_type,
        headers={"X-Content-Type-Options": "nosniff", "Vary": "Accept"},
    )


def choose_type(accept: str, *offered: str) -> str:
    """Choose what a caller would rather have; the first where nothing fits."""
    qualities = dict(map(read_range, accept.split(",")))

    def quality(media_type: str) -> float:
        ranges = (media_type, f"{media_type.partition('/')[0]}/*", "*/*")
        return next((qualities[name] for name in ranges if name in qualities), 0)

    return max(offered, key=quality)


def read_range(text: str) -> tuple[str, float]:
    name, _, parameters = text.partition(";")
    quality = re.search(r"\bq=([01](?:\.\d{0,3})?)", parameters)
    return name.strip().lower(), float(quality[1]) if quality else 1
