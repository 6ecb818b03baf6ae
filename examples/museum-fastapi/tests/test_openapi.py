import json

from fastapi import FastAPI

ANSWERS: dict[tuple[str, str], set[str]] = {
    ("get", "/_mock/docs/openapi/museum-api/museum-hours"): {"200", "400", "401", "404"},
    ("get", "/_mock/docs/openapi/museum-api/special-events"): {"200", "400", "401", "404"},
    ("post", "/_mock/docs/openapi/museum-api/special-events"): {"201", "400", "401", "404"},
    ("get", "/_mock/docs/openapi/museum-api/special-events/{eventId}"): {
        "200",
        "400",
        "401",
        "404",
    },
    ("delete", "/_mock/docs/openapi/museum-api/special-events/{eventId}"): {
        "204",
        "400",
        "401",
        "404",
        "409",
    },
    ("patch", "/_mock/docs/openapi/museum-api/special-events/{eventId}"): {
        "200",
        "400",
        "401",
        "404",
    },
    ("post", "/_mock/docs/openapi/museum-api/tickets"): {"201", "400", "401", "404"},
    ("get", "/_mock/docs/openapi/museum-api/tickets/{ticketId}/qr"): {"200", "400", "401", "404"},
}


async def test_bears_the_title_of_the_api(committing_app: FastAPI) -> None:
    assert committing_app.openapi()["info"] == {
        "title": "Redocly Museum API",
        "description": (
            "Imaginary, but delightful Museum API for interacting with museum "
            "services and information. Built with love by Redocly."
        ),
        "version": "1.2.1",
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


async def test_describes_no_field_that_may_be_null(committing_app: FastAPI) -> None:
    document = committing_app.openapi()

    assert "/_mock/docs/openapi/museum-api/special-events/{eventId}" in document["paths"]
    assert '"null"' not in json.dumps(document)
