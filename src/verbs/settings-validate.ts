import { Ajv, type ErrorObject } from "ajv";
import { type Finding, nearestName } from "#base";
import type { SettingsDocument } from "./settings-document.ts";
import { settingsSchema } from "./settings-schema.ts";

const check = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true }).compile(settingsSchema);

/** What the schema has against a settings file, each problem at its line. */
export function validateSettings(settings: SettingsDocument): readonly Finding[] {
  if (check(settings.value)) return [];
  return (check.errors ?? []).map((error) => describe(error, settings));
}

function describe(error: ErrorObject, settings: SettingsDocument): Finding {
  const path = error.instancePath
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
  const name = path.join(".");
  if (error.keyword === "additionalProperties") return unknownKey(error, path, settings);
  const span = settings.placeOf(path);
  if (error.keyword === "enum") {
    const allowed = (error.params as { allowedValues: readonly unknown[] }).allowedValues.map(String);
    const given = String(valueAt(settings.value, path));
    const meant = nearestName(given, allowed);
    return {
      rule: "settings/unknown-value",
      severity: "error",
      message: `${name} is "${given}", which is none of ${allowed.join(", ")}`,
      span,
      ...(meant !== undefined && { mend: `did you mean "${meant}"?` }),
    };
  }
  return {
    rule: error.keyword === "type" ? "settings/wrong-type" : "settings/out-of-bounds",
    severity: "error",
    message: `${name === "" ? "the file" : name} ${tellError(error)}`,
    span,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  object: "keys with values",
  string: "text",
  integer: "a whole number",
};

function tellError({ keyword, params, message = "is not as it must be" }: ErrorObject): string {
  if (keyword !== "type") return message;
  const [type = ""] = [(params as { type: string | readonly string[] }).type].flat();
  return `must be ${typeNames[type] ?? type}`;
}

function unknownKey(error: ErrorObject, path: readonly string[], settings: SettingsDocument): Finding {
  const key = String((error.params as { additionalProperty: unknown }).additionalProperty);
  const known = Object.keys((error.parentSchema as { properties?: object } | undefined)?.properties ?? {});
  const possible = known.length > 0 ? known : knownKeys(path);
  const meant = nearestName(key, possible);
  return {
    rule: "settings/unknown-key",
    severity: "error",
    message: `"${[...path, key].join(".")}" is no setting`,
    span: settings.placeOfKey([...path, key]),
    mend: meant === undefined ? `the settings here are ${possible.join(", ")}` : `did you mean "${meant}"?`,
  };
}

/** Keys that the schema knows at a place. */
function knownKeys(path: readonly string[]): readonly string[] {
  if (path.length === 0) return Object.keys(settingsSchema.properties);
  const operation = settingsSchema.properties.domain.properties.operations.additionalProperties;
  if (path.length === 1) return Object.keys(settingsSchema.properties.domain.properties);
  return typeof operation === "object" && operation !== null && "properties" in operation
    ? Object.keys(operation.properties as object)
    : [];
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let current = value;
  for (const key of path) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, key)) return undefined;
    current = (current as Readonly<Record<string, unknown>>)[key];
  }
  return current;
}
