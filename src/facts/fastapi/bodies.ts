import type { BodyFact, BodyPartFact } from "../operation.ts";
import type { SchemaFact } from "../schema.ts";
import { detailsOfField, type Input } from "./inputs.ts";

/** What a request's body is, of all that its function and their dependencies take of it: https://fastapi.tiangolo.com/tutorial/body-multiple-params/ */
export function readBody(
  inputs: readonly Input[],
  schemas: ReadonlyMap<string, SchemaFact>,
): BodyFact | undefined {
  const parts = inputs.filter(({ from }) => from === "body" || from === "form" || from === "file");
  const unique = [...new Map(parts.map((part) => [part.name, part])).values()];
  const [first] = unique;
  if (first === undefined) return undefined;
  const isFile = unique.some(({ from }) => from === "file");
  const isForm = unique.some(({ from }) => from === "form");
  const media =
    first.media ??
    (isFile ? "multipart/form-data" : isForm ? "application/x-www-form-urlencoded" : "application/json");
  const required = unique.some((part) => part.required);
  const schema = first.type.kind === "reference" ? schemas.get(first.type.id) : undefined;
  const isWhole = unique.length === 1 && !first.embed && (first.from === "body" || schema !== undefined);
  if (isWhole) {
    const { value, constraints, type, span } = first;
    const details = {
      ...(value === undefined ? {} : { value }),
      ...(constraints === undefined ? {} : { constraints }),
    };
    return { media, type, parts: [], required, ...details, span };
  }
  const told = unique.map(
    (part): BodyPartFact => ({
      name: part.name,
      type: part.type,
      required: part.required,
      span: part.span,
      ...detailsOfField(part),
    }),
  );
  return { media, parts: told, required, span: first.span };
}
