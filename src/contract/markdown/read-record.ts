import { digest, type Finding } from "#base";
import { printBundle } from "../bundle/print-bundle.ts";
import type { Bundle, Contract } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import { makeFindingList } from "../document/finding-list.ts";
import type { MapNode, Node } from "../document/node.ts";
import { newerDialect } from "../openapi/dialect.ts";
import { readOpenapi } from "../openapi/read-openapi.ts";
import { makeReader } from "../openapi/reader.ts";
import { readSchemaNode } from "../openapi/schemas.ts";
import type { Block } from "./blocks.ts";
import { type Context, tell } from "./context.ts";
import { type EndpointDraft, makeEndpoint } from "./endpoint-draft.ts";
import { readErrorForm } from "./error-form.ts";
import { type EventDraft, makeEvent, readEventParts } from "./event-draft.ts";
import { type Found, findSections } from "./find-sections.ts";
import { type Head, readHead } from "./head.ts";
import { makeEvents } from "./make-events.ts";
import { mapOf, nodeOf, textNode } from "./make-node.ts";
import { operationNode } from "./operation-node.ts";
import { makeOutline } from "./outline.ts";
import { parseBlocks } from "./parse-blocks.ts";
import { partsOf } from "./parts.ts";
import { proseEvents } from "./prose-events.ts";
import { readEndpointParts } from "./read-endpoint.ts";
import { readEndpointIndexes, readEventIndexes } from "./read-indexes.ts";
import { readSharedType } from "./shared-type.ts";
import { makeSource } from "./source.ts";
import { speakMarkdown } from "./speak-markdown.ts";
import { readColumns } from "./table-fields.ts";
import { tellUnread } from "./unread-tables.ts";

/** Characters of one record; one that describes a thousand endpoints has fewer. */
export const longestRecord = 2_000_000;

export interface RecordReading {
  readonly value: Contract | undefined;
  readonly findings: readonly Finding[];
  readonly bundle: Bundle | undefined;
  readonly root: MapNode | undefined;
}

/**
 * Reads a markdown API record, by way of the tree that OpenAPI 3.1 has for the same. That tree is given as a text too, for
 * all that reads contracts after us. Never throws; nothing that describes no endpoint, event or type is a record.
 */
export function readRecord(file: string, text: string): RecordReading {
  const source = makeSource(file, text.length > longestRecord ? "" : text);
  const findings = makeFindingList(source.at(0));
  const nothing = (rule: string, message: string, mend: string): RecordReading => {
    findings.add({ rule: `contract/${rule}`, severity: "error", message, span: source.at(0), mend });
    return { value: undefined, findings: findings.all(), bundle: undefined, root: undefined };
  };
  if (text.length > longestRecord)
    return nothing(
      "too-large",
      `the record has more than ${longestRecord / 1_000_000} million characters: it is too large to be read safely`,
      "write one record for each domain",
    );
  const { blocks, tooDeep, noTables } = parseBlocks(source);
  const outline = makeOutline(blocks);
  const found = findSections(outline);
  if (found.endpoints.length + found.events.length + found.types.length + found.indexes.length === 0)
    return nothing(
      "not-a-contract",
      "this markdown describes no endpoint, no event and no type: it is no API record",
      'describe an endpoint under a heading such as "### POST /orders"; docs/contracts.md shows the form',
    );
  const context: Context = { source, findings, typeNames: found.typeNames };
  for (const line of tooDeep)
    tell(context, source.at(line), {
      rule: "too-deep",
      message: "lists within lists within lists: what is inside is not read",
      mend: "name nested fields by their path: address.city",
    });
  for (const line of noTables)
    tell(context, source.at(line), {
      rule: "unread-table",
      message: "this looks like a table and is none that can be read: nothing is taken from it",
      mend: "write it with bars, and a line |---|---| below its header; one cell for each column",
    });
  return { ...readFound(context, found, readHead(context, outline, found)), findings: findings.all() };
}

/**
 * Whether a text is a record: at least one endpoint, or one event, with something said of it; or types with fields, in a text
 * that says which version it is.
 */
export function isRecord(text: string): boolean {
  if (text.length > longestRecord || !/\b(?:GET|POST|PUT|PATCH|DELETE)\b|^#+ /m.test(text)) return false;
  const outline = makeOutline(parseBlocks(makeSource("", text)).blocks);
  const { endpoints, events, indexes, types, parts: heads } = findSections(outline);
  const isVersioned =
    heads.some(({ name }) => name === "changelog" || name === "version") ||
    [outline, ...outline.children].some((section) =>
      partsOf({ ...section, children: [] }).parts.some(({ name, value }) => name === "version" && value),
    );
  return (
    (isVersioned && types.some(({ section }) => hasFields(section.blocks))) ||
    indexes.length > 0 ||
    events.length > 0 ||
    endpoints.some(({ section }) => {
      const { blocks, parts } = partsOf(section);
      return (
        parts.some((part) => part.name !== undefined) ||
        blocks.some(
          (block) =>
            block.kind === "table" || (block.kind === "code" && /^(?:json|http)/.test(block.language)),
        )
      );
    })
  );
}

function hasFields(blocks: readonly Block[]): boolean {
  return blocks.some((block) => {
    const { at } = block.kind === "table" ? readColumns(block) : { at: new Map() };
    return at.has("name") && at.has("type");
  });
}

function readFound(context: Context, found: Found, head: Head): Omit<RecordReading, "findings"> {
  const { source, findings } = context;
  const endpoints = readEndpoints(context, found);
  readEndpointIndexes(context, found, endpoints);
  const events = readEvents(context, found);
  readEventIndexes(context, found, events);
  const { schemas, errorBody } = readTypes(context, found);
  tellUnread(context, found);
  const paths = pathsNode(context, endpoints, (draft) =>
    operationNode(context, { schemes: head.schemes, errorBody }, draft),
  );
  const whole = source.over(0, source.lines.length - 1);
  const root = mapOf(whole, [
    ["openapi", textNode("3.1.0", source.at(0))],
    ["info", infoNode(head)],
    ["servers", head.baseUrl === "" ? undefined : nodeOf([{ url: head.baseUrl }], head.titleSpan)],
    ["paths", paths],
    ["components", componentsNode(context, head, schemas)],
  ]);
  const spoken = speakMarkdown(findings, events.length > 0 || (endpoints.length === 0 && schemas.size > 0));
  const bundle: Bundle = { text: printBundle(root), sources: new Map() };
  const contract = readOpenapi({
    file: source.file,
    text: bundle.text,
    version: "3.1",
    root,
    findings: spoken,
  });
  const value = {
    ...contract,
    label: "Markdown record",
    ...addEvents(context, contract, { head, endpoints, events, root, spoken }),
  };
  // Events stand in no document of OpenAPI, but in the version that is recorded.
  return { value: { ...value, digest: digest(source.text) }, bundle, root };
}

function readEndpoints(context: Context, found: Found): EndpointDraft[] {
  return found.endpoints.map(({ name, section }) => {
    const heading = section.heading?.span ?? context.source.at(0);
    const end = endOf(section);
    const draft = makeEndpoint(name.method, name, { ...heading, end: Math.max(heading.end, end) }, heading);
    readEndpointParts(context, draft, partsOf(section));
    const last = context.source.text.slice(0, draft.span.end).split(/\r\n|\n|\r/).length - 1;
    draft.proseEvents.push(...proseEvents(context.source.lines, heading.line, last));
    draft.description.splice(
      0,
      draft.description.length,
      ...draft.description.filter((text) => !isEndpointLine(text)),
    );
    return draft;
  });
}

// The line that named the endpoint says nothing more.
function isEndpointLine(text: string): boolean {
  return /^(?:\*\*)?`?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+\S+`?(?:\*\*)?$/.test(text.trim());
}

function endOf(section: Found["endpoints"][number]["section"]): number {
  const last = section.children.at(-1);
  const own = section.blocks.at(-1)?.span.end ?? section.heading?.span.end ?? 0;
  return last === undefined ? own : Math.max(own, endOf(last));
}

function readEvents(context: Context, found: Found): EventDraft[] {
  return found.events.map(({ name, section }) => {
    const heading = section.heading?.span ?? context.source.at(0);
    const draft = makeEvent(name, { ...heading, end: Math.max(heading.end, endOf(section)) });
    readEventParts(context, draft, partsOf(section));
    return draft;
  });
}

function readTypes(
  context: Context,
  found: Found,
): { readonly schemas: Map<string, Node>; readonly errorBody: Node | undefined } {
  const schemas = new Map<string, Node>();
  for (const { name, section } of found.types) {
    const span = section.heading?.span ?? context.source.at(0);
    if (schemas.has(name))
      tell(context, span, {
        rule: "duplicate-type",
        message: `the type ${name} is described already: only the first description counts`,
        mend: "remove one of the two, or rename it",
      });
    else
      schemas.set(
        name,
        readSharedType(context, partsOf(section), { ...span, end: Math.max(span.end, endOf(section)) }),
      );
  }
  return { schemas, errorBody: readErrorForm(context, found, schemas) };
}

function pathsNode(
  context: Context,
  endpoints: readonly EndpointDraft[],
  make: (draft: EndpointDraft) => Node,
): MapNode {
  const paths = new Map<string, [string, Node][]>();
  const first = new Map<string, EndpointDraft>();
  for (const draft of endpoints) {
    const key = `${draft.method} ${draft.path}`;
    const known = first.get(key);
    if (known !== undefined) {
      tell(context, draft.headingSpan, {
        rule: "duplicate-operation",
        message: `${draft.method.toUpperCase()} ${draft.path} is described already on line ${known.headingSpan.line}: only the first description counts`,
        mend: "merge the two sections",
      });
      continue;
    }
    first.set(key, draft);
    const item = paths.get(draft.path) ?? [];
    paths.set(draft.path, item);
    item.push([draft.method, make(draft)]);
  }
  const span = endpoints[0]?.headingSpan ?? context.source.at(0);
  return mapOf(
    span,
    [...paths].map(([path, item]) => [
      path,
      mapOf(first.get(`${item[0]?.[0]} ${path}`)?.headingSpan ?? span, item),
    ]),
  );
}

function infoNode(head: Head): MapNode {
  const span = head.titleSpan;
  return mapOf(span, [
    ["title", head.title === "" ? undefined : textNode(head.title, span)],
    ["version", head.version === "" ? undefined : textNode(head.version, span)],
    ["description", head.description === "" ? undefined : textNode(head.description, span)],
  ]);
}

function componentsNode(
  context: Context,
  head: Head,
  schemas: ReadonlyMap<string, Node>,
): MapNode | undefined {
  const { known } = head.schemes;
  if (schemas.size === 0 && known.size === 0) return undefined;
  const span = context.source.at(0);
  return mapOf(span, [
    ["schemas", schemas.size === 0 ? undefined : mapOf(span, schemas)],
    [
      "securitySchemes",
      known.size === 0
        ? undefined
        : mapOf(
            span,
            [...known].map(([name, { scheme, span: place }]) => [name, nodeOf(scheme, place)]),
          ),
    ],
  ]);
}

interface EventsRead {
  readonly head: Head;
  readonly endpoints: readonly EndpointDraft[];
  readonly events: readonly EventDraft[];
  readonly root: MapNode;
  readonly spoken: FindingList;
}

function addEvents(
  context: Context,
  contract: Contract,
  { head, endpoints, events, root, spoken }: EventsRead,
): Pick<Contract, "events"> {
  const reader = makeReader({
    file: context.source.file,
    dialect: newerDialect("OpenAPI 3.1"),
    root,
    findings: spoken,
  });
  const described = new Set(events.map(({ name }) => name));
  const emitters = endpoints.flatMap(({ method, path, emits, proseEvents: told }) => {
    const operation = contract.operations.find((each) => each.method === method && each.path === path);
    const known = new Set(emits.map(({ text }) => text));
    const prose = told
      .filter(({ piece, isCertain }) => (isCertain || described.has(piece.text)) && !known.has(piece.text))
      .map(({ piece }) => piece);
    const first = prose.filter(({ text }, index) => prose.findIndex((each) => each.text === text) === index);
    return operation === undefined ? [] : [{ id: operation.id, emits: [...emits, ...first] }];
  });
  return {
    events: makeEvents(context, events, {
      service: contract.title,
      schemes: head.schemes,
      emitters,
      operations: new Map(
        contract.operations.flatMap(({ id, method, path }) => [
          [id, id],
          [`${method.toUpperCase()} ${path}`, id],
        ]),
      ),
      read: (node) => readSchemaNode(reader, node),
    }),
  };
}
