import json

import pytest
from httpx import AsyncClient

from tests.api import Json

ERROR_FORM = {"$ref": "#/components/schemas/GenericErrorModel"}

OPERATIONS = (
    ("post", "/users/login", "Login", False),
    ("post", "/users", "CreateUser", False),
    ("get", "/user", "GetCurrentUser", True),
    ("put", "/user", "UpdateCurrentUser", True),
    ("get", "/profiles/{username}", "GetProfileByUsername", False),
    ("post", "/profiles/{username}/follow", "FollowUserByUsername", True),
    ("delete", "/profiles/{username}/follow", "UnfollowUserByUsername", True),
    ("get", "/articles/feed", "GetArticlesFeed", True),
    ("get", "/articles", "GetArticles", False),
    ("post", "/articles", "CreateArticle", True),
    ("get", "/articles/{slug}", "GetArticle", False),
    ("put", "/articles/{slug}", "UpdateArticle", True),
    ("delete", "/articles/{slug}", "DeleteArticle", True),
    ("get", "/articles/{slug}/comments", "GetArticleComments", False),
    ("post", "/articles/{slug}/comments", "CreateArticleComment", True),
    ("delete", "/articles/{slug}/comments/{id}", "DeleteArticleComment", True),
    ("post", "/articles/{slug}/favorite", "CreateArticleFavorite", True),
    ("delete", "/articles/{slug}/favorite", "DeleteArticleFavorite", True),
    ("get", "/tags", "GetTags", False),
)


async def read_openapi(client: AsyncClient) -> Json:
    response = await client.get("http://conduit.test/openapi.json")
    assert response.status_code == 200
    document: Json = response.json()
    return document


async def test_describes_the_operations_of_the_contract_and_no_others(client: AsyncClient) -> None:
    document = await read_openapi(client)

    described = {
        (method, path, operation["operationId"])
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }
    assert described == {
        (method, f"/api{path}", operation_id) for method, path, operation_id, _ in OPERATIONS
    }


async def read_operation(client: AsyncClient, method: str, path: str) -> Json:
    item = (await read_openapi(client))["paths"].get(f"/api{path}", {})
    assert method in item
    operation: Json = item[method]
    return operation


async def test_bears_the_title_of_the_contract(client: AsyncClient) -> None:
    document = await read_openapi(client)

    assert document["info"] == {
        "title": "RealWorld Conduit API",
        "description": "Conduit API documentation",
        "version": "1.1.0",
    }


@pytest.mark.parametrize(("method", "path", "operation_id", "needs_token"), OPERATIONS)
async def test_asks_for_a_token_where_one_is_needed(
    client: AsyncClient, method: str, path: str, operation_id: str, needs_token: bool
) -> None:
    operation = await read_operation(client, method, path)

    assert operation["operationId"] == operation_id
    assert operation.get("security") == ([{"Token": []}] if needs_token else None)
    assert not [each for each in operation.get("parameters", []) if each["in"] == "header"]


@pytest.mark.parametrize(("method", "path"), [operation[:2] for operation in OPERATIONS])
async def test_describes_refusals_in_the_error_form(
    client: AsyncClient, method: str, path: str
) -> None:
    operation = await read_operation(client, method, path)

    refusals = {
        status: response
        for status, response in operation["responses"].items()
        if status.startswith("4")
    }
    assert "422" in refusals
    unauthorized = refusals.pop("401", {})
    assert "content" not in unauthorized
    for refusal in refusals.values():
        assert refusal["content"] == {"application/json": {"schema": ERROR_FORM}}


async def test_describes_the_parameters_of_a_list(client: AsyncClient) -> None:
    operation = await read_operation(client, "get", "/articles")

    described = {
        parameter["name"]: {
            key: value
            for key, value in parameter["schema"].items()
            if key not in {"title", "description"}
        }
        for parameter in operation["parameters"]
    }
    assert described == {
        "tag": {"type": "string"},
        "author": {"type": "string"},
        "favorited": {"type": "string"},
        "offset": {"type": "integer", "minimum": 0},
        "limit": {"type": "integer", "minimum": 1, "default": 20},
    }


async def test_describes_no_field_that_may_be_null(client: AsyncClient) -> None:
    document = await read_openapi(client)

    assert '"null"' not in json.dumps(document)
    assert document["components"]["schemas"]["UpdateUser"]["properties"]["bio"]["type"] == "string"


async def test_describes_how_a_token_is_sent(client: AsyncClient) -> None:
    document = await read_openapi(client)

    schemes = document.get("components", {}).get("securitySchemes", {})
    assert schemes.keys() == {"Token"}
    scheme = schemes["Token"]
    assert (scheme["type"], scheme["in"], scheme["name"]) == ("apiKey", "header", "Authorization")
