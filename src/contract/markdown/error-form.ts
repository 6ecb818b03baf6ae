import type { Node } from "../document/node.ts";
import { encodeFragment } from "../openapi/pointer.ts";
import { readBodyValue } from "./body-value.ts";
import type { Context } from "./context.ts";
import { fillSide, fillValue } from "./fill-side.ts";
import type { Found } from "./find-sections.ts";
import { nodeOf } from "./make-node.ts";
import { partsOf } from "./parts.ts";
import { bodySchema, isEmptyBody, makeSide } from "./side.ts";
import { isFieldTable, readColumns } from "./table-fields.ts";

const usualNames = ["Error", "ErrorResponse", "ApiError", "Problem"];

/**
 * The body that errors of a table have: what a section on the form of errors describes. It becomes a shared type, if it
 * is none already.
 */
export function readErrorForm(context: Context, found: Found, schemas: Map<string, Node>): Node | undefined {
  const section = found.parts.find(({ name }) => name === "errorForm")?.section;
  if (section === undefined) return undefined;
  const span = section.heading?.span ?? context.source.at(0);
  const side = makeSide(span);
  const { blocks, parts } = partsOf(section);
  const fits = (block: (typeof blocks)[number]) =>
    block.kind === "table" ? isFieldTable(readColumns(block)) : true;
  fillSide(context, { side }, blocks.filter(fits));
  for (const part of parts) {
    if (part.name === "errors" || part.name === "auth" || part.status !== undefined) continue;
    if (part.value !== undefined)
      fillValue(context, { side }, part.value, readBodyValue(context, part.value));
    fillSide(context, { side }, part.blocks.filter(fits));
  }
  const body = side.bodies.find((each) => !isEmptyBody(each));
  const schema = body === undefined ? undefined : bodySchema(context, body);
  if (schema === undefined) return undefined;
  const reference = schema.kind === "map" ? schema.entries.get("$ref") : undefined;
  if (reference !== undefined) return schema;
  const name = usualNames.find((each) => !schemas.has(each)) ?? "ErrorForm";
  schemas.set(name, schema);
  return nodeOf({ $ref: encodeFragment(["components", "schemas", name]) }, span);
}
