from fastapi import FastAPI

ANSWERS: dict[tuple[str, str], set[str]] = {
    ("get", "/board"): {"200", "401", "403"},
    ("get", "/board/{row}/{column}"): {"200", "400", "401", "403"},
    ("put", "/board/{row}/{column}"): {"200", "202", "400", "401", "403"},
}


async def test_bears_the_title_of_the_api(committing_app: FastAPI) -> None:
    assert committing_app.openapi()["info"] == {
        "title": "Tic Tac Toe",
        "description": (
            "This API allows writing down marks on a Tic Tac Toe board\nand "
            "requesting the state of the board or of individual squares.\n"
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
        assert content == {"text/html": {"schema": {"type": "string", "maxLength": 256}}}
