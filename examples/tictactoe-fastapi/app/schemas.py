from pydantic import BaseModel, ConfigDict, JsonValue
from pydantic.fields import FieldInfo


class ResponseModel(BaseModel):
    """Made from rows, whose attributes bear the Python names."""

    model_config = ConfigDict(from_attributes=True)


def published(**keywords: JsonValue) -> FieldInfo:
    """Say what holds of a value in answers: it was checked when it came."""
    return FieldInfo(json_schema_extra=keywords)
