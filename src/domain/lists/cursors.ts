import type { Parameter } from "#contract";
import { placeParts } from "../answers.ts";
import type { Cursor } from "../behaviour.ts";
import type { Entity, ScalarType } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { scalarType } from "../field-values.ts";
import { fieldOf } from "../fields.ts";
import { primaryField } from "../identity.ts";
import { sameName } from "../names.ts";
import { type OperationShape, propertySchema } from "../shapes.ts";
import { queryParameters } from "./parameters.ts";

const afterNames = [
  "after",
  "cursor",
  "after_cursor",
  "next_cursor",
  "page_cursor",
  "page_after",
  "page_token",
  "next_page_token",
  "next_token",
  "continuation_token",
  "pagination_token",
];
const beforeNames = [
  "before",
  "before_cursor",
  "page_before",
  "previous_cursor",
  "prev_cursor",
  "previous_page_token",
  "prev_page_token",
];
/** Words for the key of the row that a page goes on from. */
const afterKeyNames = ["starting_after", "start_after", "after_id"];
const beforeKeyNames = ["ending_before", "end_before", "before_id"];

/** The parameters by which a page goes on from a row. */
export interface CursorReading {
  readonly after?: Parameter;
  readonly before?: Parameter;
  readonly cursor: Cursor;
}

/** Cursors by the names of parameters: those that answers tell of, and those that are keys of rows. */
export function readCursors(shape: OperationShape, entity: Entity, draft: Draft): CursorReading | undefined {
  return readOpaque(shape, entity, draft) ?? readKeys(shape, entity, draft);
}

function readOpaque(shape: OperationShape, entity: Entity, draft: Draft): CursorReading | undefined {
  const { answer } = shape;
  // Without one in the answer nobody could come by a cursor.
  const isTold =
    answer.kind === "rows" && placeParts(answer.parts).some(({ tells }) => cursorKinds.has(tells.kind));
  if (!isTold) return undefined;
  const texts = queryParameters(shape).filter((parameter) => {
    const schema = propertySchema(draft.contract, parameter.schema);
    return schema.types.includes("string") && schema.format === undefined && !isField(entity, parameter);
  });
  const after = find(texts, afterNames);
  const before = find(texts, beforeNames);
  if (!after && !before) return undefined;
  return { ...(after && { after }), ...(before && { before }), cursor: { kind: "opaque" } };
}

const cursorKinds: ReadonlySet<string> = new Set([
  "next-cursor",
  "previous-cursor",
  "start-cursor",
  "end-cursor",
]);

function readKeys(shape: OperationShape, entity: Entity, draft: Draft): CursorReading | undefined {
  const type = keyType(entity);
  const fitting = queryParameters(shape).filter((parameter) => {
    const own = scalarType(propertySchema(draft.contract, parameter.schema));
    return own === type && !isField(entity, parameter);
  });
  const after = find(fitting, afterKeyNames);
  const before = find(fitting, beforeKeyNames);
  if ((!after && !before) || type === undefined) return undefined;
  return { ...(after && { after }), ...(before && { before }), cursor: { kind: "key", type } };
}

/** The type of the key that answers show, where rows are told apart by it in every order as well. */
function keyType(entity: Entity): ScalarType | undefined {
  if (primaryField(entity)?.name !== entity.identity.field) return undefined;
  const key = fieldOf(entity, entity.identity.field)?.meaning;
  return key?.kind === "identity" || key?.kind === "scalar" ? key.type : undefined;
}

function find(parameters: readonly Parameter[], names: readonly string[]): Parameter | undefined {
  return names
    .map((candidate) => parameters.find(({ name }) => sameName(candidate, name)))
    .find((parameter) => parameter !== undefined);
}

function isField(entity: Entity, { name }: Parameter): boolean {
  return entity.fields.some((field) => sameName(field.name, name));
}
