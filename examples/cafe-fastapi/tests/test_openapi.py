from fastapi import FastAPI

ANSWERS: dict[tuple[str, str], set[str]] = {
    ("get", "/menu"): {"200", "400", "500"},
    ("post", "/menu"): {"201", "400", "401", "403", "409", "500"},
    ("delete", "/menu/{menuItemId}"): {"204", "400", "401", "403", "404", "409", "500"},
    ("get", "/menu-item-images/{menuItemId}"): {"200", "400", "404", "500"},
    ("get", "/orders"): {"200", "400", "401", "403", "500"},
    ("post", "/orders"): {"201", "400", "401", "403", "500"},
    ("get", "/orders/{orderId}"): {"200", "400", "401", "403", "404", "500"},
    ("delete", "/orders/{orderId}"): {"204", "400", "401", "403", "404", "500"},
    ("patch", "/orders/{orderId}"): {"200", "400", "401", "403", "404", "500"},
    ("get", "/order-items"): {"200", "400", "401", "403", "404", "500"},
    ("get", "/revenue"): {"200", "400", "401", "403", "500"},
    ("post", "/oauth2/register"): {"201", "400", "401", "500"},
}


async def test_bears_the_title_of_the_api(committing_app: FastAPI) -> None:
    assert committing_app.openapi()["info"] == {
        "title": "Redocly Cafe",
        "description": (
            "Demo API for cafe operators (not customers) to manage menus, orders, "
            "and revenue.\nCreate API credentials and try it yourself in a realistic "
            "OpenAPI workflow.\n"
        ),
        "version": "1.0.0",
    }


async def test_describes_every_answer_of_every_operation(committing_app: FastAPI) -> None:
    document = committing_app.openapi()

    described = {
        (method, path): {*operation["responses"]}
        for path, item in document["paths"].items()
        for method, operation in item.items()
    }

    assert {key: described.get(key) for key in ANSWERS} == ANSWERS


async def test_describes_every_refusal_in_the_form_of_errors(committing_app: FastAPI) -> None:
    paths = committing_app.openapi()["paths"]

    contents = [
        (status, response.get("content"))
        for method, path in ANSWERS
        for status, response in paths.get(path, {}).get(method, {}).get("responses", {}).items()
        if status.startswith("4")
    ]
    assert contents
    for _, content in contents:
        assert content == {
            "application/problem+json": {"schema": {"$ref": "#/components/schemas/Error"}}
        }
