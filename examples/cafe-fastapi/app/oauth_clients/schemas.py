from typing import Annotated, Literal, Self

from pydantic import model_validator

from app.schemas import Omittable, RequestModel, ResponseModel, Text, UriText, missing, published


class RegisterOAuth2ClientBody(RequestModel):
    name: Text
    redirect_uris: Omittable[list[UriText]] = None
    scopes: Omittable[
        list[Literal["menu:read", "menu:write", "orders:read", "orders:write", "revenue:read"]]
    ] = None
    grant_types: Omittable[list[Literal["authorization_code", "client_credentials"]]] = None

    @model_validator(mode="after")
    def require_redirects(self) -> Self:
        if "authorization_code" in (self.grant_types or ()) and not self.redirect_uris:
            raise missing("redirectUris")
        return self


class RegisterOAuth2ClientAnswer(ResponseModel):
    client_id: str
    client_secret: str
    client_id_issued_at: Annotated[int, published(format="int64")]
    client_secret_expires_at: Annotated[int, published(format="int64")]
    name: str
    redirect_uris: list[Annotated[str, published(format="uri")]]
    registration_client_uri: Annotated[str, published(format="uri")]
    registration_access_token: str
    scopes: list[Literal["menu:read", "menu:write", "orders:read", "orders:write", "revenue:read"]]
    grant_types: list[Literal["authorization_code", "client_credentials"]]
