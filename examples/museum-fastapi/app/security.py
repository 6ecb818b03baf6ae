from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPBasic, HTTPBasicCredentials

from app.access_keys.service import find_holder
from app.database import Session
from app.errors import UnauthorizedError

museum_placeholder_auth = HTTPBasic(
    realm="api", scheme_name="MuseumPlaceholderAuth", auto_error=False
)


async def require_museum_placeholder_auth(
    session: Session,
    offered_museum_placeholder_auth: Annotated[
        HTTPBasicCredentials | None, Depends(museum_placeholder_auth)
    ],
) -> None:
    if not (
        offered_museum_placeholder_auth
        and await find_holder(session, offered_museum_placeholder_auth.password)
        == offered_museum_placeholder_auth.username
    ):
        raise UnauthorizedError("a name with its key that is known here is needed")
