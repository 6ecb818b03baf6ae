import { type LinkTarget, type ListBehaviour, type PlainTold, placeParts } from "#domain";

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
  return tellsMore(list) && !countsAll(list);
}

/** Whether addresses of pages are told. */
export function tellsLinks(list: ListBehaviour): boolean {
  return [...toldBy(list)].some((kind) => kind.startsWith("link"));
}
