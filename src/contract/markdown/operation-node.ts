import type { MapNode, Node } from "../document/node.ts";
import { unknownAccess } from "../unknown-access.ts";
import { type AuthRead, assumeSignIn, readAuth, type Schemes } from "./auth.ts";
import { type Context, type Draft, tell } from "./context.ts";
import { type EndpointDraft, pathNames } from "./endpoint-draft.ts";
import type { Field } from "./field.ts";
import { listOf, mapOf, nodeOf, textNode } from "./make-node.ts";
import { contentNode, fieldName, headersNode, type Side, saidOf } from "./side.ts";

/** What holds for all endpoints of a record. */
export interface Common {
  readonly schemes: Schemes;
  /** The body of each error that stands in a table. */
  readonly errorBody: Node | undefined;
}

/** An endpoint as OpenAPI 3.1 writes it. */
export function operationNode(context: Context, common: Common, draft: EndpointDraft): MapNode {
  const { span } = draft;
  const auth = accessOf(context, common.schemes, draft);
  const { security } = auth;
  const roles = [...new Set([...draft.roles, ...auth.roles])];
  const text = (value: string | undefined) =>
    value === undefined || value === "" ? undefined : textNode(value, span);
  const place = draft.auth === undefined ? span : context.source.at(draft.auth.line, draft.auth.column);
  return mapOf(span, [
    ["operationId", text(draft.operationId)],
    ["summary", text(draft.summary)],
    ["description", text(draft.description.join("\n\n").trim())],
    ["tags", draft.tags.length === 0 ? undefined : nodeOf(draft.tags, span)],
    ["deprecated", draft.deprecated ? nodeOf(true, span) : undefined],
    ["parameters", parametersNode(context, draft)],
    ["requestBody", requestNode(context, draft.request)],
    ["responses", responsesNode(context, common, draft)],
    ["security", security === undefined ? undefined : securityNode(security, place)],
    [
      "callbacks",
      draft.calledBack.length === 0
        ? undefined
        : nodeOf({ callback: Object.fromEntries(draft.calledBack.map((address) => [address, {}])) }, span),
    ],
    ["x-roles", roles.length === 0 ? undefined : nodeOf(roles, span)],
    [unknownAccess, text(auth.unknown)],
  ]);
}

/** Who may call: in its own words, else in those of the record; where neither is understood, whoever has signed in. */
function accessOf(
  context: Context,
  schemes: Schemes,
  { auth, unclearAuth }: EndpointDraft,
): Partial<AuthRead> & Pick<AuthRead, "roles"> {
  if (auth !== undefined) return readAuth(context, schemes, auth);
  const { usual, unclear } = schemes;
  const isOpen = usual === undefined || usual.length === 0;
  if (unclearAuth !== undefined && isOpen) return assumeSignIn(context, schemes, unclearAuth);
  return { roles: [], ...(usual && { security: usual }), unknown: unclear };
}

function securityNode(security: readonly Draft[], span: MapNode["span"]): Node {
  return nodeOf(security as readonly { readonly [key: string]: readonly string[] }[], span);
}

function parametersNode(context: Context, draft: EndpointDraft): Node | undefined {
  const names = pathNames(draft.path);
  const known = (name: string, place: string) =>
    draft.parameters.some((field) => fieldName(field) === name && field.place === place);
  const added: Field[] = [];
  for (const name of names) {
    if (known(name, "path")) continue;
    tellPath(context, draft, name);
    added.push(textField(draft, name, "path"));
  }
  for (const name of draft.query) {
    if (known(name, "query") || added.some((field) => fieldName(field) === name)) continue;
    tellQuery(context, draft, name);
    added.push(textField(draft, name, "query"));
  }
  const fields = [...draft.parameters, ...added];
  return fields.length === 0
    ? undefined
    : listOf(
        draft.span,
        fields.map((field) => parameterNode(context, field)),
      );
}

function textField(draft: EndpointDraft, name: string, place: "path" | "query"): Field {
  return {
    steps: [{ kind: "property", name }],
    schema: { type: "string" },
    place,
    required: place === "path",
    undescribed: true,
    span: draft.headingSpan,
  };
}

function tellPath(context: Context, draft: EndpointDraft, name: string): void {
  tell(context, draft.headingSpan, {
    rule: "undescribed-parameter",
    severity: "note",
    message: `nothing says which type {${name.slice(0, 60)}} of the path has: every text is accepted`,
    mend: `describe it in the request: ${name} | path | uuid | yes`,
  });
}

function tellQuery(context: Context, draft: EndpointDraft, name: string): void {
  tell(context, draft.headingSpan, {
    rule: "undescribed-parameter",
    severity: "note",
    message: `nothing says which type the query parameter "${name.slice(0, 60)}" has: every text is accepted`,
    mend: `describe it in the request: ${name} | query | string | no`,
  });
}

function parameterNode(context: Context, field: Field): MapNode {
  const { span, place = "query", style, explode, undescribed } = field;
  return mapOf(span, [
    ["name", textNode(fieldName(field), span)],
    ["in", textNode(place, span)],
    ["required", field.required === true || place === "path" ? nodeOf(true, span) : undefined],
    ["style", style === undefined ? undefined : textNode(style, span)],
    ["explode", explode === undefined ? undefined : nodeOf(explode, span)],
    ["x-keelback-undescribed", undescribed && nodeOf(undescribed, span)],
    ...saidOf(context, field),
  ]);
}

function requestNode(context: Context, side: Side): MapNode | undefined {
  const content = contentNode(context, side);
  if (content === undefined && side.description.length === 0) return undefined;
  const description = side.description.join("\n\n").trim();
  if (content === undefined) return undefined;
  return mapOf(side.span, [
    ["description", description === "" ? undefined : textNode(description, side.span)],
    ["required", nodeOf(side.required ?? true, side.span)],
    ["content", content],
  ]);
}

function responsesNode(context: Context, common: Common, draft: EndpointDraft): MapNode | undefined {
  if (draft.responses.size === 0) return undefined;
  return mapOf(
    draft.span,
    [...draft.responses].map(([status, side]) => {
      const own = contentNode(context, side);
      const isListed = draft.listed.has(status) && own === undefined && common.errorBody !== undefined;
      const content = isListed
        ? mapOf(side.span, [["application/json", mapOf(side.span, [["schema", common.errorBody]])]])
        : own;
      return [
        status,
        mapOf(side.span, [
          ["description", textNode(side.description.join("\n\n").trim(), side.span)],
          ["headers", headersNode(context, side.headers, side.span)],
          ["content", content],
        ]),
      ] as const;
    }),
  );
}
