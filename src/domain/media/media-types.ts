import type { Finding } from "#base";
import {
  type Contract,
  jsonMedia,
  type MediaType,
  type Operation,
  resolveSchema,
  type SchemaNode,
  successResponses,
} from "#contract";
import type { Behaviour } from "../behaviour.ts";
import { travelsInQuery } from "../changes-row.ts";
import type { OtherMedia } from "../domain.ts";
import { whyNotForm } from "./form-shape.ts";
import { kindOf, whyNotXml } from "./xml-shape.ts";

/** A media type beside JSON that is not served, and why. */
interface Unserved {
  readonly media: MediaType;
  readonly what: "bodies" | "answers";
  readonly why: string;
}

interface Reading {
  readonly media?: OtherMedia;
  readonly findings: readonly Finding[];
}

/** The media types beside JSON in which an operation is served, and those in which it is not, each with its reason. */
export function readMediaTypes(contract: Contract, operation: Operation, behaviour: Behaviour): Reading {
  if (behaviour.kind === "custom") return { findings: [] };
  const only = onlyJson[behaviour.kind];
  const body =
    takesBody(behaviour) || behaviour.kind === "write-cell" ? (operation.requestBody?.content ?? []) : [];
  const answer = successResponses(operation).find(({ content }) => jsonMedia(content))?.content ?? [];
  const taken = judge(body, "bodies", (media, json) =>
    only === undefined ? whyNotTaken(contract, media, json) : `${only} are taken as JSON`,
  );
  const answered = judge(answer, "answers", (media, json) =>
    only === undefined ? whyNotAnswered(contract, media, json) : `${only} are answered as JSON`,
  );
  const findings = [...taken.unserved, ...answered.unserved].map((each) => tell(operation, each));
  if (taken.served.length + answered.served.length === 0) return { findings };
  return { media: { taken: taken.served, answered: answered.served }, findings };
}

/** What travels as JSON alone, by its behaviour. */
const onlyJson: Readonly<Partial<Record<Behaviour["kind"], string>>> = {
  "read-matrix": "cells",
  "read-cell": "cells",
  "write-cell": "cells",
  "forgot-password": "requests for a token",
  "check-reset-token": "tokens that came by mail",
  "reset-password": "tokens that came by mail",
  "confirm-account": "tokens that came by mail",
  "resend-confirmation": "requests for a token",
};

/** Whether an operation takes a body: what changes a row by its query does not. */
function takesBody(behaviour: Behaviour): boolean {
  return "body" in behaviour && !travelsInQuery(behaviour);
}

function judge(
  content: readonly MediaType[],
  what: Unserved["what"],
  whyNot: (media: MediaType, json: MediaType) => string | undefined,
): { readonly served: readonly string[]; readonly unserved: readonly Unserved[] } {
  const json = jsonMedia(content);
  if (!json) return { served: [], unserved: [] };
  const others = content.filter((media) => !isJson(media.type));
  const judged = others.map((media) => ({ media, what, why: whyNot(media, json) }));
  return {
    served: judged.flatMap(({ media, why }) => (why === undefined ? [media.type] : [])),
    unserved: judged.flatMap(({ why, ...each }) => (why === undefined ? [] : [{ ...each, why }])),
  };
}

function isJson(type: string): boolean {
  return /^(?:application\/json|[^;]+\+json|(?:\*|application)\/\*)\b/i.test(type);
}

function whyNotTaken(contract: Contract, media: MediaType, json: MediaType): string | undefined {
  const kind = mediaKind(media.type);
  if (!kind) return "only JSON, XML and forms are taken";
  if (!media.schema || !isSame(contract, media.schema, json.schema)) return "it is described by itself";
  if (kind === "form") return whyNotForm(contract, media.schema, media.encoding);
  const schema = resolveSchema(contract, media.schema);
  if (kindOf(schema) === "array") return "a list has no element that its items stand in";
  return whyNotXml(contract, media.schema);
}

function whyNotAnswered(contract: Contract, media: MediaType, json: MediaType): string | undefined {
  if (mediaKind(media.type) !== "xml") return "only JSON and XML are answered";
  if (!media.schema || !isSame(contract, media.schema, json.schema)) return "it is described by itself";
  return whyNotXml(contract, media.schema);
}

/** How values are spelled in a media type that is written beside JSON. */
export function mediaKind(type: string): "xml" | "form" | undefined {
  const plain = (type.split(";")[0] ?? "").trim().toLowerCase();
  if (plain === "application/x-www-form-urlencoded") return "form";
  return /^(?:text\/xml|application\/(?:xml|[\w.-]+\+xml))$/.test(plain) ? "xml" : undefined;
}

/** Whether two media types speak of the same: by one name, or word for word. */
function isSame(contract: Contract, one: SchemaNode, other: SchemaNode | undefined): boolean {
  if (!other) return false;
  const [left, right] = [resolveSchema(contract, one), resolveSchema(contract, other)];
  return left === right || spell(left) === spell(right);
}

function spell(node: SchemaNode): string {
  return JSON.stringify(node, (key, value) => (key === "span" ? undefined : value));
}

function tell({ method, path }: Operation, { media, what, why }: Unserved): Finding {
  return {
    rule: "domain/media-type-not-served",
    severity: "note",
    message: `${method.toUpperCase()} ${path}: ${what} as ${media.type} are not served: ${why}`,
    mend: "nothing to do here; expect it in the media types beside it alone",
    span: media.span,
  };
}
