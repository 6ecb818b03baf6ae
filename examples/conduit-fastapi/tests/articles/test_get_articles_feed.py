import pytest
from httpx import AsyncClient

from tests.api import (
    WITHOUT_ACCESS,
    assert_invalid,
    assert_unauthorized,
    create_article,
    create_article_favorite,
    create_user,
    follow_user_by_username,
    get_articles_feed,
    titles_of,
    unfollow_user_by_username,
    update_article,
)
from tests.conftest import Counting, SetClock


@pytest.mark.usefixtures("set_clock")
async def test_answers_articles_as_they_are(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    await create_article(
        client,
        author,
        title="First title",
        description="First description",
        body="First body",
        tag_list=["second tag", "first tag"],
    )

    response = await client.get("/articles/feed", headers=caller.headers)

    assert response.status_code == 200
    rows = response.json()["articles"]
    assert len(rows) == 1
    [answered] = rows
    assert answered == {
        "slug": "first-title",
        "title": "First title",
        "description": "First description",
        "tagList": ["first tag", "second tag"],
        "createdAt": "2026-01-02T03:04:05.678Z",
        "updatedAt": "2026-01-02T03:04:05.678Z",
        "favorited": False,
        "favoritesCount": 0,
        "author": {"username": author.username, "bio": "", "image": "", "following": True},
    }
    assert response.json()["articlesCount"] == 1


async def test_is_empty_where_there_are_no_articles(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    assert (await get_articles_feed(client, caller))["articles"] == []

    await create_article(client, author, title="First title")
    page = await get_articles_feed(client, caller)

    assert titles_of(page["articles"]) == ["First title"]
    assert page["articlesCount"] == 1


async def test_lists_the_newest_first(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    await create_article(client, author, title="First title")
    set_clock.advance(minutes=2)
    await create_article(client, author, title="Second title")
    set_clock.advance(minutes=-3)
    await create_article(client, author, title="Third title")

    page = await get_articles_feed(client, caller)

    assert titles_of(page["articles"]) == ["Second title", "First title", "Third title"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_the_last_made_first_of_articles_of_one_moment(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    await create_article(client, author, title="Second title")
    await create_article(client, author, title="Third title")
    await create_article(client, author, title="First title")

    page = await get_articles_feed(client, caller)

    assert titles_of(page["articles"]) == ["First title", "Third title", "Second title"]


async def test_keeps_the_order_when_an_article_changes(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    article = await create_article(client, author, title="First title")
    set_clock.advance(minutes=1)
    await create_article(client, author, title="Second title")
    set_clock.advance(minutes=1)
    await update_article(client, author, article["slug"], {"description": "Fourth description"})

    page = await get_articles_feed(client, caller)

    assert titles_of(page["articles"]) == ["Second title", "First title"]


async def test_lists_only_articles_of_those_whom_the_caller_follows(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    stranger = await create_user(client)
    await follow_user_by_username(client, stranger, caller.username)

    await create_article(client, author, title="First title")
    await create_article(client, stranger, title="Second title")
    await create_article(client, caller, title="Third title")

    page = await get_articles_feed(client, caller)

    assert titles_of(page["articles"]) == ["First title"]
    assert page["articlesCount"] == 1


async def test_differs_from_caller_to_caller(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    stranger = await create_user(client)
    await create_article(client, author, title="First title")

    page = await get_articles_feed(client, stranger)

    assert page["articles"] == []
    assert page["articlesCount"] == 0
    assert titles_of((await get_articles_feed(client, caller))["articles"]) == ["First title"]


async def test_forgets_those_whom_the_caller_no_longer_follows(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    await create_article(client, author, title="First title")
    assert titles_of((await get_articles_feed(client, caller))["articles"]) == ["First title"]

    await unfollow_user_by_username(client, caller, author.username)

    page = await get_articles_feed(client, caller)

    assert titles_of(page["articles"]) == []
    assert page["articlesCount"] == 0


@pytest.mark.usefixtures("set_clock")
async def test_divides_the_list_into_pages(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    for value in ["First title", "Second title", "Third title", "Fourth title", "Fifth title"]:
        await create_article(client, author, title=value)

    pages = [
        await get_articles_feed(client, caller, limit=2, offset=offset) for offset in (0, 2, 4, 5)
    ]

    assert [titles_of(page["articles"]) for page in pages] == [
        ["Fifth title", "Fourth title"],
        ["Third title", "Second title"],
        ["First title"],
        [],
    ]
    assert [page["articlesCount"] for page in pages] == [5] * 4


async def test_hides_no_article_when_one_is_made_between_two_pages(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    await create_article(client, author, title="First title")
    await create_article(client, author, title="Second title")
    await create_article(client, author, title="Third title")
    first = await get_articles_feed(client, caller, limit=2)

    await create_article(client, author, title="Fourth title")

    second = await get_articles_feed(client, caller, limit=2, offset=2)

    assert titles_of(first["articles"]) == ["Third title", "Second title"]
    assert titles_of(second["articles"]) == ["Second title", "First title"]
    assert second["articlesCount"] == 4


@pytest.mark.parametrize("offset", [2, 2**63 - 1, 2**63, 10**30])
async def test_lists_nothing_at_an_offset_beyond_the_end(client: AsyncClient, offset: int) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    await create_article(client, author, title="First title")
    await create_article(client, author, title="Second title")

    page = await get_articles_feed(client, caller, offset=offset)

    assert page["articles"] == []
    assert page["articlesCount"] == 2
    assert len((await get_articles_feed(client, caller))["articles"]) == 2


@pytest.mark.parametrize(
    ("parameter", "value"),
    [
        ("limit", "0"),
        ("limit", "-1"),
        ("limit", "many"),
        ("limit", "1.5"),
        ("offset", "-1"),
        ("offset", ""),
    ],
)
async def test_refuses_a_page_that_cannot_be(
    client: AsyncClient, parameter: str, value: str
) -> None:
    caller = await create_user(client)

    response = await client.get("/articles/feed", params={parameter: value}, headers=caller.headers)

    assert_invalid(response, parameter)


async def test_tells_each_caller_their_own_favorited(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    article = await create_article(client, author, title="First title")
    await create_article(client, author, title="Second title")
    await create_article_favorite(client, caller, article["slug"])

    rows = (await get_articles_feed(client, caller))["articles"]

    assert {row["title"]: row["favorited"] for row in rows} == {
        "First title": True,
        "Second title": False,
    }
    assert {row["title"]: row["favoritesCount"] for row in rows} == {
        "First title": 1,
        "Second title": 0,
    }


@pytest.mark.parametrize("headers", WITHOUT_ACCESS)
async def test_needs_a_token(client: AsyncClient, headers: dict[str, str]) -> None:
    response = await client.get("/articles/feed", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get("/articles/feed", headers=caller.headers)

    assert_unauthorized(response)


async def test_lists_20_articles_unless_asked(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    for number in range(21):
        await create_article(client, author, title=f"number {number}")

    page = await get_articles_feed(client, caller)

    assert len(page["articles"]) == 20
    assert page["articlesCount"] == 21


async def test_lists_at_most_100_articles(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)
    for number in range(101):
        await create_article(client, author, title=f"number {number}")

    pages = [await get_articles_feed(client, caller, limit=limit) for limit in (100, 101, 10**30)]

    assert [len(page["articles"]) for page in pages] == [100] * 3


async def test_sends_as_many_statements_for_50_articles_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await follow_user_by_username(client, caller, author.username)

    async def make_another() -> None:
        maker = await create_user(client)
        await create_article(client, maker, tag_list=[maker.username])
        await follow_user_by_username(client, caller, maker.username)

    await make_another()
    with counting_statements() as for_one:
        assert len((await get_articles_feed(client, caller, limit=50))["articles"]) == 1

    for _ in range(49):
        await make_another()

    with counting_statements() as for_many:
        assert len((await get_articles_feed(client, caller, limit=50))["articles"]) == 50

    assert len(for_many) == len(for_one)
