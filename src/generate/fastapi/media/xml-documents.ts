import { imported, importedModule, type Py, py } from "#python";
import { pythonFile } from "../app/names.ts";
import type { GeneratedFile } from "../file.ts";
import type { MediaPlan, XmlParts } from "./media-plan.ts";

const element = imported("xml.etree.ElementTree", "Element");
const schemaType = imported("app.schema_texts", "Schema");
const subElement = imported("xml.etree.ElementTree", "SubElement");
const readText = imported("app.schema_texts", "read_text");

/** `app/xml_documents.py`: how values become XML and are read from it. */
export function emitXmlDocuments(plan: MediaPlan, usesKeywords: boolean): readonly GeneratedFile[] {
  const reads = plan.xmlTaken.length > 0;
  const writes = plan.xmlAnswered.length > 0;
  if (!reads && !writes) return [];
  const nulls = (reads && plan.read.nulls) || (writes && plan.written.nulls);
  const constants = [
    ...(nulls ? [py`INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"`] : []),
    ...(writes
      ? [
          py`
            # What JSON can say and XML 1.0 has no form for.
            UNSPELLABLE = ${importedModule("re")}.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")`,
        ]
      : []),
  ];
  const methods = [
    ...(reads ? [readMethod(plan.read)] : []),
    ...(writes ? [writeMethod()] : []),
    ...(reads ? [readElement(plan.read), ...readProperties(plan.read), ...readItems(plan.read)] : []),
    ...(writes ? [writeElement(plan.written)] : []),
    ...(writes && plan.written.attributes ? [writeProperties(plan.written)] : []),
  ];
  const body = [
    ...(constants.length > 0 ? [py`${constants}`] : []),
    ...(usesKeywords ? [keywordClass()] : []),
    py`
      class XmlDocuments(${imported("app.schema_texts", "SpelledType")}):
          """The XML documents that spell values of a type, as the \`xml\` keywords of its schema say."""
          ${methods.map(
            (method) => py`

            ${method}`,
          )}`,
    ...(reads ? [localName()] : []),
    ...(writes && plan.written.namespaces ? [addElement()] : []),
    ...(writes ? [writeText()] : []),
  ];
  return [pythonFile("app/xml_documents.py", body)];
}

function keywordClass(): Py {
  const json = py`dict[str, ${imported("pydantic", "JsonValue")}]`;
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True, eq=False)
    class Xml:
        """Says in a schema how a value is spelled in XML, and the items of a list."""

        keywords: ${json}
        items: ${json} | None = None

        def __get_pydantic_json_schema__(
            self, core_schema: ${imported("pydantic_core", "CoreSchema")}, handler: ${imported("pydantic", "GetJsonSchemaHandler")}
        ) -> ${schemaType}:
            schema = handler(core_schema)
            if self.items is not None:
                schema["items"] |= {"xml": self.items}
            return schema | {"xml": self.keywords}`;
}

function readMethod({ circles, wrapped }: XmlParts): Py {
  const error = imported("xml.etree.ElementTree", "ParseError");
  return py`
    def read(self, content: bytes) -> object:
        try:
            # Without a document type there are no entities, which could grow or lead elsewhere.
            root = ${imported("defusedxml.ElementTree", "fromstring")}(content, forbid_dtd=True)
            return self._read(root, ${wrapped && py`root.tag, `}self.resolve(self.schema))
        except ${circles ? py`(${error}, RecursionError)` : error} as error:
            raise ValueError(${circles ? py`"not well-formed, or nested too deeply"` : py`"not well-formed"`}) from error`;
}

function writeMethod(): Py {
  return py`
    def write(self, value: object) -> bytes:
        holder = ${element}("")
        self._write(holder, self.schema.get("title", ""), value, self.schema)
        # A bare carriage return would be read as the end of a line.
        content: bytes = ${imported("xml.etree.ElementTree", "tostring")}(holder[0], "utf-8", xml_declaration=True)
        return content.replace(b"\r", b"&#13;")`;
}

function readElement({ nulls, wrapped }: XmlParts): Py {
  return py`
    def _read(self, element: ${element}, ${wrapped && py`tag: str, `}schema: ${schemaType}) -> object:
        ${
          nulls &&
          py`
            if element.get(f"{{{INSTANCE}}}nil") == "true":
                return None`
        }
        text = element.text or ""
        ${
          wrapped &&
          py`
            if schema.get("type") == "array":
                items = self._read_items(element, tag, schema)
                return items if len(items) == len(element) and not text.strip() else text`
        }
        if "properties" not in schema:
            return {} if len(element) else ${readText}(text, schema)
        if text.strip() and not len(element):
            return text
        return self._read_properties(element, schema)`;
}

function readProperties({ attributes, bare, objects, wrapped }: XmlParts): readonly Py[] {
  if (!objects) return [];
  const inner = py`child, ${wrapped && py`tag, `}inner`;
  return [
    py`
      def _read_properties(self, element: ${element}, schema: ${schemaType}) -> dict[str, object]:
          value: dict[str, object] = {}
          for name, declared in schema["properties"].items():
              inner = self.resolve(declared)
              keywords = inner.get("xml", {})
              tag = keywords.get("name", name)
              ${
                bare &&
                py`
                if inner.get("type") == "array" and not keywords.get("wrapped"):
                    items = self._read_items(element, tag, inner)
                    # Nothing says of such a list that it is there and empty.
                    if items or name in schema.get("required", ()):
                        value[name] = items
                    continue`
              }
              ${
                attributes
                  ? py`
                    if keywords.get("attribute"):
                        found = [${readText}(text, inner) for key, text in element.items() if local_name(key) == tag]
                    else:
                        found = [self._read(${inner}) for child in element if local_name(child.tag) == tag]`
                  : py`
                    found = [self._read(${inner}) for child in element if local_name(child.tag) == tag]`
              }
              if found:
                  value[name] = found[0] if len(found) == 1 else found
          return value`,
  ];
}

function readItems({ bare, wrapped }: XmlParts): readonly Py[] {
  if (!bare && !wrapped) return [];
  return [
    py`
      def _read_items(self, element: ${element}, tag: str, schema: ${schemaType}) -> list[object]:
          items = self.resolve(schema["items"])
          tag = items.get("xml", {}).get("name", tag)
          return [self._read(child, ${wrapped && py`tag, `}items) for child in element if local_name(child.tag) == tag]`,
  ];
}

function writeElement(parts: XmlParts): Py {
  const { wrapped, bare, namespaces, nulls } = parts;
  return py`
    def _write(self, parent: ${element}, tag: str, value: object, schema: ${schemaType}) -> None:
        schema = self.resolve(schema)
        keywords = schema.get("xml", {})
        tag = keywords.get("name", tag)
        ${
          bare &&
          py`
            if isinstance(value, list)${wrapped && py` and not keywords.get("wrapped")`}:
                for item in value:
                    self._write(parent, tag, item, schema["items"])
                return`
        }
        element = ${namespaces ? py`add_element(parent, tag, keywords)` : py`${subElement}(parent, tag)`}
        if isinstance(value, dict):
            ${
              parts.attributes
                ? py`self._write_properties(element, value, schema)`
                : py`
                  for name, each in value.items():
                      self._write(element, name, each, schema["properties"][name])`
            }
        ${
          wrapped &&
          py`
            elif isinstance(value, list):
                for item in value:
                    self._write(element, tag, item, schema["items"])`
        }
        ${
          nulls &&
          py`
            elif value is None:
                element.set(f"{{{INSTANCE}}}nil", "true")`
        }
        else:
            element.text = write_text(value)`;
}

function writeProperties({ namespaces, nulls }: XmlParts): Py {
  const set = namespaces
    ? py`
      key = inner.get("name", name)
      if "prefix" in inner:
          key = f"{inner['prefix']}:{key}"
          element.set(f"xmlns:{inner['prefix']}", inner["namespace"])
      element.set(key, write_text(each))`
    : py`element.set(inner.get("name", name), write_text(each))`;
  return py`
    def _write_properties(self, element: ${element}, value: dict[str, object], schema: ${schemaType}) -> None:
        for name, each in value.items():
            declared = schema["properties"][name]
            inner = self.resolve(declared).get("xml", {})
            if not inner.get("attribute"):
                self._write(element, name, each, declared)
            ${nulls ? py`elif each is not None:` : py`else:`}
                ${set}`;
}

function localName(): Py {
  return py`
    def local_name(tag: str) -> str:
        return tag.rpartition("}")[2]`;
}

function addElement(): Py {
  return py`
    def add_element(parent: ${element}, tag: str, keywords: ${schemaType}) -> ${element}:
        prefix = keywords.get("prefix")
        element = ${subElement}(parent, f"{prefix}:{tag}" if prefix else tag)
        if "namespace" in keywords:
            element.set(f"xmlns:{prefix}" if prefix else "xmlns", keywords["namespace"])
        return element`;
}

function writeText(): Py {
  return py`
    def write_text(value: object) -> str:
        text = value if isinstance(value, str) else ${importedModule("json")}.dumps(value)
        return UNSPELLABLE.sub("\N{REPLACEMENT CHARACTER}", text)`;
}
