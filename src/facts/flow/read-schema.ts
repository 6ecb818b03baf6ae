import type { Span } from "#base";
import type { SchemaFact, SchemaFieldFact } from "../schema.ts";
import type { TypeFact } from "../type.ts";
import type { CallStep } from "./events.ts";
import type { Frame } from "./flow.ts";
import type { FlowValue, ObjectValue, Place, Row } from "./values.ts";

/** How many schemas may stand within one another. */
const deepest = 6;

type Variables = ReadonlyMap<string, TypeFact>;

/** Fills a value of a type from what it is given, as whoever answers with it does: rows are read by each field of their schema. */
export function readType(
  frame: Frame,
  type: TypeFact,
  value: FlowValue | undefined,
  place: Place,
  variables: Variables = new Map(),
): void {
  if (value === undefined || frame.calls.length > 12 + deepest) return;
  switch (type.kind) {
    case "optional":
      readType(frame, type.of, value, place, variables);
      break;
    case "list":
    case "map":
      readType(frame, type.of, frame.flow.iterate(frame, value, place), place, variables);
      break;
    case "variable": {
      const meant = variables.get(type.name);
      if (meant !== undefined) readType(frame, meant, value, place);
      break;
    }
    case "reference":
      readReference(frame, type, value, place, variables);
      break;
    default:
  }
}

function readReference(
  frame: Frame,
  { id, args = [] }: TypeFact & { readonly kind: "reference" },
  value: FlowValue,
  place: Place,
  variables: Variables,
): void {
  const schema = frame.flow.schemas.get(id);
  if (schema === undefined || schema.form === "table") return;
  const own = new Map(
    schema.variables.map((name, index) => {
      const given = args[index] ?? { kind: "unknown" };
      return [name, (given.kind === "variable" ? variables.get(given.name) : given) ?? given];
    }),
  );
  readSchema(frame, schema, value, place, own);
}

/** Fills a schema from the attributes of a row, or of each of many. */
export function readSchema(
  frame: Frame,
  schema: SchemaFact,
  value: FlowValue,
  place: Place,
  variables: Variables = new Map(),
): void {
  const depth = frame.calls.filter(({ shown }) => shown !== undefined).length;
  // What a check makes of the row beforehand is read instead, and nobody knows what that has.
  if (depth >= deepest || isReplaced(frame, schema)) return;
  switch (value.kind) {
    case "row":
      for (const field of schema.fields) readField(frame, schema, field, value, variables);
      break;
    case "object":
      for (const field of schema.fields) readOwn(frame, field, value, place, variables);
      break;
    case "union":
      for (const each of value.of) readSchema(frame, schema, each, place, variables);
      break;
    default:
  }
}

function isReplaced({ flow }: Frame, { checks, bases }: SchemaFact): boolean {
  const replaces = (each: SchemaFact["checks"]): boolean => each.some((check) => check.replaces === true);
  return replaces(checks) || bases.some((base) => replaces(flow.schemas.get(base)?.checks ?? []));
}

function readOwn(
  frame: Frame,
  { name, type }: SchemaFieldFact,
  { attributes }: ObjectValue,
  place: Place,
  variables: Variables,
): void {
  const value = attributes.get(name);
  // What is an object of its own was filled where it was made.
  if (value !== undefined && value.kind !== "object") readType(frame, type, value, place, variables);
}

function readField(
  frame: Frame,
  schema: SchemaFact,
  field: SchemaFieldFact,
  row: Row,
  variables: Variables,
): void {
  if (field.computed || field.inputNames === undefined) return;
  const name = field.inputNames.find((each) => has(frame, row, each.split(".")[0] ?? each));
  const place = name === undefined ? undefined : placeAt(frame, field.span);
  if (name === undefined || place === undefined) return;
  const inner: Frame = { ...frame, calls: [...frame.calls, stepInto(schema, field, place)] };
  let value: FlowValue | undefined = row;
  for (const part of name.split("."))
    value =
      value === undefined || /^\d/.test(part) ? undefined : inner.flow.attribute(inner, value, part, place);
  readType(inner, field.type, value, place, variables);
}

const steps = new WeakMap<SchemaFact, Map<string, CallStep>>();

/** The step into a field, made once: rows are shown by the same schemas all over. */
function stepInto(schema: SchemaFact, { name }: SchemaFieldFact, place: Place): CallStep {
  const known = steps.get(schema) ?? new Map<string, CallStep>();
  steps.set(schema, known);
  const step = known.get(name) ?? {
    place,
    callee: `${schema.id}.${name}`,
    shown: `field ${name} of ${schema.name}`,
  };
  known.set(name, step);
  return step;
}

/** Whether a row has an attribute of a name, as far as its class says. */
function has(frame: Frame, { model }: Row, name: string): boolean {
  const { models } = frame.flow;
  if (models.relation(model, name) !== undefined) return true;
  if (models.hasField(model, name)) return true;
  return (
    models
      .classOf(model)
      ?.lineage.some((owner) => typeof owner !== "string" && owner.scope.names.has(name)) ?? false
  );
}

function placeAt(frame: Frame, { file, offset, end }: Span): Place | undefined {
  const module = frame.flow.project.modules.get(file);
  return module && { module, start: offset, end };
}
