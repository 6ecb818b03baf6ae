import { tellType } from "./judge-changes.ts";
import type { KeptColumn } from "./kept-table.ts";
import type { TableAlteration, TableChanges } from "./table-changes.ts";

/** What a migration does, one line for each thing, for people. */
export function describeChanges({ created, dropped, altered }: TableChanges): readonly string[] {
  return [
    ...created.map(
      ({ name, columns }) => `table ${name} is added (${columns.map((column) => column.name).join(", ")})`,
    ),
    ...altered.flatMap(describeAlteration),
    ...dropped.map(({ name }) => `table ${name} is dropped with all its rows`),
  ];
}

function describeAlteration({
  from,
  to,
  renamed,
  added,
  dropped,
  changed,
}: TableAlteration): readonly string[] {
  const lines = [
    ...(from.name === to.name ? [] : [`table ${from.name} is called ${to.name}`]),
    ...renamed.map((pair) => `${to.name}.${pair.from.name} is called ${pair.to.name}`),
    ...added.map((column) => `${to.name}.${column.name} is added (${tellColumn(column)})`),
    ...changed.map(
      (pair) => `${to.name}.${pair.to.name} changes from ${tellColumn(pair.from)} to ${tellColumn(pair.to)}`,
    ),
    ...dropped.map((column) => `${to.name}.${column.name} is dropped with what stands in it`),
  ];
  return lines.length > 0 ? lines : [`constraints and indexes of ${to.name} change`];
}

function tellColumn({ type, nullable, refersTo }: KeptColumn): string {
  const target = refersTo ? ` of ${refersTo.table}` : "";
  return `${tellType(type)}${target}${nullable ? ", may be null" : ""}`;
}

/** A sentence for the whole, and the end of a file's name. */
export function nameChanges(changes: TableChanges): { readonly title: string; readonly slug: string } {
  const words = summarize(changes);
  const title = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
  const slug = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .slice(0, 50)
    .replace(/^_+|_+$/g, "");
  return { title, slug: slug === "" ? "change" : slug };
}

function summarize({ created, dropped, altered }: TableChanges): string {
  const all = [
    ...created.map(({ name }) => `add ${name}`),
    ...altered.map(summarizeAlteration),
    ...dropped.map(({ name }) => `drop ${name}`),
  ];
  if (all.length === 1) return all[0] ?? "";
  const tables = [...created, ...altered.map(({ to }) => to), ...dropped].map(({ name }) => name);
  return all.length < 4 ? all.join(", ") : `change ${tables.slice(0, 2).join(", ")} and others`;
}

function summarizeAlteration({ from, to, renamed, added, dropped, changed }: TableAlteration): string {
  const one = (columns: readonly KeptColumn[]): string => columns.map(({ name }) => name).join(" and ");
  const parts = [
    ...(from.name === to.name ? [] : [`rename ${from.name} to ${to.name}`]),
    ...(added.length === 0 ? [] : [`add ${one(added)} to ${to.name}`]),
    ...(dropped.length === 0 ? [] : [`drop ${one(dropped)} of ${to.name}`]),
    ...renamed.map((pair) => `rename ${pair.from.name} of ${to.name} to ${pair.to.name}`),
    ...(changed.length === 0 ? [] : [`change ${one(changed.map((pair) => pair.to))} of ${to.name}`]),
  ];
  const [only] = parts;
  return parts.length === 1 && only !== undefined && only.length < 70 ? only : `change ${to.name}`;
}
