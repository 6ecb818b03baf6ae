from httpx import AsyncClient

from tests.api import create_article, create_user, get_tags
from tests.conftest import Counting


async def test_lists_each_value_once_and_in_order(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author, tag_list=["third tag", "first tag"])
    await create_article(client, author, tag_list=["second tag", "third tag"])

    assert await get_tags(client) == ["first tag", "second tag", "third tag"]


async def test_lists_the_values_of_new_articles(client: AsyncClient) -> None:
    author = await create_user(client)
    await create_article(client, author)
    assert await get_tags(client) == []

    await create_article(client, author, tag_list=["first tag"])

    assert await get_tags(client) == ["first tag"]


async def test_sends_as_many_statements_for_fifty_values_as_for_one(
    client: AsyncClient, counting_statements: Counting
) -> None:
    author = await create_user(client)
    await create_article(client, author, tag_list=["first tag"])

    with counting_statements() as one:
        assert await get_tags(client) == ["first tag"]

    await create_article(client, author, tag_list=[f"value {number}" for number in range(49)])

    with counting_statements() as fifty:
        assert len(await get_tags(client)) == 50

    assert len(fifty) == len(one)
