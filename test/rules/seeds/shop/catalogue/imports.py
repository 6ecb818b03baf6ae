import logging
from collections.abc import Iterable

from .models import Book

logger = logging.getLogger(__name__)


def find_books(numbers: Iterable[str]) -> list[Book]:
    """The books with these numbers, in their order; numbers that nobody knows are left out."""
    known = Book.objects.in_bulk(list(numbers), field_name="isbn")
    return [known[number] for number in numbers if number in known]


def read_pages(text: str) -> int | None:
    try:
        return int(text)
    except ValueError:
        logger.warning("no number of pages: %r", text)
        return None
