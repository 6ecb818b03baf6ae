import type { Contract, Operation, Response, Schema, SchemaNode } from "#contract";
import { anySchema } from "#contract";
import type { Assumption } from "../domain.ts";
import type { DomainSettings } from "../settings.ts";
import { type OperationShape, readShapes } from "../shapes.ts";
import { describeDoors } from "./doors.ts";
import { type CollectionRows, findSilentCollections, nodeOf } from "./rows.ts";
import { answering, isBare, silentResponse, withoutPayload } from "./silent.ts";

export interface CompletedAnswers {
  readonly contract: Contract;
  /** The operations that answer what the contract does not describe, in its order. */
  readonly operations: readonly Operation[];
  /** Schemas of rows that show an identity besides, by which paths select them. */
  readonly identified: readonly Schema[];
}

/**
 * Gives answers whose content is nowhere described the rows that their paths are about, in the form that other operations of the
 * collection answer or take. Where all questions of a collection are described, only what makes rows is completed: a change
 * that answers nothing goes on to answer nothing.
 */
export function completeAnswers(
  contract: Contract,
  { undescribed = "rows" }: Pick<DomainSettings, "undescribed">,
): CompletedAnswers {
  const isSilent = (operation: Operation): boolean => silentResponse(contract, operation) !== undefined;
  if (undescribed === "open") return { contract, operations: [], identified: [] };
  const shapes = readShapes(contract);
  const collections = findSilentCollections(contract, shapes, isSilent);
  const doors = describeDoors(contract, shapes, isSilent);
  const schemas = new Map(contract.schemas);
  for (const { extended } of [...collections, ...doors.rows])
    if (extended?.name !== undefined) schemas.set(extended.name, extended);
  const answers = new Map<Operation, SchemaNode>(doors.answers);
  for (const collection of collections) answerRows(collection, answers);
  answerBelow(shapes, collections, answers);
  const operations = contract.operations.map((operation) => {
    const silent = silentResponse(contract, operation);
    const schema = answers.get(operation);
    if (!silent) return operation;
    if (schema) return answering(contract, operation, silent, schema);
    return saysOnlyJson(contract, operation, silent)
      ? answering(contract, operation, silent, news(operation))
      : withoutPayload(contract, operation, silent);
  });
  const changed = contract.operations.filter((operation) => answers.has(operation));
  const isChanged = operations.some((operation, index) => operation !== contract.operations[index]);
  const identified = collections.flatMap(({ extended, identifies }) =>
    extended && identifies ? [extended] : [],
  );
  const isWhole = !isChanged && identified.length === 0;
  return {
    contract: isWhole ? contract : { ...contract, schemas, operations },
    operations: changed,
    identified,
  };
}

/** What is told of them: one line settles all. */
export function aboutUndescribed({
  operations,
  identified,
}: Omit<CompletedAnswers, "contract">): readonly Omit<Assumption, "id">[] {
  const settled = { setting: "domain.undescribed", choices: ["rows", "open"], chosen: "rows" };
  const [first, ...others] = operations;
  const who = others.length === 0 ? `${first?.id} answers` : `${first?.id} and ${others.length} more answer`;
  const text = `${who} rows, but for passwords: the contract does not describe what they answer`;
  return [
    ...(first ? [{ text, span: first.span, ...settled }] : []),
    ...identified.map(({ name, span }) => ({
      text: `${name} shows its id, by which paths select it: the contract shows none`,
      span,
      ...settled,
    })),
  ];
}

function answerRows({ shapes, row }: CollectionRows, answers: Map<Operation, SchemaNode>): void {
  for (const { operation, place, body } of shapes) {
    const { method } = operation;
    const isItem = place.kind === "item";
    if (method === "get") answers.set(operation, isItem ? row : listOf(operation, row));
    else if ((isItem ? method === "put" || method === "patch" : method === "post") && body)
      answers.set(operation, row);
  }
}

/** Rows that are made below others, from the same schema. */
function answerBelow(
  shapes: readonly OperationShape[],
  collections: readonly CollectionRows[],
  answers: Map<Operation, SchemaNode>,
): void {
  for (const { operation, place, body } of shapes) {
    const name = body?.schema.name;
    if (place.kind !== "tail" || operation.method !== "post" || name === undefined) continue;
    const collection = collections.find(({ extended }) => extended?.name === name);
    if (collection?.extended && !answers.has(operation)) answers.set(operation, nodeOf(collection.extended));
  }
}

/** Whether a change answers JSON of which nothing is said: something must be there. */
function saysOnlyJson(contract: Contract, { method }: Operation, { content }: Response): boolean {
  return method !== "get" && content.length > 0 && content.every((media) => isBare(contract, media));
}

/** That all went well, and no more. */
function news({ span }: Operation): Schema {
  const schema: Schema = { ...anySchema(span), types: ["string"] };
  return {
    ...anySchema(span),
    types: ["object"],
    properties: [{ name: "message", required: true, schema, span }],
  };
}

function listOf({ span }: Operation, items: SchemaNode): SchemaNode {
  return { ...anySchema(span), types: ["array"], items };
}
