import pytest
from django.urls import reverse

from catalogue.imports import find_books, read_pages
from catalogue.models import Book

from .factories import AuthorFactory, BookFactory


def new_book(author):
    return {"isbn": "9780000000001", "title": "On Rain", "author": author.pk, "pages": 90, "published": "2024-05-01"}


def test_lists_authors(api):
    author = AuthorFactory()
    answer = api.get(reverse("author-list"))
    assert [row["name"] for row in answer.json()["results"]] == [author.name]


def test_shows_an_author(api):
    author = AuthorFactory()
    assert api.get(reverse("author-detail", args=[author.pk])).json()["country"] == "nl"


def test_lists_books_in_a_few_queries(api, django_assert_max_num_queries):
    BookFactory.create_batch(3)
    with django_assert_max_num_queries(4):
        answer = api.get(reverse("book-list"))
    assert answer.json()["count"] == 3


def test_creates_a_book(api):
    answer = api.post(reverse("book-list"), new_book(AuthorFactory()))
    assert answer.status_code == 201
    assert Book.objects.get().title == "On Rain"


def test_shows_changes_and_deletes_a_book(api):
    book = BookFactory()
    place = reverse("book-detail", args=[book.pk])
    assert api.get(place).json()["isbn"] == book.isbn
    assert api.put(place, new_book(book.author)).status_code == 200
    assert api.patch(place, {"pages": 7}).json()["pages"] == 7
    assert api.delete(place).status_code == 204
    assert not Book.objects.exists()


@pytest.mark.django_db
def test_finds_books_by_number():
    book = BookFactory()
    assert find_books([book.isbn, "unknown"]) == [book]


def test_reads_numbers_of_pages():
    assert read_pages("12") == 12
    assert read_pages("many") is None
