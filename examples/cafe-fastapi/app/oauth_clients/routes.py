from base64 import b64decode
from urllib.parse import parse_qsl, unquote_plus

from fastapi import APIRouter, Request, Response, status
from fastapi.responses import JSONResponse

from app import tokens
from app.database import Session
from app.errors import error_responses
from app.oauth_clients import service
from app.oauth_clients.schemas import RegisterOAuth2ClientAnswer, RegisterOAuth2ClientBody
from app.oauth_clients.service import TokenError
from app.settings import AppSettings

router = APIRouter()
# Stands in no path of the API: the security scheme names it.
token_router = APIRouter(include_in_schema=False)


@router.post(
    "/oauth2/register",
    operation_id="registerOAuth2Client",
    tags=["Authorization"],
    summary="Create OAuth2 client",
    description=(
        "Register a new OAuth2 client for dynamic client registration.  This "
        "endpoint implements the Dynamic Client Registration Protocol (RFC "
        "7591), using camelCase field names instead of the RFC's snake_case "
        "convention (e.g., `redirectUris` instead of `redirect_uris`, "
        "`grantTypes` instead of `grant_types`). The `name` field is required. "
        "Other fields are optional. If not provided:\n- `redirectUris` defaults "
        "to an empty array. Note: When using the `authorization_code` grant "
        "type, \n  `redirectUris` must be provided (per RFC 7591 Section 2).\n- "
        "`scopes` defaults to all available scopes (menu:read, menu:write, "
        "orders:read, orders:write) - `grantTypes` defaults to both supported "
        "grant types (authorization_code, client_credentials)\nReturns the "
        "registered client information per RFC 7591, including:\n- `clientId` and "
        "`clientSecret` (must be stored securely) - `clientIdIssuedAt` and "
        "`clientSecretExpiresAt` timestamps - All registered client metadata "
        "(name, redirectUris, scopes, grantTypes)\n"
    ),
    status_code=status.HTTP_201_CREATED,
    responses=error_responses(400, 401, 500),
)
async def register_o_auth2_client(
    details: RegisterOAuth2ClientBody,
    request: Request,
    response: Response,
    session: Session,
) -> RegisterOAuth2ClientAnswer:
    registered = await service.register_o_auth2_client(session, details)
    client = registered.client
    response.headers["Cache-Control"] = "no-store"
    return RegisterOAuth2ClientAnswer(
        client_id=client.client_id,
        client_secret=registered.secret,
        client_id_issued_at=int(client.issued_at.timestamp()),
        client_secret_expires_at=0,
        name=client.name,
        redirect_uris=client.redirect_uris,
        registration_client_uri=f"{request.url}/{client.client_id}",
        registration_access_token=registered.configuration_token,
        scopes=client.granted_scopes,
        grant_types=client.granted_types,
    )


@token_router.post("/oauth2/token")
async def issue_token(request: Request, session: Session, settings: AppSettings) -> JSONResponse:
    try:
        form = read_form(await request.body())
        client_id, secret = read_credentials(request.headers.get("Authorization"), form)
        client = await service.find_client(session, client_id, secret)
        if client is None:
            return refuse("invalid_client")
        scopes = service.grant_scopes(client, form)
    except TokenError as error:
        return refuse(error.reason)
    return JSONResponse(
        {
            "access_token": tokens.issue_token(settings, client.client_id, scopes),
            "token_type": "Bearer",
            "expires_in": settings.client_token_lifetime_minutes * 60,
            "scope": " ".join(scopes),
        },
        headers={"Cache-Control": "no-store"},
    )


def refuse(reason: str) -> JSONResponse:
    """Refuse as RFC 6749 does."""
    if reason != "invalid_client":
        return JSONResponse({"error": reason}, status.HTTP_400_BAD_REQUEST)
    headers = {"WWW-Authenticate": 'Basic realm="token"'}
    return JSONResponse({"error": reason}, status.HTTP_401_UNAUTHORIZED, headers)


def read_form(content: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(content.decode(), errors="strict")
    except ValueError as error:
        raise TokenError("invalid_request") from error
    form = dict(pairs)
    if len(form) < len(pairs):
        # A parameter must not be there twice.
        raise TokenError("invalid_request")
    return form


def read_credentials(header: str | None, form: dict[str, str]) -> tuple[str, str]:
    """Read who asks: from the header, else from the form, and never from both."""
    if header is None:
        if "client_id" not in form or "client_secret" not in form:
            raise TokenError("invalid_client")
        return form["client_id"], form["client_secret"]
    if "client_secret" in form:
        raise TokenError("invalid_request")
    word, _, encoded = header.partition(" ")
    try:
        text = b64decode(encoded, validate=True).decode()
    except ValueError as error:
        raise TokenError("invalid_client") from error
    client_id, colon, secret = text.partition(":")
    if word.lower() != "basic" or not colon:
        raise TokenError("invalid_client")
    return unquote_plus(client_id), unquote_plus(secret)
