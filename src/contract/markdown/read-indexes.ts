import type { Span } from "#base";
import type { TableRow } from "./blocks.ts";
import { readBodyValue } from "./body-value.ts";
import { type Context, tell } from "./context.ts";
import { type EndpointDraft, makeEndpoint, responseAt } from "./endpoint-draft.ts";
import { readEndpoint, readTarget } from "./endpoint-heading.ts";
import { type EventDraft, makeEvent } from "./event-draft.ts";
import { fillValue } from "./fill-side.ts";
import type { Found } from "./find-sections.ts";
import { namePart } from "./name-part.ts";
import { namesOf } from "./part-texts.ts";
import { cellText, plain, uncode } from "./plain.ts";
import { readEndpointParts } from "./read-endpoint.ts";
import type { Piece } from "./source.ts";
import { type Columns, cellAt, readColumns, tellUnknownColumns } from "./table-fields.ts";

/** Reads the tables that list endpoints, one a row; what a section of its own says of one counts first. */
export function readEndpointIndexes(context: Context, found: Found, endpoints: EndpointDraft[]): void {
  for (const { table, around } of found.indexes) {
    if (around.part !== "endpoints") continue;
    const columns = readColumns(table);
    tellUnknownColumns(context, columns);
    for (const row of table.rows) readEndpointRow(context, columns, row, endpoints);
  }
}

function readEndpointRow(
  context: Context,
  columns: Columns,
  row: TableRow,
  endpoints: EndpointDraft[],
): void {
  const cell = (column: Parameters<typeof cellAt>[2]) => cellAt(row, columns, column);
  const path = cell("path");
  const method = cell("method");
  const text = [method, path].map((piece) => (piece === undefined ? "" : plain(piece.text))).join(" ");
  const named =
    readEndpoint(text) ?? row.cells.map((each) => readEndpoint(each.text)).find((each) => each !== undefined);
  if (named === undefined) {
    if (readTarget(plain(path?.text ?? "")) === undefined) return;
    tell(context, path ?? row.span, {
      rule: "unknown-table",
      message: "this row names a path, but no method: it is left out",
      mend: "add a column with GET, POST, PUT, PATCH or DELETE",
    });
    return;
  }
  const known = endpoints.find((each) => each.method === named.method && each.path === named.path);
  const draft = known ?? makeEndpoint(named.method, { ...named, summary: "" }, row.span, row.span);
  if (known === undefined) endpoints.push(draft);
  draft.auth ??= cell("auth");
  const description = cell("description");
  if (draft.summary === "" && description !== undefined)
    draft.summary = plain(cellText(description.text)).replace(/\n/g, " ");
  if (known === undefined)
    readRowBodies(
      context,
      draft,
      {
        request: cell("request"),
        response: cell("response"),
        status: cell("status"),
        errors: cell("errors"),
        emits: cell("emits"),
      },
      row.span,
    );
}

interface RowBodies {
  readonly request: Piece | undefined;
  readonly response: Piece | undefined;
  readonly status: Piece | undefined;
  readonly errors: Piece | undefined;
  readonly emits: Piece | undefined;
}

function readRowBodies(context: Context, draft: EndpointDraft, cells: RowBodies, span: Span): void {
  const part = (name: "request" | "errors" | "response" | "emits", value: Piece) => ({
    name,
    title: value,
    value: { ...value, text: cellText(value.text) },
    blocks: [],
    parts: [],
    isHeading: false,
  });
  const { request, response, status, errors, emits } = cells;
  if (request !== undefined)
    readEndpointParts(context, draft, { blocks: [], parts: [part("request", request)] });
  const code = status === undefined ? undefined : namePart(status.text, true).status;
  if (response !== undefined && code !== undefined)
    fillValue(context, { side: responseAt(draft, code, span) }, response, readBodyValue(context, response));
  else if (response !== undefined)
    readEndpointParts(context, draft, { blocks: [], parts: [part("response", response)] });
  else if (code !== undefined) responseAt(draft, code, span);
  if (errors !== undefined)
    readEndpointParts(context, draft, { blocks: [], parts: [part("errors", errors)] });
  if (emits !== undefined) readEndpointParts(context, draft, { blocks: [], parts: [part("emits", emits)] });
}

/** The same for events. */
export function readEventIndexes(context: Context, found: Found, events: EventDraft[]): void {
  for (const { table, around } of found.indexes) {
    if (around.part !== "events") continue;
    const columns = readColumns(table);
    tellUnknownColumns(context, columns);
    const at = columns.at.get("event") ?? columns.at.get("name") ?? 0;
    for (const row of table.rows) {
      const name = uncode(plain(row.cells[at]?.text ?? ""));
      if (name === "") continue;
      const known = events.find((each) => each.name === name);
      const draft = known ?? makeEvent(name, row.span);
      if (known === undefined) events.push(draft);
      readEventRow(context, columns, row, draft);
    }
  }
}

function readEventRow(context: Context, columns: Columns, row: TableRow, draft: EventDraft): void {
  const cell = (column: Parameters<typeof cellAt>[2]) => cellAt(row, columns, column);
  const listed = (value: Piece | undefined) =>
    value === undefined
      ? []
      : namesOf({ name: undefined, title: value, value, blocks: [], parts: [], isHeading: false });
  draft.trigger ||= cellText((cell("trigger") ?? cell("when"))?.text ?? "");
  const channel = cell("channel");
  if (channel !== undefined) draft.channel ??= { ...channel, text: uncode(plain(channel.text)) };
  if (draft.producers.length === 0) draft.producers.push(...listed(cell("producers")));
  if (draft.consumers.length === 0) draft.consumers.push(...listed(cell("consumers")));
  const payload = cell("request") ?? cell("type");
  if (payload !== undefined && draft.payload.bodies.length === 0)
    fillValue(context, { side: draft.payload }, payload, readBodyValue(context, payload));
  const description = cell("description");
  if (draft.summary === "" && draft.description.length === 0 && description !== undefined)
    draft.summary = plain(cellText(description.text));
}
