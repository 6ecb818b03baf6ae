import pytest
from httpx import AsyncClient

from tests.api import (
    Account,
    assert_refused,
    assert_unauthorized,
    favorite,
    follow,
    list_articles,
    publish,
    register,
    titles_of,
)
from tests.conftest import Counting, SetClock


async def test_answers_an_article_without_its_body(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await register(client)
    await publish(client, author, title="Listed", description="d", tag_list=["b", "a"])
    set_clock.advance(hours=1)

    response = await client.get("/articles")

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
                    "following": False,
                },
            }
        ],
        "articlesCount": 1,
    }


async def test_is_empty_where_nobody_published(client: AsyncClient) -> None:
    author = await register(client)
    assert await list_articles(client) == {"articles": [], "articlesCount": 0}

    await publish(client, author, title="First")

    assert titles_of(await list_articles(client)) == ["First"]


async def test_lists_the_newest_first(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    for title, minutes in (("Middle", 0), ("Newest", 2), ("Oldest", -3)):
        set_clock.advance(minutes=minutes)
        await publish(client, author, title=title)

    page = await list_articles(client)

    assert titles_of(page) == ["Newest", "Middle", "Oldest"]


@pytest.mark.usefixtures("set_clock")
async def test_lists_the_last_stored_first_of_those_of_one_moment(client: AsyncClient) -> None:
    author = await register(client)
    for title in ("B", "C", "A"):
        await publish(client, author, title=title, tag_list=["tag"])

    assert titles_of(await list_articles(client)) == ["A", "C", "B"]
    assert titles_of(await list_articles(client, tag="tag")) == ["A", "C", "B"]


async def test_keeps_the_order_when_an_article_changes(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await register(client)
    slug = (await publish(client, author, title="Old"))["slug"]
    set_clock.advance(minutes=1)
    await publish(client, author, title="New")
    set_clock.advance(minutes=1)
    changes = {"article": {"body": "changed"}}
    await client.put(f"/articles/{slug}", json=changes, headers=author.headers)

    page = await list_articles(client)

    assert titles_of(page) == ["New", "Old"]


async def test_tells_each_viewer_what_they_favorited(client: AsyncClient) -> None:
    author = await register(client)
    reader = await register(client)
    slug = (await publish(client, author, title="Favorite"))["slug"]
    await publish(client, author, title="Other")
    await favorite(client, reader, slug)

    async def favorited_by(viewer: Account | None) -> dict[str, bool]:
        page = await list_articles(client, viewer)
        return {article["title"]: article["favorited"] for article in page["articles"]}

    assert await favorited_by(reader) == {"Favorite": True, "Other": False}
    assert await favorited_by(author) == {"Favorite": False, "Other": False}
    assert await favorited_by(None) == {"Favorite": False, "Other": False}


async def test_counts_the_favorites_of_each_article(client: AsyncClient) -> None:
    author = await register(client)
    reader = await register(client)
    once = (await publish(client, author, title="Once"))["slug"]
    twice = (await publish(client, author, title="Twice"))["slug"]
    await publish(client, author, title="Never")
    for viewer, slug in ((author, once), (author, twice), (reader, twice)):
        await favorite(client, viewer, slug)

    page = await list_articles(client)

    counts = {article["title"]: article["favoritesCount"] for article in page["articles"]}
    assert counts == {"Once": 1, "Twice": 2, "Never": 0}


async def test_tells_each_viewer_which_authors_they_follow(client: AsyncClient) -> None:
    followed = await register(client)
    other = await register(client)
    viewer = await register(client)
    await publish(client, followed, title="Followed")
    await publish(client, other, title="Other")
    await follow(client, viewer, followed)

    page = await list_articles(client, viewer)
    anonymous_page = await list_articles(client)

    following = {article["title"]: article["author"]["following"] for article in page["articles"]}
    assert following == {"Followed": True, "Other": False}
    assert [article["author"]["following"] for article in anonymous_page["articles"]] == [False] * 2


async def test_tells_a_viewer_about_their_own_articles(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author)

    page = await list_articles(client, author)

    assert page["articles"][0]["author"] == {
        "username": author.username,
        "bio": "",
        "image": "",
        "following": False,
    }


async def test_filters_by_tag(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, title="First", tag_list=["wanted", "other"])
    await publish(client, author, title="Second", tag_list=["other"])
    await publish(client, author, title="Third", tag_list=["another", "wanted"])
    await publish(client, author, title="Fourth", tag_list=["Wanted", "wanted more"])

    page = await list_articles(client, tag="wanted")

    assert titles_of(page) == ["Third", "First"]
    assert page["articlesCount"] == 2


async def test_lists_all_the_tags_of_what_it_filters_by_tag(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, tag_list=["b", "wanted", "a"])

    page = await list_articles(client, tag="wanted")

    assert page["articles"][0]["tagList"] == ["b", "wanted", "a"]


async def test_filters_by_author(client: AsyncClient) -> None:
    author = await register(client)
    other = await register(client)
    await publish(client, author, title="First")
    await publish(client, other, title="Second")
    await publish(client, author, title="Third")

    page = await list_articles(client, author=author.username)

    assert titles_of(page) == ["Third", "First"]
    assert page["articlesCount"] == 2


async def test_filters_by_who_favorited(client: AsyncClient) -> None:
    author = await register(client)
    reader = await register(client)
    first = (await publish(client, author, title="First"))["slug"]
    second = (await publish(client, author, title="Second"))["slug"]
    third = (await publish(client, author, title="Third"))["slug"]
    for viewer, slug in ((reader, third), (author, second), (reader, first), (author, first)):
        await favorite(client, viewer, slug)

    page = await list_articles(client, favorited=reader.username)

    assert titles_of(page) == ["Third", "First"]
    assert page["articlesCount"] == 2


async def test_passes_only_what_every_filter_passes(client: AsyncClient) -> None:
    author = await register(client)
    other = await register(client)
    reader = await register(client)
    for title, writer, tags, readers in (
        ("All", author, ["wanted"], [reader, other]),
        ("No tag", author, [], [reader]),
        ("Another author", other, ["wanted"], [reader]),
        ("Another reader", author, ["wanted"], [other]),
    ):
        article = await publish(client, writer, title=title, tag_list=tags)
        for viewer in readers:
            await favorite(client, viewer, article["slug"])

    page = await list_articles(
        client, tag="wanted", author=author.username, favorited=reader.username
    )

    assert titles_of(page) == ["All"]
    assert page["articlesCount"] == 1


@pytest.mark.parametrize("name", ["tag", "author", "favorited"])
@pytest.mark.parametrize("value", ["nobody", "", "%", "' OR 1=1 --"])
async def test_passes_nothing_where_nothing_matches(
    client: AsyncClient, name: str, value: str
) -> None:
    author = await register(client)
    await favorite(client, author, (await publish(client, author))["slug"])
    assert (await list_articles(client))["articlesCount"] == 1

    page = await list_articles(client, None, **{name: value})

    assert page == {"articles": [], "articlesCount": 0}


async def test_lists_twenty_unless_asked(client: AsyncClient) -> None:
    author = await register(client)
    for number in range(21):
        await publish(client, author, title=str(number))

    page = await list_articles(client)

    assert titles_of(page) == [str(number) for number in range(20, 0, -1)]
    assert page["articlesCount"] == 21


async def test_lists_at_most_a_hundred(client: AsyncClient) -> None:
    author = await register(client)
    for number in range(101):
        await publish(client, author, title=str(number), tag_list=[])

    pages = [await list_articles(client, limit=limit) for limit in (100, 101, 10**30)]

    newest = [str(number) for number in range(100, 0, -1)]
    assert [titles_of(page) for page in pages] == [newest, newest, newest]


async def test_divides_the_list_into_pages(client: AsyncClient) -> None:
    author = await register(client)
    for title in ("1", "2", "3", "4", "5"):
        await publish(client, author, title=title)

    pages = [await list_articles(client, limit=2, offset=offset) for offset in (0, 2, 4, 5)]

    assert [titles_of(page) for page in pages] == [["5", "4"], ["3", "2"], ["1"], []]
    assert [page["articlesCount"] for page in pages] == [5, 5, 5, 5]


async def test_divides_a_filtered_list_into_pages(client: AsyncClient) -> None:
    author = await register(client)
    for title, tag in (("1", "a"), ("2", "b"), ("3", "a"), ("4", "b"), ("5", "a")):
        await publish(client, author, title=title, tag_list=[tag])

    page = await list_articles(client, tag="a", limit=1, offset=1)

    assert titles_of(page) == ["3"]
    assert page["articlesCount"] == 3


async def test_moves_the_next_page_by_what_was_published_between(client: AsyncClient) -> None:
    author = await register(client)
    for title in ("1", "2", "3"):
        await publish(client, author, title=title)
    first = await list_articles(client, limit=2)
    await publish(client, author, title="4")

    second = await list_articles(client, limit=2, offset=2)

    assert titles_of(first) == ["3", "2"]
    assert titles_of(second) == ["2", "1"]
    assert second["articlesCount"] == 4


@pytest.mark.parametrize("offset", [2**63 - 1, 2**63, 10**30])
async def test_has_nothing_at_a_huge_offset(client: AsyncClient, offset: int) -> None:
    await publish(client, await register(client))

    page = await list_articles(client, offset=offset)

    assert page == {"articles": [], "articlesCount": 1}


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=0", "limit: input should be greater than or equal to 1"),
        ("limit=-1", "limit: input should be greater than or equal to 1"),
        ("offset=-1", "offset: input should be greater than or equal to 0"),
        (
            "limit=many",
            "limit: input should be a valid integer, unable to parse string as an integer",
        ),
        (
            "offset=",
            "offset: input should be a valid integer, unable to parse string as an integer",
        ),
        ("tag=%00", "tag: must not contain NUL or lone surrogates"),
        ("author=%00", "author: must not contain NUL or lone surrogates"),
        ("favorited=%00", "favorited: must not contain NUL or lone surrogates"),
    ],
)
async def test_refuses_an_invalid_parameter(client: AsyncClient, query: str, message: str) -> None:
    response = await client.get(f"/articles?{query}")

    assert_refused(response, 422, message)


async def test_refuses_an_invalid_token(client: AsyncClient) -> None:
    response = await client.get("/articles", headers={"Authorization": "Token nonsense"})

    assert_unauthorized(response)


async def test_asks_the_database_as_often_for_many_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    viewer = await register(client)

    async def publish_another() -> None:
        author = await register(client)
        slug = (await publish(client, author))["slug"]
        await favorite(client, viewer, slug)
        await follow(client, viewer, author)

    await publish_another()
    with counting_statements() as for_one:
        assert len(titles_of(await list_articles(client, viewer, limit=50))) == 1
    for _ in range(49):
        await publish_another()

    with counting_statements() as for_many:
        assert len(titles_of(await list_articles(client, viewer, limit=50))) == 50

    assert len(for_many) == len(for_one)
