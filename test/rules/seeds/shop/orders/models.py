from django.conf import settings
from django.db import models

from catalogue.models import Book


class OrderQuerySet(models.QuerySet):
    def of(self, buyer) -> "OrderQuerySet":
        return self.filter(buyer=buyer)


class Order(models.Model):
    class State(models.TextChoices):
        OPEN = "open", "Open"
        PAID = "paid", "Paid"
        SENT = "sent", "Sent"

    number = models.CharField(max_length=20, unique=True)
    buyer = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="orders")
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    note = models.TextField(blank=True)
    made_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True)

    objects = OrderQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["state", "made_at"], name="order_state_made_at")]

    def __str__(self) -> str:
        return self.number


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    book = models.ForeignKey(Book, on_delete=models.PROTECT, related_name="+")
    count = models.PositiveIntegerField(default=1)
    price = models.DecimalField(max_digits=9, decimal_places=2)

    def __str__(self) -> str:
        return f"{self.count} × {self.price}"
