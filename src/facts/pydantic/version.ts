import { statementsOf } from "#python";
import type { Project } from "../project.ts";

/** Names that only one version has: https://docs.pydantic.dev/latest/migration/ */
const second = new Set([
  "ConfigDict",
  "field_validator",
  "model_validator",
  "field_serializer",
  "model_serializer",
  "computed_field",
  "RootModel",
  "TypeAdapter",
  "AliasChoices",
  "AliasPath",
  "AfterValidator",
  "BeforeValidator",
  "ValidationInfo",
  "AliasGenerator",
]);
/** What a newer one refuses to hand out. */
const first = new Set(["BaseSettings", "PyObject", "ConstrainedStr", "ConstrainedInt", "Required"]);

/** The major version that a project is written for, by what it imports of it; undefined where nothing tells. */
export function readVersion(project: Project): number | undefined {
  let older = false;
  for (const { syntax } of project.modules.values()) {
    for (const statement of statementsOf(syntax.body)) {
      if (statement.kind !== "import-from" || statement.level > 0) continue;
      if (/^(?:pydantic_settings|pydantic_core|pydantic\.v1)\b/.test(statement.module)) return 2;
      older ||= /^pydantic\.(?:generics|env_settings|error_wrappers|class_validators)\b/.test(
        statement.module,
      );
      if (statement.module !== "pydantic") continue;
      const names = statement.names.map(({ path }) => path);
      if (names.some((name) => second.has(name))) return 2;
      older ||= names.some((name) => first.has(name));
    }
  }
  return older ? 1 : undefined;
}
