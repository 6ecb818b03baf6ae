import json

from fastapi import FastAPI

ANSWERS: dict[tuple[str, str], set[str]] = {
    ("put", "/api/v3/pet"): {"200", "400", "401", "403", "404", "422", "default"},
    ("post", "/api/v3/pet"): {"200", "400", "401", "403", "422", "default"},
    ("get", "/api/v3/pet/findByStatus"): {"200", "400", "401", "403", "default"},
    ("get", "/api/v3/pet/findByTags"): {"200", "400", "401", "403", "default"},
    ("get", "/api/v3/pet/{petId}"): {"200", "400", "401", "403", "404", "default"},
    ("post", "/api/v3/pet/{petId}"): {"200", "400", "401", "403", "404", "default"},
    ("delete", "/api/v3/pet/{petId}"): {"200", "400", "401", "403", "404", "409", "default"},
    ("post", "/api/v3/pet/{petId}/uploadImage"): {"200", "400", "401", "403", "404", "default"},
    ("get", "/api/v3/store/inventory"): {"200", "401", "default"},
    ("post", "/api/v3/store/order"): {"200", "400", "422", "default"},
    ("get", "/api/v3/store/order/{orderId}"): {"200", "400", "404", "default"},
    ("delete", "/api/v3/store/order/{orderId}"): {"200", "400", "404", "default"},
    ("post", "/api/v3/user"): {"200", "400", "default"},
    ("post", "/api/v3/user/createWithList"): {"200", "400", "default"},
    ("get", "/api/v3/user/login"): {"200", "400", "429", "default"},
    ("get", "/api/v3/user/logout"): {"200", "401", "default"},
    ("get", "/api/v3/user/{username}"): {"200", "400", "404", "default"},
    ("put", "/api/v3/user/{username}"): {"200", "400", "401", "403", "404", "default"},
    ("delete", "/api/v3/user/{username}"): {"200", "400", "401", "403", "404", "default"},
}


async def test_bears_the_title_of_the_api(committing_app: FastAPI) -> None:
    assert committing_app.openapi()["info"] == {
        "title": "Swagger Petstore - OpenAPI 3.0",
        "description": (
            "This is a sample Pet Store Server based on the OpenAPI 3.0 "
            "specification.  You can find out more about\nSwagger at "
            "[https://swagger.io](https://swagger.io). In the third iteration of the "
            "pet store, we've switched to the design first approach!\nYou can now "
            "help us improve the API whether it's by making changes to the "
            "definition itself or to the code.\nThat way, with time, we can improve "
            "the API in general, and expose some of the new features in OAS3.\n\nSome "
            "useful links:\n- [The Pet Store "
            "repository](https://github.com/swagger-api/swagger-petstore)\n- [The "
            "source API definition for the Pet "
            "Store](https://github.com/swagger-api/swagger-petstore/blob/master/src/m"
            "ain/resources/openapi.yaml)"
        ),
        "version": "1.0.27-SNAPSHOT",
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
        assert content is None


async def test_describes_no_field_that_may_be_null(committing_app: FastAPI) -> None:
    document = committing_app.openapi()

    assert "/api/v3/user/{username}" in document["paths"]
    assert '"null"' not in json.dumps(document)
