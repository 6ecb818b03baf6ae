import json

from fastapi import FastAPI

ANSWERS: dict[tuple[str, str], set[str]] = {
    ("post", "/api/users/login"): {"200", "401", "422", "429"},
    ("post", "/api/users"): {"201", "422"},
    ("get", "/api/user"): {"200", "401", "422"},
    ("put", "/api/user"): {"200", "401", "422"},
    ("get", "/api/profiles/{username}"): {"200", "401", "404", "422"},
    ("post", "/api/profiles/{username}/follow"): {"200", "401", "404", "422"},
    ("delete", "/api/profiles/{username}/follow"): {"200", "401", "404", "422"},
    ("get", "/api/articles/feed"): {"200", "401", "422"},
    ("get", "/api/articles"): {"200", "401", "422"},
    ("post", "/api/articles"): {"201", "401", "422"},
    ("get", "/api/articles/{slug}"): {"200", "401", "404", "422"},
    ("put", "/api/articles/{slug}"): {"200", "401", "403", "404", "422"},
    ("delete", "/api/articles/{slug}"): {"204", "401", "403", "404", "422"},
    ("post", "/api/articles/{slug}/favorite"): {"200", "401", "404", "422"},
    ("delete", "/api/articles/{slug}/favorite"): {"200", "401", "404", "422"},
    ("get", "/api/articles/{slug}/comments"): {"200", "401", "404", "422"},
    ("post", "/api/articles/{slug}/comments"): {"200", "401", "404", "422"},
    ("delete", "/api/articles/{slug}/comments/{id}"): {"204", "401", "403", "404", "422"},
    ("get", "/api/tags"): {"200", "422"},
}


async def test_bears_the_title_of_the_api(committing_app: FastAPI) -> None:
    assert committing_app.openapi()["info"] == {
        "title": "RealWorld Conduit API",
        "description": "Conduit API documentation",
        "version": "1.1.0",
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
    for status, content in contents:
        assert content == (
            None
            if status == "401"
            else {
                "application/json": {"schema": {"$ref": "#/components/schemas/GenericErrorModel"}}
            }
        )


async def test_describes_no_field_that_may_be_null(committing_app: FastAPI) -> None:
    document = committing_app.openapi()

    assert "/api/user" in document["paths"]
    assert '"null"' not in json.dumps(document)
