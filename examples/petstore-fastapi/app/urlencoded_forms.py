from urllib.parse import parse_qsl

from app.schema_texts import Schema, SpelledType, read_text


class UrlencodedForms(SpelledType):
    """The forms that spell values of a type: items of lists one by one, objects as JSON."""

    def read(self, content: bytes) -> object:
        sent: dict[str, list[str]] = {}
        for name, text in parse_qsl(content.decode(), keep_blank_values=True, errors="strict"):
            sent.setdefault(name, []).append(text)
        return self._read_fields(sent, self.resolve(self.schema))

    def _read_fields(self, sent: dict[str, list[str]], schema: Schema) -> dict[str, object]:
        properties = schema["properties"]
        value = {
            name: self._read(texts, self.resolve(properties.get(name, {})))
            for name, texts in sent.items()
        }
        for name in schema.get("required", ()):
            # Nothing says of such a list that it is there and empty.
            if self.resolve(properties[name]).get("type") == "array":
                value.setdefault(name, [])
        return value

    def _read(self, texts: list[str], schema: Schema) -> object:
        if schema.get("type") == "array":
            items = self.resolve(schema["items"])
            return [read_text(text, items) for text in texts]
        values = [read_text(text, schema) for text in texts]
        return values[0] if len(values) == 1 else values
