import { pascalCase } from "#base";
import type { TableBlock } from "./blocks.ts";
import { type Around, classify } from "./classify.ts";
import { columnOf } from "./column-words.ts";
import { type EndpointName, readPathOnly } from "./endpoint-heading.ts";
import type { Section } from "./outline.ts";
import type { PartName } from "./part-words.ts";
import { partsOf } from "./parts.ts";
import { plain } from "./plain.ts";
import { typeKey } from "./read-type.ts";

/** The sections of a record by what they are, in the order of the text. */
export interface Found {
  readonly endpoints: { readonly name: EndpointName; readonly section: Section }[];
  readonly events: { readonly name: string; readonly section: Section }[];
  readonly types: { readonly name: string; readonly section: Section }[];
  readonly parts: { readonly name: PartName; readonly section: Section }[];
  /** Tables that list endpoints or events, one a row. */
  readonly indexes: { readonly table: TableBlock; readonly around: Around }[];
  /** Everything else. */
  readonly others: Section[];
  /** Of shared types, by how names are compared. */
  readonly typeNames: Map<string, string>;
}

export function findSections(root: Section): Found {
  const found: Found = {
    endpoints: [],
    events: [],
    types: [],
    parts: [],
    indexes: [],
    others: [],
    typeNames: new Map(),
  };
  visit(found, root, {});
  for (const { name } of found.types)
    if (!found.typeNames.has(typeKey(name))) found.typeNames.set(typeKey(name), name);
  return found;
}

function visit(found: Found, section: Section, around: Around): void {
  found.others.push(section);
  collectIndexes(found, section, around);
  for (const child of section.children) place(found, child, around);
}

function place(found: Found, section: Section, around: Around): void {
  const kind = classify(section, around);
  switch (kind.kind) {
    case "endpoint": {
      const inner = section.children.filter((child) => isOther(child));
      found.endpoints.push({
        name: kind.name,
        section: { ...section, children: section.children.filter((child) => !inner.includes(child)) },
      });
      for (const child of inner) place(found, child, around);
      return;
    }
    case "event":
      found.events.push({ name: kind.name, section });
      return;
    case "type":
      found.types.push({ name: sharedName(kind.name), section });
      return;
    case "path":
      collectIndexes(found, section, around);
      for (const child of section.children) place(found, child, { ...around, path: kind.path });
      return;
    case "part":
      placePart(found, section, kind.name, around);
      return;
    default:
      visit(found, section, around);
  }
}

function placePart(found: Found, section: Section, name: PartName, around: Around): void {
  if (name === "endpoints" || name === "events" || name === "types") {
    collectIndexes(found, section, { ...around, part: name });
    for (const child of section.children) place(found, child, { ...around, part: name });
    return;
  }
  found.parts.push({ name, section });
  collectIndexes(found, section, around);
  const isHead = name === "changelog" || name === "authentication" || name === "errorForm";
  for (const child of section.children) {
    const { kind } = classify(child, around);
    if (!isHead || isPromise(kind)) place(found, child, around);
    else placeWithin(found, child, around);
  }
}

function isPromise(kind: ReturnType<typeof classify>["kind"]): boolean {
  return kind === "endpoint" || kind === "event" || kind === "path";
}

/** Endpoints that stand some headings below one that is about something else: those of signing in below *Authentication*. */
function placeWithin(found: Found, section: Section, around: Around): void {
  for (const child of section.children)
    if (isPromise(classify(child, around).kind)) place(found, child, around);
    else placeWithin(found, child, around);
}

/** A heading below an endpoint that begins another one. */
function isOther(section: Section): boolean {
  const text = section.heading?.piece.text ?? "";
  const kind = classify(section, {});
  return (
    (kind.kind === "endpoint" && /\b(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\b/.test(text)) ||
    readPathOnly(text) !== undefined
  );
}

function sharedName(name: string): string {
  return /\s/.test(name) ? pascalCase(name) : name;
}

function collectIndexes(found: Found, section: Section, around: Around): void {
  const { blocks, parts } = partsOf({ ...section, children: [] });
  for (const block of [...blocks, ...parts.flatMap((part) => part.blocks)]) {
    if (block.kind !== "table") continue;
    const columns = block.header.map((cell) => columnOf(plain(cell.text)));
    const namesPath = columns.includes("path") || columns.includes("method");
    const isEndpoints =
      namesPath &&
      block.rows.some((row) => row.cells.some((cell) => /(?:^|[\s`])\/[\w{:<]|^`?\/`?$/.test(cell.text)));
    const isEvents =
      columns.includes("event") &&
      ["trigger", "channel", "producers", "consumers", "when", "request", "type"].some((each) =>
        columns.includes(each as "trigger"),
      );
    const isListed =
      around.part === "events" &&
      (columns.includes("name") || columns.includes("event")) &&
      !columns.includes("type");
    if (isEndpoints || isEvents || isListed)
      found.indexes.push({
        table: block,
        around: isEndpoints ? { ...around, part: "endpoints" } : { ...around, part: "events" },
      });
  }
}
