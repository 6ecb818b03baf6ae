import type { Call, Expression } from "#python";
import type { FieldOwner } from "./field-state.ts";
import { readFieldState } from "./field-state.ts";
import { meantBy } from "./meant.ts";
import { operationArguments, operationKind } from "./operation-kinds.ts";
import type { Operation } from "./operations.ts";
import type { FieldState, Plain } from "./plain.ts";
import type { Place, PlainReader } from "./plain-reader.ts";

/** How lists of operations may be put together within one another. */
const deepest = 8;

/** An expression with the place where it is written. */
interface Placed {
  readonly expression: Expression;
  readonly place: Place;
}

/** The items of a list, of several that are joined, or of one by its name; undefined where it is none that can be followed. */
export function listItems(
  reader: PlainReader,
  place: Place,
  expression: Expression,
  depth = 0,
): readonly Placed[] | undefined {
  if (depth > deepest) return undefined;
  switch (expression.kind) {
    case "list":
    case "tuple": {
      const items: Placed[] = [];
      for (const item of expression.items) {
        const inner =
          item.kind === "starred"
            ? listItems(reader, place, item.value, depth + 1)
            : [{ expression: item, place }];
        if (inner === undefined) return undefined;
        items.push(...inner);
      }
      return items;
    }
    case "binary": {
      if (expression.operator !== "+") return undefined;
      const left = listItems(reader, place, expression.left, depth + 1);
      const right = left && listItems(reader, place, expression.right, depth + 1);
      return right && [...left, ...right];
    }
    case "name":
    case "attribute": {
      const meant = meantBy(reader, place, expression);
      return meant?.kind === "value" ? listItems(reader, meant.place, meant.value, depth + 1) : undefined;
    }
    default:
      return undefined;
  }
}

/** Reads a list of operations; undefined where it is put together in a way that cannot be followed. */
export function readOperations(
  reader: PlainReader,
  place: Place,
  app: string,
  expression: Expression,
  depth = 0,
): readonly Operation[] | undefined {
  const items = depth > 3 ? undefined : listItems(reader, place, expression);
  const operations = items?.map((item) => readOperation(reader, app, item, depth));
  return operations?.every((operation) => operation !== undefined) ? operations : undefined;
}

function readOperation(
  reader: PlainReader,
  app: string,
  { expression, place }: Placed,
  depth: number,
): Operation | undefined {
  if (expression.kind === "name" || expression.kind === "attribute") {
    const meant = meantBy(reader, place, expression);
    return meant?.kind === "value" && meant.value.kind === "call"
      ? readCall(reader, app, meant.place, meant.value, depth)
      : undefined;
  }
  return expression.kind === "call" ? readCall(reader, app, place, expression, depth) : undefined;
}

function readCall(reader: PlainReader, app: string, place: Place, call: Call, depth: number): Operation {
  const said = operationKind(meantBy(reader, place, call.callee));
  const names = said === undefined ? [] : (operationArguments[said] ?? []);
  const given = new Map<string, Expression>();
  let isOpen = false;
  for (const [index, { name, spread, value }] of call.args.entries()) {
    const argument = name ?? names[index];
    if (spread !== undefined || (argument === undefined && names.length > 0)) isOpen = true;
    else if (argument !== undefined) given.set(argument, value);
  }
  const kind = isOpen ? undefined : said;
  const args = new Map<string, Plain | undefined>();
  for (const [name, value] of given) {
    if (!/^(?:field|fields|(?:state|database)_operations|managers|hints)$/.test(name))
      args.set(name, reader.evaluate(place, value));
  }
  const [state, database] = ["state_operations", "database_operations"].map((name) => {
    const list = given.get(name);
    return list && readOperations(reader, place, app, list, depth + 1);
  });
  const isLost = state === undefined && given.has("state_operations");
  const base: Operation = {
    kind: isLost ? undefined : kind,
    call,
    module: place.module,
    args,
    ...(state === undefined ? {} : { state }),
    ...(database === undefined ? {} : { database }),
  };
  return withFields(reader, app, place, base, given);
}

function withFields(
  reader: PlainReader,
  app: string,
  place: Place,
  operation: Operation,
  given: ReadonlyMap<string, Expression>,
): Operation {
  const model = operation.args.get(operation.kind === "CreateModel" ? "name" : "model_name");
  if (model?.kind !== "text") return operation;
  const owner: FieldOwner = { app, model: model.text.toLowerCase() };
  const field = given.get("field");
  if (field !== undefined) {
    const read = readField(reader, place, field, owner);
    return read === undefined ? operation : { ...operation, field: read };
  }
  const fields = given.get("fields");
  const items = operation.kind === "CreateModel" && fields ? listItems(reader, place, fields) : undefined;
  if (items === undefined) return operation;
  const read = new Map<string, FieldState | undefined>();
  for (const { expression, place: at } of items) {
    const [name, value] = expression.kind === "tuple" || expression.kind === "list" ? expression.items : [];
    if (name?.kind !== "string" || value === undefined) return { ...operation, kind: undefined };
    read.set(name.value, readField(reader, at, value, owner));
  }
  return { ...operation, fields: read };
}

function readField(
  reader: PlainReader,
  place: Place,
  value: Expression,
  owner: FieldOwner,
): FieldState | undefined {
  if (value.kind === "call") return readFieldState(reader, place, value, owner);
  const meant = meantBy(reader, place, value);
  return meant?.kind === "value" && meant.value.kind === "call"
    ? readFieldState(reader, meant.place, meant.value, owner)
    : undefined;
}
