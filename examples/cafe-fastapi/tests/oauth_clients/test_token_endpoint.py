from httpx import AsyncClient, Auth, BasicAuth, Response

from tests.api import Json, assert_refused, form, register_o_auth2_client
from tests.credentials import HeaderKey
from tests.factories import MenuItemBodyFactory

URL = "http://test/oauth2/token"


async def ask(client: AsyncClient, registered: Json, **form: str) -> Response:
    auth = BasicAuth(registered["clientId"], registered["clientSecret"])
    return await client.post(URL, data=form, auth=auth)


async def test_a_token_of_a_client_opens_what_its_scopes_do(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client, scopes=["menu:write"])
    issued = (await ask(client, registered, grant_type="client_credentials")).json()

    response = await client.post(
        "/menu",
        files=form(MenuItemBodyFactory.build()),
        auth=HeaderKey("Authorization", f"Bearer {issued['access_token']}"),
    )

    assert response.status_code == 201


async def test_a_token_of_a_client_opens_nothing_beyond_its_scopes(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client, scopes=["menu:read"])
    issued = (await ask(client, registered, grant_type="client_credentials")).json()

    response = await client.post(
        "/menu",
        files=form(MenuItemBodyFactory.build()),
        auth=HeaderKey("Authorization", f"Bearer {issued['access_token']}"),
    )

    assert_refused(response, 403)


async def test_takes_the_credentials_of_a_client_in_the_form(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client)

    response = await client.post(
        URL,
        data={
            "grant_type": "client_credentials",
            "client_id": registered["clientId"],
            "client_secret": registered["clientSecret"],
        },
    )

    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    issued = response.json()
    assert issued.pop("access_token")
    assert issued == {
        "token_type": "Bearer",
        "expires_in": 3600,
        "scope": "menu:read menu:write orders:read orders:write",
    }


async def test_grants_fewer_scopes_where_fewer_are_asked_for_and_never_more(
    client: AsyncClient,
) -> None:
    registered = await register_o_auth2_client(client, scopes=["menu:read", "menu:write"])

    fewer = await ask(client, registered, grant_type="client_credentials", scope="menu:read")

    assert fewer.json()["scope"] == "menu:read"


async def test_refuses_scopes_that_the_client_does_not_have(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client, scopes=["menu:read"])

    response = await ask(
        client, registered, grant_type="client_credentials", scope="menu:read menu:write"
    )

    assert response.status_code == 400
    assert response.json() == {"error": "invalid_scope"}


async def test_refuses_who_is_no_client(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client)

    for auth in (
        Auth(),
        BasicAuth(registered["clientId"], registered["clientSecret"] + "x"),
        BasicAuth("nobody", registered["clientSecret"]),
        BasicAuth("nul\0", registered["clientSecret"]),
        HeaderKey("Authorization", "Basic nonsense"),
        HeaderKey("Authorization", "Bearer bm9ib2R5Om5vdGhpbmc="),
    ):
        response = await client.post(URL, data={"grant_type": "client_credentials"}, auth=auth)
        assert response.status_code == 401
        assert response.json() == {"error": "invalid_client"}
        assert response.headers["WWW-Authenticate"].startswith("Basic")


async def test_refuses_grants_that_nobody_could_agree_to(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client)

    response = await ask(client, registered, grant_type="authorization_code", code="any")

    assert response.status_code == 400
    assert response.json() == {"error": "unsupported_grant_type"}


async def test_refuses_a_request_without_a_grant(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client)

    response = await ask(client, registered, scope="")

    assert response.status_code == 400
    assert response.json() == {"error": "invalid_request"}


async def test_refuses_a_grant_that_the_client_did_not_register(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(
        client, grantTypes=["authorization_code"], redirectUris=["https://client.example/callback"]
    )

    response = await ask(client, registered, grant_type="client_credentials")

    assert response.status_code == 400
    assert response.json() == {"error": "unauthorized_client"}


async def test_refuses_what_it_cannot_read(client: AsyncClient) -> None:
    registered = await register_o_auth2_client(client)
    auth = BasicAuth(registered["clientId"], registered["clientSecret"])

    for content in (
        b"grant_type=%ff",
        b"grant_type=client_credentials&grant_type=client_credentials",
        b"grant_type=client_credentials&client_secret=any",
    ):
        response = await client.post(URL, content=content, auth=auth)
        assert response.status_code == 400
        assert response.json() == {"error": "invalid_request"}
