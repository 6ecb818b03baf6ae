import json
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import JsonSchemaMode

type Schema = dict[str, Any]


class SpelledType:
    """A type whose values travel in another media type than JSON, as its JSON schema says."""

    def __init__(
        self,
        type_: Any,  # noqa: ANN401 - of any type at all
        mode: JsonSchemaMode,
    ) -> None:
        self.schema: Schema = TypeAdapter(type_).json_schema(mode=mode)

    def resolve(self, schema: Schema) -> Schema:
        """Follow a reference, and see through what may be null; what stands beside holds too."""
        if "anyOf" in schema:
            schema = next(each for each in schema["anyOf"] if each != {"type": "null"}) | schema
        if "$ref" not in schema:
            return schema
        definition: Schema = self.schema["$defs"][schema["$ref"].rpartition("/")[2]]
        return definition | schema


def read_text(text: str, schema: Schema) -> object:
    """Read what is no text as JSON spells it; what is spelled otherwise is refused as that text."""
    if schema.get("type") not in {"integer", "number", "boolean", "object"}:
        return text
    try:
        return json.loads(text)
    except ValueError:
        return text
