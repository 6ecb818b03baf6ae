import json
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError, SubElement, tostring

from defusedxml.ElementTree import fromstring
from pydantic import GetJsonSchemaHandler, JsonValue
from pydantic_core import CoreSchema

from app.schema_texts import Schema, SpelledType, read_text

# What JSON can say and XML 1.0 has no form for.
UNSPELLABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, eq=False)
class Xml:
    """Says in a schema how a value is spelled in XML, and the items of a list."""

    keywords: dict[str, JsonValue]
    items: dict[str, JsonValue] | None = None

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> Schema:
        schema = handler(core_schema)
        if self.items is not None:
            schema["items"] |= {"xml": self.items}
        return schema | {"xml": self.keywords}


class XmlDocuments(SpelledType):
    """The XML documents that spell values of a type, as the `xml` keywords of its schema say."""

    def read(self, content: bytes) -> object:
        try:
            # Without a document type there are no entities, which could grow or lead elsewhere.
            root = fromstring(content, forbid_dtd=True)
            return self._read(root, root.tag, self.resolve(self.schema))
        except ParseError as error:
            raise ValueError("not well-formed") from error

    def write(self, value: object) -> bytes:
        holder = Element("")
        self._write(holder, self.schema.get("title", ""), value, self.schema)
        # A bare carriage return would be read as the end of a line.
        content: bytes = tostring(holder[0], "utf-8", xml_declaration=True)
        return content.replace(b"\r", b"&#13;")

    def _read(self, element: Element, tag: str, schema: Schema) -> object:
        text = element.text or ""
        if schema.get("type") == "array":
            items = self._read_items(element, tag, schema)
            return items if len(items) == len(element) and not text.strip() else text
        if "properties" not in schema:
            return {} if len(element) else read_text(text, schema)
        if text.strip() and not len(element):
            return text
        return self._read_properties(element, schema)

    def _read_properties(self, element: Element, schema: Schema) -> dict[str, object]:
        value: dict[str, object] = {}
        for name, declared in schema["properties"].items():
            inner = self.resolve(declared)
            keywords = inner.get("xml", {})
            tag = keywords.get("name", name)
            found = [
                self._read(child, tag, inner) for child in element if local_name(child.tag) == tag
            ]
            if found:
                value[name] = found[0] if len(found) == 1 else found
        return value

    def _read_items(self, element: Element, tag: str, schema: Schema) -> list[object]:
        items = self.resolve(schema["items"])
        tag = items.get("xml", {}).get("name", tag)
        return [self._read(child, tag, items) for child in element if local_name(child.tag) == tag]

    def _write(self, parent: Element, tag: str, value: object, schema: Schema) -> None:
        schema = self.resolve(schema)
        keywords = schema.get("xml", {})
        tag = keywords.get("name", tag)
        element = SubElement(parent, tag)
        if isinstance(value, dict):
            for name, each in value.items():
                self._write(element, name, each, schema["properties"][name])
        elif isinstance(value, list):
            for item in value:
                self._write(element, tag, item, schema["items"])
        else:
            element.text = write_text(value)


def local_name(tag: str) -> str:
    return tag.rpartition("}")[2]


def write_text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return UNSPELLABLE.sub("\N{REPLACEMENT CHARACTER}", text)
