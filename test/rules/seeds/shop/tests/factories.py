import factory
from django.contrib.auth import get_user_model

from catalogue.models import Author, Book
from orders.models import Line, Order


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()

    username = factory.Sequence(lambda number: f"reader-{number}")


class AuthorFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Author

    name = factory.Faker("name")
    country = "nl"


class BookFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Book

    isbn = factory.Sequence(lambda number: f"{number:013d}")
    title = factory.Faker("sentence")
    author = factory.SubFactory(AuthorFactory)
    pages = 100
    published = "2024-01-31"


class OrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Order

    number = factory.Sequence(lambda number: f"order-{number}")
    buyer = factory.SubFactory(UserFactory)


class LineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Line

    order = factory.SubFactory(OrderFactory)
    book = factory.SubFactory(BookFactory)
    price = 10
