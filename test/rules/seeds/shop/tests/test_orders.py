from unittest.mock import patch

from django.core import mail
from django.urls import reverse

from orders.models import Order
from orders.services import titles_of
from orders.tasks import send_confirmation

from .factories import BookFactory, LineFactory, OrderFactory


def test_lists_own_orders(api, user):
    own = OrderFactory(buyer=user)
    OrderFactory()
    answer = api.get(reverse("order-list"))
    assert [row["number"] for row in answer.json()["results"]] == [own.number]


def test_places_an_order(api, user, django_capture_on_commit_callbacks):
    with patch("orders.services.send_confirmation.delay") as sent, django_capture_on_commit_callbacks(execute=True):
        answer = api.post(reverse("order-list"), {"note": "quickly"})
    assert answer.status_code == 201
    sent.assert_called_once_with(Order.objects.get(buyer=user).pk)


def test_shows_an_order(api, user):
    order = OrderFactory(buyer=user)
    assert api.get(reverse("order-detail", args=[order.pk])).json()["state"] == "open"


def test_adds_a_line(api, user):
    order = OrderFactory(buyer=user)
    answer = api.post(reverse("order-lines", args=[order.pk]), {"isbn": BookFactory().isbn, "count": 2})
    assert answer.status_code == 201
    assert order.lines.get().count == 2


def test_refuses_a_line_of_an_unknown_book(api, user):
    order = OrderFactory(buyer=user)
    answer = api.post(reverse("order-lines", args=[order.pk]), {"isbn": "0", "count": 2})
    assert answer.status_code == 404


def test_shows_a_page_of_orders(client, user):
    line = LineFactory(order__buyer=user)
    client.force_login(user)
    assert line.book.title in client.get(reverse("order-page")).content.decode()


def test_tells_titles(db):
    line = LineFactory()
    assert titles_of(line.order.buyer) == [line.book.title]


def test_confirms_once(db):
    order = OrderFactory()
    send_confirmation(order.pk)
    send_confirmation(order.pk)
    assert len(mail.outbox) == 1
