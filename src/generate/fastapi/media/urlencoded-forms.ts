import { imported, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import type { GeneratedFile } from "../file.ts";
import type { FormParts, MediaPlan } from "./media-plan.ts";
import { formSeparators } from "./separators.ts";

const schemaType = imported("app.schema_texts", "Schema");
const readText = imported("app.schema_texts", "read_text");

/** `app/urlencoded_forms.py`: how values are read from forms. */
export function emitUrlencodedForms({ formsTaken, forms }: MediaPlan): readonly GeneratedFile[] {
  if (!formsTaken) return [];
  const methods = [
    ...(hasEncoding(forms) ? [takeEncoding(forms)] : []),
    read(forms),
    readFields(forms),
    readField(forms),
  ];
  const separators = formSeparators();
  return [
    pythonFile("app/urlencoded_forms.py", [
      ...(forms.separators
        ? [py`SEPARATORS = {${separators.map(([style, sign]) => py`${str(style)}: ${str(sign)}`)}}`]
        : []),
      py`
        class UrlencodedForms(${imported("app.schema_texts", "SpelledType")}):
            ${summary(forms)}
            ${methods.map(
              (method) => py`

              ${method}`,
            )}`,
    ]),
  ];
}

/** Whether something is spelled otherwise than field by field. */
export function hasEncoding({ separators, brackets }: FormParts): boolean {
  return separators || brackets;
}

function summary({ objects }: FormParts): Py {
  return objects
    ? py`"""The forms that spell values of a type: items of lists one by one, objects as JSON."""`
    : py`"""The forms that spell values of a type."""`;
}

function takeEncoding({ separators, brackets }: FormParts): Py {
  return py`
    def __init__(self, type_: object, encoding: dict[str, ${schemaType}]) -> None:
        super().__init__(type_, "validation")
        ${
          separators &&
          py`
            self._separators = {
                name: SEPARATORS[each["style"]]
                for name, each in encoding.items()
                if each.get("explode") is False
            }`
        }
        ${
          brackets &&
          py`self._bracketed = [name for name, each in encoding.items() if each["style"] == "deepObject"]`
        }`;
}

function read({ brackets }: FormParts): Py {
  return py`
    def read(self, content: bytes) -> object:
        sent: dict[str, list[str]] = {}
        for name, text in ${imported("urllib.parse", "parse_qsl")}(content.decode(), keep_blank_values=True, errors="strict"):
            sent.setdefault(name, []).append(text)
        ${
          brackets
            ? py`
              schema = self.resolve(self.schema)
              value = self._read_fields({name: texts for name, texts in sent.items() if "[" not in name}, schema)
              for name in self._bracketed:
                  inner = {
                      key.partition("[")[2].removesuffix("]"): texts
                      for key, texts in sent.items()
                      if key.startswith(f"{name}[")
                  }
                  if inner:
                      value[name] = self._read_fields(inner, self.resolve(schema["properties"][name]))
              return value`
            : py`return self._read_fields(sent, self.resolve(self.schema))`
        }`;
}

function readFields({ lists, separators }: FormParts): Py {
  const named = separators && py`name, `;
  const read = py`
    {
        name: self._read(${named}texts, self.resolve(properties.get(name, {})))
        for name, texts in sent.items()
    }`;
  return py`
    def _read_fields(self, sent: dict[str, list[str]], schema: ${schemaType}) -> dict[str, object]:
        properties = schema["properties"]
        ${lists ? py`value = ${read}` : py`return ${read}`}
        ${
          lists &&
          py`
            for name in schema.get("required", ()):
                # Nothing says of such a list that it is there and empty.
                if self.resolve(properties[name]).get("type") == "array"${separators && py` and name not in self._separators`}:
                    value.setdefault(name, [])
            return value`
        }`;
}

function readField({ lists, separators }: FormParts): Py {
  const split = py`
    if separator := self._separators.get(name):
        texts = [item for text in texts if text for item in text.split(separator)]`;
  return py`
    def _read(self, ${separators && py`name: str, `}texts: list[str], schema: ${schemaType}) -> object:
        ${
          lists &&
          py`
            if schema.get("type") == "array":
                ${separators && split}
                items = self.resolve(schema["items"])
                return [${readText}(text, items) for text in texts]`
        }
        values = [${readText}(text, schema) for text in texts]
        return values[0] if len(values) == 1 else values`;
}
