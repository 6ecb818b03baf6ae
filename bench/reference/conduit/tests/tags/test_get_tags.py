from httpx import AsyncClient

from tests.api import list_tags, publish, register
from tests.conftest import Counting


async def test_answers_the_tags_of_all_articles(client: AsyncClient) -> None:
    await publish(client, await register(client), tag_list=["dragons"])
    await publish(client, await register(client), tag_list=["training"])

    response = await client.get("/tags")

    assert response.status_code == 200
    assert response.json() == {"tags": ["dragons", "training"]}


async def test_is_empty_where_no_article_has_tags(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, tag_list=[])
    assert await list_tags(client) == []

    await publish(client, author, tag_list=["first"])

    assert await list_tags(client) == ["first"]


async def test_lists_each_tag_once(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, tag_list=["a", "b"])
    await publish(client, author, tag_list=["b", "c"])

    assert await list_tags(client) == ["a", "b", "c"]


async def test_lists_the_tags_in_order(client: AsyncClient) -> None:
    author = await register(client)
    await publish(client, author, tag_list=["c", "a"])
    await publish(client, author, tag_list=["d", "b"])

    assert await list_tags(client) == ["a", "b", "c", "d"]


async def test_forgets_the_tags_of_a_deleted_article(client: AsyncClient) -> None:
    author = await register(client)
    article = await publish(client, author, tag_list=["gone", "shared"])
    await publish(client, author, tag_list=["shared"])
    assert await list_tags(client) == ["gone", "shared"]

    await client.delete(f"/articles/{article['slug']}", headers=author.headers)

    assert await list_tags(client) == ["shared"]


async def test_needs_no_token(client: AsyncClient) -> None:
    await publish(client, await register(client), tag_list=["dragons"])

    response = await client.get("/tags", headers={"Authorization": "Token nonsense"})

    assert response.status_code == 200
    assert response.json() == {"tags": ["dragons"]}


async def test_asks_the_database_as_often_for_many_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    await publish(client, await register(client))
    with counting_statements() as for_one:
        assert len(await list_tags(client)) == 1
    for _ in range(49):
        await publish(client, await register(client))

    with counting_statements() as for_many:
        assert len(await list_tags(client)) == 50

    assert len(for_many) == len(for_one)
