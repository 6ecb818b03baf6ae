import type { JsonType, JsonValue, Schema } from "../contract.ts";
import { definedFields } from "../defined.ts";
import { jsonValueOf } from "../document/json-value.ts";
import type { MapNode, Node } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { hasType, inferTypes, readTypes } from "./schema-types.ts";
import { listAt, quote } from "./shape.ts";

type Values = Pick<Schema, "types" | "nullable" | "examples"> &
  Partial<Pick<Schema, "enum" | "const" | "default">>;

/** The types of a schema and the values that it names, with `null` brought to one spelling. */
export function readValues(reader: Reader, map: MapNode, isComposed: boolean): Values {
  const said = readTypes(reader, map);
  const listed = listAt(reader, map, "enum");
  const values = listed?.items.map(jsonValueOf);
  const constant = map.entries.get("const")?.value;
  const fixed = constant === undefined ? values : [jsonValueOf(constant)];
  const types = said.types.filter((type) => type !== "null");
  const saysNull = said.types.includes("null");
  const allowsNull = said.flag || isNullAllowed(said.types.length > 0, saysNull, fixed);
  const isNullOnly = allowsNull && (isOnlyNull(fixed) || (saysNull && types.length === 0));
  for (const item of [...(listed?.items ?? []), ...(constant === undefined ? [] : [constant])])
    checkType(reader, item, types, allowsNull, "enum-of-other-type", "so it can never be sent");
  const initial = map.entries.get("default")?.value;
  if (initial !== undefined)
    checkType(
      reader,
      initial,
      types,
      allowsNull || types.length === 0,
      "default-of-other-type",
      "so it is not allowed",
    );
  const inferred =
    said.types.length > 0
      ? types
      : isComposed && fixed === undefined
        ? inferShape(map)
        : inferTypes(map, fixed);
  return {
    types: isNullOnly ? [] : inferred,
    nullable: allowsNull,
    examples: readExamples(reader, map),
    ...definedFields({
      enum: isNullOnly ? undefined : values?.filter((value) => value !== null),
      const: isNullOnly ? null : constant === undefined ? undefined : jsonValueOf(constant),
      default: initial === undefined ? undefined : jsonValueOf(initial),
    }),
  };
}

function isNullAllowed(
  saysTypes: boolean,
  saysNull: boolean,
  fixed: readonly JsonValue[] | undefined,
): boolean {
  const isListed = fixed?.includes(null) ?? saysNull;
  return isListed && (!saysTypes || saysNull);
}

function isOnlyNull(values: readonly JsonValue[] | undefined): boolean {
  return values !== undefined && values.length > 0 && values.every((value) => value === null);
}

// Beside allOf and its kin only an object says enough of itself; `pattern` there may just narrow the members.
function inferShape(map: MapNode): readonly JsonType[] {
  return map.entries.has("properties") ? ["object"] : [];
}

function checkType(
  reader: Reader,
  node: Node,
  types: readonly JsonType[],
  allowsNull: boolean,
  rule: string,
  result: string,
): void {
  const value = jsonValueOf(node);
  if (value === null ? allowsNull : types.length === 0 || hasType(value, types)) return;
  const shown = node.kind === "scalar" ? quote(node.text) : "this value";
  report(reader, node.span, {
    rule,
    severity: "warning",
    message: `${shown} is not of the type ${types.join(" or ")}, ${result}`,
    mend: types.includes("string") ? "put it in quotes, or change the type" : "change the value or the type",
  });
}

function readExamples(reader: Reader, map: MapNode): readonly JsonValue[] {
  const one = map.entries.get("example")?.value;
  // In 3.0 `examples` is no keyword of schemas, but it says the same where it is a list.
  const several = map.entries.get("examples")?.value;
  const items = several?.kind === "map" ? [] : (listAt(reader, map, "examples")?.items ?? []);
  return [...(one === undefined ? [] : [one]), ...items].map(jsonValueOf);
}
