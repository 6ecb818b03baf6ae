import pytest
from httpx import AsyncClient

from tests.api import (
    MALFORMED_CREDENTIALS,
    assert_invalid,
    assert_unauthorized,
    create_article,
    create_article_favorite,
    create_user,
    follow_user_by_username,
    get_articles,
    tag_lists_of,
    titles_of,
    update_article,
)
from tests.conftest import Counting, SetClock


@pytest.mark.usefixtures("set_clock")
async def test_answers_articles_as_they_are(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(
        client,
        author,
        title="First title",
        description="First description",
        body="First body",
        tag_list=["second tag", "first tag"],
    )

    response = await client.get("/articles")

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
        "author": {"username": author.username, "bio": "", "image": "", "following": False},
    }
    assert response.json()["articlesCount"] == 1


async def test_is_empty_where_there_are_no_articles(client: AsyncClient) -> None:
    author = await create_user(client)
    assert (await get_articles(client))["articles"] == []

    await create_article(client, author, title="First title")
    page = await get_articles(client)

    assert titles_of(page["articles"]) == ["First title"]
    assert page["articlesCount"] == 1


async def test_lists_the_newest_first(client: AsyncClient, set_clock: SetClock) -> None:
    author = await create_user(client)
    await create_article(client, author, title="First title")
    set_clock.advance(minutes=2)
    await create_article(client, author, title="Second title")
    set_clock.advance(minutes=-3)
    await create_article(client, author, title="Third title")

    page = await get_articles(client)

    assert titles_of(page["articles"]) == ["Second title", "First title", "Third title"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_the_last_made_first_of_articles_of_one_moment(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author, title="Second title")
    await create_article(client, author, title="Third title")
    await create_article(client, author, title="First title")

    page = await get_articles(client)

    assert titles_of(page["articles"]) == ["First title", "Third title", "Second title"]


async def test_keeps_the_order_when_an_article_changes(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await create_user(client)
    article = await create_article(client, author, title="First title")
    set_clock.advance(minutes=1)
    await create_article(client, author, title="Second title")
    set_clock.advance(minutes=1)
    await update_article(client, author, article["slug"], {"description": "Fourth description"})

    page = await get_articles(client)

    assert titles_of(page["articles"]) == ["Second title", "First title"]


async def test_filters_by_tag(client: AsyncClient) -> None:
    author = await create_user(client)

    await create_article(client, author, title="First title", tag_list=["second tag", "first tag"])
    await create_article(client, author, title="Second title", tag_list=["second tag"])
    await create_article(client, author, title="Third title", tag_list=["second tag", "first tag"])

    page = await get_articles(client, tag="first tag")

    assert titles_of(page["articles"]) == ["Third title", "First title"]
    assert page["articlesCount"] == 2


async def test_filters_by_author(client: AsyncClient) -> None:
    author = await create_user(client)
    stranger = await create_user(client)

    await create_article(client, author, title="First title")
    await create_article(client, stranger, title="Second title")
    await create_article(client, author, title="Third title")

    page = await get_articles(client, author=author.username)

    assert titles_of(page["articles"]) == ["Third title", "First title"]
    assert page["articlesCount"] == 2


async def test_filters_by_favorited(client: AsyncClient) -> None:
    author = await create_user(client)
    reader = await create_user(client)
    other = await create_user(client)

    article = await create_article(client, author, title="First title")
    await create_article_favorite(client, reader, article["slug"])
    article = await create_article(client, author, title="Second title")
    await create_article_favorite(client, other, article["slug"])
    article = await create_article(client, author, title="Third title")
    await create_article_favorite(client, reader, article["slug"])

    page = await get_articles(client, favorited=reader.username)

    assert titles_of(page["articles"]) == ["Third title", "First title"]
    assert page["articlesCount"] == 2


async def test_lists_only_what_passes_every_filter(client: AsyncClient) -> None:
    author = await create_user(client)
    stranger = await create_user(client)
    reader = await create_user(client)
    other = await create_user(client)

    article = await create_article(
        client, author, title="First title", tag_list=["second tag", "first tag"]
    )
    await create_article_favorite(client, reader, article["slug"])
    article = await create_article(client, author, title="Second title", tag_list=["second tag"])
    await create_article_favorite(client, reader, article["slug"])
    article = await create_article(
        client, stranger, title="Third title", tag_list=["second tag", "first tag"]
    )
    await create_article_favorite(client, reader, article["slug"])
    article = await create_article(
        client, author, title="Fourth title", tag_list=["second tag", "first tag"]
    )
    await create_article_favorite(client, other, article["slug"])

    page = await get_articles(
        client, tag="first tag", author=author.username, favorited=reader.username
    )

    assert titles_of(page["articles"]) == ["First title"]
    assert page["articlesCount"] == 1


async def test_shows_all_of_tag_list_where_it_filters_by_tag(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(
        client, author, title="First title", tag_list=["second tag", "first tag", "third tag"]
    )

    page = await get_articles(client, tag="first tag")

    assert tag_lists_of(page["articles"]) == [["first tag", "second tag", "third tag"]]


async def test_divides_a_filtered_list_into_pages(client: AsyncClient) -> None:
    author = await create_user(client)

    await create_article(client, author, title="First title", tag_list=["second tag", "first tag"])
    await create_article(client, author, title="Second title", tag_list=["second tag"])
    await create_article(client, author, title="Third title", tag_list=["second tag", "first tag"])
    await create_article(client, author, title="Fourth title", tag_list=["second tag"])
    await create_article(client, author, title="Fifth title", tag_list=["second tag", "first tag"])

    page = await get_articles(client, tag="first tag", limit=1, offset=1)

    assert titles_of(page["articles"]) == ["Third title"]
    assert page["articlesCount"] == 3


@pytest.mark.parametrize("value", ["nobody", "", "%", "' OR 1=1 --"])
@pytest.mark.parametrize("parameter", ["tag", "author", "favorited"])
async def test_lists_nothing_where_nothing_matches(
    client: AsyncClient, value: str, parameter: str
) -> None:
    author = await create_user(client)
    reader = await create_user(client)
    article = await create_article(
        client, author, title="First title", tag_list=["second tag", "first tag"]
    )
    await create_article_favorite(client, reader, article["slug"])

    page = await get_articles(client, None, **{parameter: value})

    assert page["articles"] == []
    assert page["articlesCount"] == 0
    assert titles_of((await get_articles(client))["articles"]) == ["First title"]


@pytest.mark.parametrize(
    ("parameter", "value"), [("tag", "nul\0"), ("author", "nul\0"), ("favorited", "nul\0")]
)
async def test_refuses_a_filter_that_nothing_can_match(
    client: AsyncClient, parameter: str, value: str
) -> None:
    response = await client.get("/articles", params={parameter: value})

    assert_invalid(response, parameter)


@pytest.mark.usefixtures("set_clock")
async def test_divides_the_list_into_pages(client: AsyncClient) -> None:
    author = await create_user(client)
    for value in ["First title", "Second title", "Third title", "Fourth title", "Fifth title"]:
        await create_article(client, author, title=value)

    pages = [await get_articles(client, limit=2, offset=offset) for offset in (0, 2, 4, 5)]

    assert [titles_of(page["articles"]) for page in pages] == [
        ["Fifth title", "Fourth title"],
        ["Third title", "Second title"],
        ["First title"],
        [],
    ]
    assert [page["articlesCount"] for page in pages] == [5] * 4


async def test_hides_no_article_when_one_is_made_between_two_pages(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author, title="First title")
    await create_article(client, author, title="Second title")
    await create_article(client, author, title="Third title")
    first = await get_articles(client, limit=2)

    await create_article(client, author, title="Fourth title")

    second = await get_articles(client, limit=2, offset=2)

    assert titles_of(first["articles"]) == ["Third title", "Second title"]
    assert titles_of(second["articles"]) == ["Second title", "First title"]
    assert second["articlesCount"] == 4


@pytest.mark.parametrize("offset", [2, 2**63 - 1, 2**63, 10**30])
async def test_lists_nothing_at_an_offset_beyond_the_end(client: AsyncClient, offset: int) -> None:
    author = await create_user(client)
    await create_article(client, author, title="First title")
    await create_article(client, author, title="Second title")

    page = await get_articles(client, offset=offset)

    assert page["articles"] == []
    assert page["articlesCount"] == 2
    assert len((await get_articles(client))["articles"]) == 2


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
    response = await client.get("/articles", params={parameter: value})

    assert_invalid(response, parameter)


async def test_tells_each_caller_their_own_favorited(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    article = await create_article(client, author, title="First title")
    await create_article(client, author, title="Second title")
    await create_article_favorite(client, caller, article["slug"])

    rows = (await get_articles(client, caller))["articles"]

    assert {row["title"]: row["favorited"] for row in rows} == {
        "First title": True,
        "Second title": False,
    }
    assert {row["title"]: row["favoritesCount"] for row in rows} == {
        "First title": 1,
        "Second title": 0,
    }
    assert not any(row["favorited"] for row in (await get_articles(client))["articles"])


async def test_tells_each_caller_their_own_following_of_each_author(client: AsyncClient) -> None:
    author = await create_user(client)
    caller = await create_user(client)
    await create_article(client, author, title="First title")
    await create_article(client, caller, title="Second title")
    await follow_user_by_username(client, caller, author.username)

    rows = (await get_articles(client, caller))["articles"]

    assert {row["title"]: row["author"]["following"] for row in rows} == {
        "First title": True,
        "Second title": False,
    }


@pytest.mark.parametrize("headers", MALFORMED_CREDENTIALS)
async def test_refuses_a_token_that_is_malformed(
    client: AsyncClient, headers: dict[str, str]
) -> None:
    response = await client.get("/articles", headers=headers)

    assert_unauthorized(response)


async def test_refuses_an_expired_token(client: AsyncClient, set_clock: SetClock) -> None:
    caller = await create_user(client)
    set_clock.advance(hours=1)

    response = await client.get("/articles", headers=caller.headers)

    assert_unauthorized(response)


async def test_lists_20_articles_unless_asked(client: AsyncClient) -> None:
    author = await create_user(client)
    for number in range(21):
        await create_article(client, author, title=f"number {number}")

    page = await get_articles(client)

    assert len(page["articles"]) == 20
    assert page["articlesCount"] == 21


async def test_lists_at_most_100_articles(client: AsyncClient) -> None:
    author = await create_user(client)
    for number in range(101):
        await create_article(client, author, title=f"number {number}")

    pages = [await get_articles(client, limit=limit) for limit in (100, 101, 10**30)]

    assert [len(page["articles"]) for page in pages] == [100] * 3


async def test_sends_as_many_statements_for_50_articles_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    caller = await create_user(client)

    async def make_another() -> None:
        maker = await create_user(client)
        await create_article(client, maker, tag_list=[maker.username])

    await make_another()
    with counting_statements() as for_one:
        assert len((await get_articles(client, caller, limit=50))["articles"]) == 1

    for _ in range(49):
        await make_another()

    with counting_statements() as for_many:
        assert len((await get_articles(client, caller, limit=50))["articles"]) == 50

    assert len(for_many) == len(for_one)
