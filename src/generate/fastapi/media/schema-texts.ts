import { imported, importedModule, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import type { GeneratedFile } from "../file.ts";
import type { MediaPlan } from "./media-plan.ts";

/** `app/schema_texts.py`: what reading and writing of all other media types rest on. */
export function emitSchemaTexts(plan: MediaPlan): GeneratedFile {
  const any = imported("typing", "Any");
  const reads = plan.formsTaken || plan.xmlTaken.length > 0;
  const kinds = ["integer", "number", "boolean", ...(plan.forms.objects ? ["object"] : [])];
  const body = [
    py`type Schema = dict[str, ${any}]`,
    py`
      class SpelledType:
          """A type whose values travel in another media type than JSON, as its JSON schema says."""

          def __init__(
              self,
              type_: ${any},  # noqa: ANN401 - of any type at all
              mode: ${imported("pydantic.json_schema", "JsonSchemaMode")},
          ) -> None:
              self.schema: Schema = ${imported("pydantic", "TypeAdapter")}(type_).json_schema(mode=mode)

          def resolve(self, schema: Schema) -> Schema:
              """Follow a reference, and see through what may be null; what stands beside holds too."""
              if "anyOf" in schema:
                  schema = next(each for each in schema["anyOf"] if each != {"type": "null"}) | schema
              if "$ref" not in schema:
                  return schema
              definition: Schema = self.schema["$defs"][schema["$ref"].rpartition("/")[2]]
              return definition | schema`,
    ...(reads
      ? [
          py`
            def read_text(text: str, schema: Schema) -> object:
                """Read what is no text as JSON spells it; what is spelled otherwise is refused as that text."""
                if schema.get("type") not in {${kinds.map((kind) => str(kind))}}:
                    return text
                try:
                    return ${importedModule("json")}.loads(text)
                except ValueError:
                    return text`,
        ]
      : []),
  ] satisfies readonly Py[];
  return pythonFile("app/schema_texts.py", body);
}
