import type { Reading } from "../front-end.ts";
import type { SchemaFact } from "../schema.ts";
import type { SettingFact } from "../setting.ts";
import { tellType } from "../type.ts";
import { readVariables } from "./variables.ts";

/** What a program takes from the environment: by classes of settings, by packages made for that, or by asking it itself. */
export function readSettings(reading: Reading, schemas: readonly SchemaFact[]): readonly SettingFact[] {
  const declared = schemas.filter(({ form }) => form === "settings").flatMap(settingsOf);
  const asked = [...reading.project.modules.values()].flatMap((module) => readVariables(reading, module));
  return [...declared, ...asked];
}

/** Each field is a variable, whatever its case: of its own name behind the prefix of the class, or of another name that takes none. */
function settingsOf({ name: owner, framework, fields, prefix = "" }: SchemaFact): readonly SettingFact[] {
  return fields
    .filter(({ computed }) => !computed)
    .map(({ name, inputNames = [name], type, required, default: value, span }) => {
      const [first = name] = inputNames;
      // A name of its own takes no prefix.
      const variable = first === name ? `${prefix}${name}` : first;
      return {
        variable: variable.toUpperCase(),
        reader: framework,
        name: `${owner}.${name}`,
        ...(type.kind === "unknown" ? {} : { type: tellType(type) }),
        required,
        ...(value === undefined ? {} : { default: value }),
        span,
      };
    });
}
