import {
  type CursorTold,
  type Domain,
  type LinkTarget,
  type ListBehaviour,
  type PlainTold,
  placeParts,
  type Told,
} from "#domain";

/** What a list tells beside its rows, in its answer and its headers. */
function toldBy({ answer }: ListBehaviour): ReadonlySet<PlainTold | `link ${LinkTarget}` | "links"> {
  const parts = placeParts(answer.parts).map(({ tells }) => tells);
  const headers = answer.headers.map(({ tells }) => tells);
  return new Set(
    [...parts, ...headers].flatMap((tells) => {
      if (tells.kind === "rows" || tells.kind === "constant" || tells.kind === "group") return [];
      return [tells.kind === "link" ? (`link ${tells.to}` as const) : tells.kind];
    }),
  );
}

const flags: ReadonlySet<string> = new Set(["has-next", "has-previous", "is-first", "is-last", "is-empty"]);

/** Whether what is told is a flag, and no number. */
export function isFlag(kind: PlainTold): boolean {
  return flags.has(kind);
}

/** Whether all rows are counted. */
export function countsAll(list: ListBehaviour): boolean {
  const told = toldBy(list);
  return told.has("total") || countsPages(list);
}

/** Whether the pages are counted. */
export function countsPages(list: ListBehaviour): boolean {
  const told = toldBy(list);
  return told.has("pages") || told.has("link last") || (told.has("links") && told.has("total"));
}

/** Whether it is told if rows come after the page. */
export function tellsMore(list: ListBehaviour): boolean {
  const told = toldBy(list);
  return (["has-next", "is-last", "next-page", "link next", "links"] as const).some((kind) => told.has(kind));
}

/** Whether one row more than the page is read, to see if there is any. */
export function looksAhead(list: ListBehaviour): boolean {
  return tellsMore(list) && !countsAll(list) && list.pagination?.style !== "keyset";
}

const cursors: ReadonlySet<string> = new Set([
  "next-cursor",
  "previous-cursor",
  "start-cursor",
  "end-cursor",
]);

/** Whether what is told is a text that says where to go on. */
export function isCursor(kind: Told["kind"]): kind is CursorTold {
  return cursors.has(kind);
}

/** What slices of some list that goes on from rows must say of themselves. */
export interface SliceNeeds {
  readonly backwards: boolean;
  readonly next: boolean;
  readonly previous: boolean;
  readonly start: boolean;
  readonly end: boolean;
  readonly opaque: boolean;
  /** Whether callers choose the order of some: then a cursor says of which it is. */
  readonly sorted: boolean;
  readonly key: boolean;
}

/** What the slices of all lists must say; undefined where no list goes on from rows. */
export function sliceNeeds({ operations }: Domain): SliceNeeds | undefined {
  const lists = operations.flatMap(({ behaviour }) =>
    behaviour.kind === "list" && behaviour.pagination?.style === "keyset"
      ? [{ told: toldBy(behaviour), pagination: behaviour.pagination }]
      : [],
  );
  if (lists.length === 0) return undefined;
  const tells = (...kinds: readonly PlainTold[]): boolean =>
    lists.some(({ told }) => kinds.some((kind) => told.has(kind)));
  return {
    backwards: lists.some(({ pagination }) => pagination.before !== undefined),
    next: tells("has-next", "is-last", "next-cursor"),
    previous: tells("has-previous", "is-first", "previous-cursor"),
    start: tells("start-cursor", "previous-cursor"),
    end: tells("end-cursor", "next-cursor"),
    opaque: lists.some(({ pagination }) => pagination.cursor.kind === "opaque"),
    sorted: operations.some(
      ({ behaviour }) =>
        behaviour.kind === "list" &&
        behaviour.pagination?.style === "keyset" &&
        behaviour.sorting !== undefined,
    ),
    key: lists.some(({ pagination }) => pagination.cursor.kind === "key"),
  };
}

/** Whether addresses of pages are told. */
export function tellsLinks(list: ListBehaviour): boolean {
  return [...toldBy(list)].some((kind) => kind.startsWith("link"));
}
