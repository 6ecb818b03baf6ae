import { pascalCase, singular } from "#base";
import type { Contract, Operation, Schema, SchemaNode } from "#contract";
import { objectSchema } from "../kinds.ts";
import { isObject } from "../schemas.ts";
import type { OperationShape } from "../shapes.ts";
import { rowOf } from "./row-schema.ts";

/** Operations of one collection, and what a row of it looks like, where the contract says so. */
export interface CollectionRows {
  readonly shapes: readonly OperationShape[];
  readonly row: SchemaNode;
  /** A shared schema with what it lacks for a row: in place of the one that has its name. */
  readonly extended?: Schema;
  /** Whether answers that are described show an identity besides, without which nobody could select a row. */
  readonly identifies?: boolean;
}

/**
 * The collections that are asked for rows without an answer to that, whose new rows are not shown, or whose rows do not show by
 * what paths select them.
 */
export function findSilentCollections(
  contract: Contract,
  shapes: readonly OperationShape[],
  isSilent: (operation: Operation) => boolean,
): readonly CollectionRows[] {
  const groups = Map.groupBy(shapes, ({ place }) => place.collection);
  return [...groups.values()].flatMap((group) => {
    const asks = group.some(({ operation }) => operation.method === "get" && isSilent(operation));
    const makes = group.filter((shape) => isMaking(shape) && isSilent(shape.operation));
    const described = group.filter(({ operation }) => !isSilent(operation));
    const found =
      describedRow(contract, described, group) ?? (asks ? rowFromBody(contract, group) : undefined);
    return found ? [{ shapes: asks ? group : makes, ...found }] : [];
  });
}

/** Whether it makes rows of its collection: what does must tell who they are, or nobody could ask for them. */
function isMaking({ operation, place, body }: OperationShape): boolean {
  return operation.method === "post" && place.kind !== "item" && body !== undefined;
}

type Found = Omit<CollectionRows, "shapes">;

/** As another operation of the collection answers it. */
function describedRow(
  contract: Contract,
  described: readonly OperationShape[],
  group: readonly OperationShape[],
): Found | undefined {
  for (const { answer, place } of described) {
    const isRow =
      answer.kind === "rows" || (answer.kind === "row" && place.kind === "item" && !answer.telling);
    if (isRow) return { row: nodeOf(answer.schema), ...identified(contract, answer.schema, group) };
  }
  return undefined;
}

/** A shared schema with the identity that it lacks. */
function identified(
  contract: Contract,
  schema: Schema,
  group: readonly OperationShape[],
): Pick<Found, "extended" | "identifies"> {
  const items = group.filter(({ place }) => place.kind === "item");
  const isOpen = schema.name !== undefined && schema.additionalProperties !== false && isPlain(schema);
  const row = isOpen && items.length > 0 ? rowOf(contract, schema, items) : undefined;
  return row && row.properties.length > schema.properties.length ? { extended: row, identifies: true } : {};
}

/** As it is made or changed: by the schema that is called after it, or by the body itself. */
function rowFromBody(contract: Contract, group: readonly OperationShape[]): Found | undefined {
  const items = group.filter(({ place }) => place.kind === "item");
  const makes = group.filter(({ operation, place }) => operation.method === "post" && place.kind !== "item");
  const changes = items.filter(({ operation }) => operation.method === "put" || operation.method === "patch");
  const body = [...makes, ...changes].find((shape) => shape.body && isPlain(shape.body.schema))?.body;
  if (!body) return undefined;
  const called = calledAfter(contract, group[0]?.place.name ?? "");
  const source = called ?? body.schema;
  const row = rowOf(contract, source, items);
  if (!row) return undefined;
  if (source.name !== undefined && (called || !isForInput(source.name)))
    return { row: nodeOf(row), extended: row };
  const named = nameRow(contract, row, group[0]?.place.name ?? "");
  return { row: nodeOf(named), ...(named.name !== undefined && { extended: named }) };
}

/** Called after its collection, where no schema of the contract is. */
export function nameRow(contract: Contract, row: Schema, collection: string): Schema {
  const { name: _, ...unnamed } = row;
  const name = pascalCase(singular(collection));
  return name === "" || contract.schemas.has(name) ? unnamed : { ...unnamed, name };
}

function isPlain(schema: Schema): boolean {
  return isObject(schema) && schema.properties.length > 0 && schema.oneOf.length + schema.anyOf.length === 0;
}

/** The schema that is called as one row of the collection is: `Movie` for `/movies`. */
function calledAfter(contract: Contract, collection: string): Schema | undefined {
  const name = pascalCase(singular(collection));
  if (!contract.schemas.has(name)) return undefined;
  const schema = objectSchema(contract, { kind: "ref", name, span: contract.span });
  return isPlain(schema) && schema.name === name ? schema : undefined;
}

/** Whether a schema is called as what goes in: `NewMovie`, `MovieInput`. */
function isForInput(name: string): boolean {
  return /^(?:new|create|update|add|edit|post|put|patch)|(?:input|request|body|payload|dto|form|create|update)$/i.test(
    name,
  );
}

export function nodeOf(schema: Schema): SchemaNode {
  return schema.name === undefined ? schema : { kind: "ref", name: schema.name, span: schema.span };
}
