from httpx import AsyncClient

from tests.api import (
    assert_refused,
    assert_unauthorized,
    comment,
    follow,
    list_comments,
    publish,
    register,
)
from tests.conftest import Counting, SetClock


async def test_answers_the_comments_of_the_article(
    client: AsyncClient, set_clock: SetClock
) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    other_slug = (await publish(client, author))["slug"]
    stored = await comment(client, author, slug, body="First!")
    await comment(client, author, other_slug)
    set_clock.advance(hours=1)

    response = await client.get(f"/articles/{slug}/comments")

    assert response.status_code == 200
    assert response.json() == {
        "comments": [
            {
                "id": stored["id"],
                "createdAt": "2026-01-02T03:04:05.678Z",
                "updatedAt": "2026-01-02T03:04:05.678Z",
                "body": "First!",
                "author": {
                    "username": author.username,
                    "bio": "",
                    "image": "",
                    "following": False,
                },
            }
        ]
    }


async def test_is_empty_where_nobody_commented(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    assert await list_comments(client, slug) == []

    stored = await comment(client, author, slug)

    assert await list_comments(client, slug) == [stored]


async def test_lists_the_oldest_first(client: AsyncClient, set_clock: SetClock) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    for body, minutes in (("Middle", 0), ("Newest", 2), ("Oldest", -3), ("Oldest too", 0)):
        set_clock.advance(minutes=minutes)
        await comment(client, author, slug, body=body)

    comments = await list_comments(client, slug)

    assert [stored["body"] for stored in comments] == ["Oldest", "Oldest too", "Middle", "Newest"]


async def test_lists_every_comment(client: AsyncClient) -> None:
    author = await register(client)
    slug = (await publish(client, author))["slug"]
    bodies = [str(number) for number in range(25)]
    for body in bodies:
        await comment(client, author, slug, body=body)

    comments = await list_comments(client, slug)

    assert [stored["body"] for stored in comments] == bodies


async def test_tells_each_viewer_which_authors_they_follow(client: AsyncClient) -> None:
    followed = await register(client)
    viewer = await register(client)
    slug = (await publish(client, viewer))["slug"]
    await comment(client, followed, slug)
    await comment(client, viewer, slug)
    await follow(client, viewer, followed)

    seen = await list_comments(client, slug, viewer)
    seen_by_nobody = await list_comments(client, slug)

    assert [stored["author"]["following"] for stored in seen] == [True, False]
    assert [stored["author"]["following"] for stored in seen_by_nobody] == [False, False]


async def test_knows_no_article_of_another_slug(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.get(f"/articles/{slug}x/comments")

    assert_refused(response, 404, "article not found")


async def test_refuses_an_invalid_token(client: AsyncClient) -> None:
    slug = (await publish(client, await register(client)))["slug"]

    response = await client.get(
        f"/articles/{slug}/comments", headers={"Authorization": "Token nonsense"}
    )

    assert_unauthorized(response)


async def test_refuses_a_slug_with_nul(client: AsyncClient) -> None:
    response = await client.get("/articles/slug%00/comments")

    assert_refused(response, 422, "slug: must not contain NUL or lone surrogates")


async def test_asks_the_database_as_often_for_many_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    viewer = await register(client)
    slug = (await publish(client, viewer))["slug"]

    async def comment_again() -> None:
        author = await register(client)
        await comment(client, author, slug)
        await follow(client, viewer, author)

    await comment_again()
    with counting_statements() as for_one:
        assert len(await list_comments(client, slug, viewer)) == 1
    for _ in range(49):
        await comment_again()

    with counting_statements() as for_many:
        assert len(await list_comments(client, slug, viewer)) == 50

    assert len(for_many) == len(for_one)
