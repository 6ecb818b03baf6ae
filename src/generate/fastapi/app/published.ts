import { flattenSchema, type Schema } from "#contract";
import { type Bounds, readBounds, type ScalarValue } from "#domain";
import { imported, type JsonLike, literal, name, type Py, py } from "#python";
import type { Blueprint } from "../blueprint.ts";

/** What Python's own type says already. */
const spoken: ReadonlySet<string> = new Set(["date-time", "date", "uuid", "decimal", "password"]);

/** `published(format="uri", maxLength=40)`: what the contract says of a value that is answered, and its type does not. */
export function published(schema: Schema | undefined): readonly Py[] {
  return schema ? publishBounds(readBounds(schema)) : [];
}

export function publishBounds({ format, ...bounds }: Bounds): readonly Py[] {
  const known: Bounds = { ...(format !== undefined && !spoken.has(format) && { format }), ...bounds };
  return publish(Object.entries(known));
}

/** Choices that are no literals to Python. */
export function publishChoices(values: readonly ScalarValue[]): readonly Py[] {
  const isLiteral = values.every((value) => typeof value !== "number" || Number.isInteger(value));
  return isLiteral ? [] : publish([["enum", values]]);
}

function publish(entries: readonly (readonly [string, JsonLike])[]): readonly Py[] {
  if (entries.length === 0) return [];
  return [
    py`${imported("app.schemas", "published")}(${entries.map(([key, value]) => py`${name(key)}=${literal(value)}`)})`,
  ];
}

/** A property of a schema, as that schema declares it. */
export function propertyOf({ contract }: Blueprint, schema: Schema, property: string): Schema | undefined {
  const found = schema.properties.find((each) => each.name === property);
  return found && flattenSchema(contract, found.schema);
}

export function itemsOf({ contract }: Blueprint, schema: Schema | undefined): Schema | undefined {
  return schema?.items && flattenSchema(contract, schema.items);
}
