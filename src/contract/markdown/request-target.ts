import type { Block } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import { type EndpointDraft, pathNames, sendsNoBody } from "./endpoint-draft.ts";
import type { Field } from "./field.ts";
import type { Target } from "./fill-side.ts";
import { plain } from "./plain.ts";
import { fieldName } from "./side.ts";
import type { Piece } from "./source.ts";

export function requestTarget(draft: EndpointDraft, place?: Field["place"]): Target {
  return { side: draft.request, take: (field) => takeParameter(draft, field), ...(place && { place }) };
}

/** Takes what is no part of the body: by its place, else by the path and the method. */
export function takeParameter(draft: EndpointDraft, field: Field): boolean {
  const place =
    field.place ??
    (pathNames(draft.path).includes(fieldName(field))
      ? "path"
      : sendsNoBody(draft.method)
        ? "query"
        : "body");
  if (place === "body" || place === "form") return false;
  draft.parameters.push({ ...field, place });
  return true;
}

export function setMediaType(side: EndpointDraft["request"], value: Piece): void {
  const mediaType = /[\w.+-]+\/[\w.+*-]+/.exec(plain(value.text))?.[0].toLowerCase();
  const last = side.bodies.at(-1);
  if (mediaType === undefined) return;
  if (last !== undefined) last.mediaType = mediaType;
  else
    side.bodies.push({
      mediaType,
      type: undefined,
      schema: undefined,
      fields: [],
      examples: [],
      span: side.span,
      isNone: false,
    });
}

/** The status of an answer that says none: the one success that is named, else 200, and told. */
export function usualStatus(context: Context, draft: EndpointDraft, span: EndpointDraft["span"]): string {
  const successes = [...draft.responses.keys()].filter((status) => status.startsWith("2"));
  if (successes.length === 1 && successes[0] !== undefined) return successes[0];
  tell(context, span, {
    rule: "missing-status",
    message: "nothing says which status this answer has: 200 is taken",
    mend: "name it: **Response 201**",
  });
  return "200";
}

export function tellUnknownBlock(context: Context, block: Block): void {
  tell(context, block.span, {
    rule: "unknown-table",
    message: "this is not understood: nothing above it says what it is about, and its columns do not",
    mend: 'put a line above it, such as "**Request**", "**Errors**" or "**Payload**"',
  });
}
