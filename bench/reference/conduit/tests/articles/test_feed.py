import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_refused,
    assert_unauthorized,
    favorite,
    follow,
    list_feed,
    publish,
    register,
    titles_of,
)
from tests.conftest import Counting, SetClock


async def test_answers_an_article_without_its_body(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    await publish(client, author, title="Listed", description="d", tag_list=["b", "a"])
    set_clock.advance(minutes=1)

    response = await client.get("/articles/feed", headers=viewer.headers)

    assert response.status_code == 200
    assert response.json() == {
        "articles": [
            {
                "slug": "listed",
                "title": "Listed",
                "description": "d",
                "tagList": ["b", "a"],
                "createdAt": "2026-01-02T03:04:05.678Z",
                "updatedAt": "2026-01-02T03:04:05.678Z",
                "favorited": False,
                "favoritesCount": 0,
                "author": {
                    "username": author.username,
                    "bio": "",
                    "image": "",
                    "following": True,
                },
            }
        ],
        "articlesCount": 1,
    }


async def test_lists_only_articles_by_users_that_the_caller_follows(client: AsyncClient) -> None:
    followed = [await register(client), await register(client)]
    stranger = await register(client)
    viewer = await register(client)
    for author in followed:
        await follow(client, viewer, author)
    await follow(client, stranger, viewer)
    await publish(client, followed[0], title="First")
    await publish(client, stranger, title="Second")
    await publish(client, followed[1], title="Third")
    await publish(client, viewer, title="Fourth")

    page = await list_feed(client, viewer)

    assert titles_of(page) == ["Third", "First"]
    assert page["articlesCount"] == 2


async def test_differs_from_caller_to_caller(client: AsyncClient) -> None:
    author = await register(client)
    follower = await register(client)
    other = await register(client)
    await follow(client, follower, author)
    await publish(client, author, title="Followed")

    assert titles_of(await list_feed(client, follower)) == ["Followed"]
    assert await list_feed(client, other) == {"articles": [], "articlesCount": 0}


async def test_forgets_a_user_that_the_caller_no_longer_follows(client: AsyncClient) -> None:
    author = await register(client)
    viewer = await register(client)
    await publish(client, author, title="Followed")
    await follow(client, viewer, author)
    assert titles_of(await list_feed(client, viewer)) == ["Followed"]

    await client.delete(f"/profiles/{author.username}/follow", headers=viewer.headers)

    assert await list_feed(client, viewer) == {"articles": [], "articlesCount": 0}


async def test_tells_what_the_caller_favorited(client: AsyncClient) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    slug = (await publish(client, author, title="Favorite"))["slug"]
    await publish(client, author, title="Other")
    await favorite(client, viewer, slug)

    page = await list_feed(client, viewer)

    favorites = {
        article["title"]: (article["favorited"], article["favoritesCount"])
        for article in page["articles"]
    }
    assert favorites == {"Favorite": (True, 1), "Other": (False, 0)}


async def test_lists_the_newest_first(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    for title, minutes in (("Middle", 0), ("Newest", 2), ("Oldest", -3), ("Oldest too", 0)):
        set_clock.advance(minutes=minutes)
        await publish(client, author, title=title)

    page = await list_feed(client, viewer)

    assert titles_of(page) == ["Newest", "Middle", "Oldest too", "Oldest"]


async def test_lists_twenty_unless_asked(client: AsyncClient) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    for number in range(21):
        await publish(client, author, title=str(number))

    page = await list_feed(client, viewer)

    assert titles_of(page) == [str(number) for number in range(20, 0, -1)]
    assert page["articlesCount"] == 21


async def test_divides_the_list_into_pages(client: AsyncClient) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    for title in ("1", "2", "3", "4", "5"):
        await publish(client, author, title=title)

    pages = [await list_feed(client, viewer, limit=2, offset=offset) for offset in (0, 2, 4, 5)]

    assert [titles_of(page) for page in pages] == [["5", "4"], ["3", "2"], ["1"], []]
    assert [page["articlesCount"] for page in pages] == [5, 5, 5, 5]


async def test_moves_the_next_page_by_what_was_published_between(client: AsyncClient) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    for title in ("1", "2", "3"):
        await publish(client, author, title=title)
    first = await list_feed(client, viewer, limit=2)
    await publish(client, author, title="4")

    second = await list_feed(client, viewer, limit=2, offset=2)

    assert titles_of(first) == ["3", "2"]
    assert titles_of(second) == ["2", "1"]


async def test_has_nothing_at_a_huge_offset(client: AsyncClient) -> None:
    author = await register(client)
    viewer = await register(client)
    await follow(client, viewer, author)
    await publish(client, author)

    page = await list_feed(client, viewer, offset=2**63)

    assert page == {"articles": [], "articlesCount": 1}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=0", "limit: input should be greater than or equal to 1"),
        ("offset=-1", "offset: input should be greater than or equal to 0"),
        (
            "limit=many",
            "limit: input should be a valid integer, unable to parse string as an integer",
        ),
        (
            "offset=many",
            "offset: input should be a valid integer, unable to parse string as an integer",
        ),
    ],
)
async def test_refuses_an_invalid_parameter(client: AsyncClient, query: str, message: str) -> None:
    viewer = await register(client)

    response = await client.get(f"/articles/feed?{query}", headers=viewer.headers)

    assert_refused(response, 422, message)


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    assert_unauthorized(await client.get("/articles/feed", headers=headers))


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    viewer = await register(client)
    set_clock.advance(hours=1)

    assert_unauthorized(await client.get("/articles/feed", headers=viewer.headers))


async def test_asks_the_database_as_often_for_many_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    viewer = await register(client)

    async def publish_another() -> None:
        author = await register(client)
        await publish(client, author)
        await follow(client, viewer, author)

    await publish_another()
    with counting_statements() as for_one:
        assert len(titles_of(await list_feed(client, viewer, limit=50))) == 1
    for _ in range(49):
        await publish_another()

    with counting_statements() as for_many:
        assert len(titles_of(await list_feed(client, viewer, limit=50))) == 50

    assert len(for_many) == len(for_one)
