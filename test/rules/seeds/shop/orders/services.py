import uuid

from django.db import transaction

from catalogue.models import Book

from .models import Line, Order
from .tasks import send_confirmation


@transaction.atomic
def place_order(buyer, note: str) -> Order:
    """Makes an order, and has its buyer told of it once it is there for all."""
    order = Order.objects.create(buyer=buyer, number=uuid.uuid4().hex[:12], note=note)
    transaction.on_commit(lambda: send_confirmation.delay(order.pk))
    return order


def add_line(order: Order, isbn: str, count: int) -> Line | None:
    book = Book.objects.filter(isbn=isbn).first()
    return book and Line.objects.create(order=order, book=book, count=count, price=book.pages)


def titles_of(buyer) -> list[str]:
    orders = Order.objects.of(buyer).prefetch_related("lines__book")
    return [line.book.title for order in orders for line in order.lines.all()]
