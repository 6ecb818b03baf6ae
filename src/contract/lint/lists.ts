import type { Contract, Operation } from "../contract.ts";
import { flattenSchema } from "../flatten.ts";
import { jsonMedia, resolveSchema, successResponses } from "../resolve.ts";
import type { Schema } from "../schema.ts";

/** The list that an operation answers: bare, or under the only key of an object that holds one. */
export type AnsweredList = { readonly kind: "bare" } | { readonly kind: "under"; readonly key: string };

/** Undefined where it answers no list, or several. */
export function answeredList(contract: Contract, operation: Operation): AnsweredList | undefined {
  const [success] = successResponses(operation);
  const node = success && jsonMedia(success.content)?.schema;
  if (node === undefined) return undefined;
  const schema: Schema = flattenSchema(contract, node);
  if (schema.items !== undefined) return { kind: "bare" };
  const lists = schema.properties.filter(
    ({ schema: inner }) => resolveSchema(contract, inner).items !== undefined,
  );
  const [only, ...others] = lists;
  if (only === undefined || others.length > 0) return undefined;
  // What has an id is one thing that has a list among its fields.
  if (schema.properties.some(({ name }) => /^[$_]?(?:id|uuid)$/i.test(name))) return undefined;
  return { kind: "under", key: only.name };
}
