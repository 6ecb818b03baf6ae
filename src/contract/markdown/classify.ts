import type { Block } from "./blocks.ts";
import { columnOf } from "./column-words.ts";
import {
  type EndpointName,
  readEndpoint,
  readMethodOnly,
  readPathOnly,
  readTarget,
} from "./endpoint-heading.ts";
import type { Section } from "./outline.ts";
import { type PartName, partOf } from "./part-words.ts";
import { readLabel } from "./parts.ts";
import { fold, plain, uncode } from "./plain.ts";

/** What a section is, by its heading, by what stands in it and by where it stands. */
export type SectionKind =
  | { readonly kind: "endpoint"; readonly name: EndpointName }
  | { readonly kind: "event"; readonly name: string }
  | { readonly kind: "type"; readonly name: string }
  | { readonly kind: "part"; readonly name: PartName }
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "other" };

/** What the sections around say: the part that their headings name, and a path. */
export interface Around {
  readonly part?: PartName | undefined;
  readonly path?: string | undefined;
}

export function classify(section: Section, around: Around): SectionKind {
  const text = section.heading?.piece.text ?? "";
  const endpoint = endpointOf(section, text, around);
  if (endpoint !== undefined) return { kind: "endpoint", name: endpoint };
  const path = readPathOnly(text);
  if (path !== undefined) return { kind: "path", path };
  const part = partOf(text.replace(/^[\d.]+\s+/, ""));
  if (part === "errorForm" || (part !== undefined && around.part === undefined))
    return { kind: "part", name: part };
  const name = nameIn(text);
  if (around.part === "types") return name === undefined ? { kind: "other" } : { kind: "type", name };
  if (around.part === "events" && part !== undefined) return { kind: "part", name: part };
  if (looksLikeEvent(section, text, around)) return { kind: "event", name: eventName(text) };
  if (part !== undefined) return { kind: "part", name: part };
  if (name !== undefined && describesType(section, text)) return { kind: "type", name };
  return { kind: "other" };
}

function endpointOf(section: Section, text: string, around: Around): EndpointName | undefined {
  const named = readEndpoint(text);
  if (named !== undefined) return named;
  if (around.path !== undefined) {
    const alone = readMethodOnly(text);
    if (alone !== undefined) return { ...alone, path: around.path, query: [] };
  }
  const inside = section.heading === undefined ? undefined : endpointInside(section.blocks);
  return inside === undefined
    ? undefined
    : { ...inside, summary: plain(text).replace(/^[\d.]+[.)]?\s+/, "") };
}

/** The endpoint that the first lines below a heading name: on a line of its own, in a block, or behind labels. */
function endpointInside(blocks: readonly Block[]): EndpointName | undefined {
  let method: string | undefined;
  let target: ReturnType<typeof readTarget>;
  for (const block of blocks.slice(0, 4)) {
    if (block.kind === "code") {
      const [line = ""] = block.text.trim().split("\n");
      const named = /^(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS) \S+/.test(line)
        ? readEndpoint(line.replace(/\s+HTTP\/[\d.]+$/, ""))
        : undefined;
      if (named !== undefined) return named;
    }
    const lines =
      block.kind === "paragraph"
        ? block.lines
        : block.kind === "list"
          ? block.items.flatMap(({ blocks: [first] }) => (first?.kind === "paragraph" ? first.lines : []))
          : [];
    for (const [index, line] of lines.entries()) {
      const label = readLabel(line);
      // What triggers an event is an endpoint somewhere else.
      if (label?.name !== undefined && (eventParts.has(label.name) || label.name === "emits")) continue;
      // A label may stand above what it says: `Method:`, and `GET` in the next line.
      const value = label?.value ?? (label === undefined ? undefined : lines[index + 1]);
      const said = value === undefined ? undefined : uncode(plain(value.text));
      if (label?.name === "method" && said !== undefined && /^[A-Z]+$/i.test(said))
        method = said.toUpperCase();
      else if (said !== undefined && isOfPath(label?.name, said))
        target = readTarget(said.replace(/^https?:\/\/[^/]+/, "").replace(/^[A-Z]+\s+/, ""));
      const bare = plain(line.text);
      const isAlone =
        /^(?:[A-Za-z ]{1,20}:\s*)?(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+(?:https?:\/\/\S+|\{\{?\w+\}?\}\S*|\/\S*)[.:]?$/.test(
          bare,
        );
      const isMarked =
        /^(?:[\p{L} ]{1,24}:?\s*)?(?:\*\*)?`(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+[^`]+`|^`(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)`\s+`?\//u.test(
          line.text,
        );
      const named = isAlone || isMarked ? readEndpoint(bare) : undefined;
      if (named !== undefined) return { ...named, summary: "" };
    }
    if (method !== undefined && target !== undefined) return readEndpoint(`${method} ${target.path}`);
  }
  return undefined;
}

/** Whether a label says where an endpoint is. `Path` alone is a word for parameters of the path too. */
export function isOfPath(name: PartName | undefined, said: string): boolean {
  return name === "path" || name === "endpoint" || (name === "pathParameters" && /^`?\/\S*`?$/.test(said));
}

const eventParts: ReadonlySet<PartName> = new Set([
  "trigger",
  "channel",
  "producers",
  "consumers",
  "payload",
  "correlation",
]);

function looksLikeEvent(section: Section, text: string, around: Around): boolean {
  const name = eventName(text);
  if (!/^[\p{L}][\p{L}\p{N}._:/-]{1,120}$/u.test(name))
    return around.part === "events" && hasEventParts(section, 2);
  if (around.part === "events") return true;
  const isDotted = /^[\p{L}][\p{L}\p{N}_-]*(?:[.:/][\p{L}\p{N}_-]+)+$/u.test(name);
  const isNamed = /^(?:event|ereignis|événement|evenement|evento|gebeurtenis|webhook|message)\b/i.test(
    plain(text),
  );
  return hasEventParts(section, isDotted || isNamed ? 1 : 2);
}

/** How many of the labels and headings of a section are those of events. */
export function hasEventParts(section: Section, least: number): boolean {
  const found = new Set<PartName>();
  for (const block of section.blocks) {
    const lines =
      block.kind === "paragraph"
        ? block.lines
        : block.kind === "list"
          ? block.items.flatMap(({ blocks: [first] }) => (first?.kind === "paragraph" ? first.lines : []))
          : [];
    for (const line of lines) {
      const name = readLabel(line)?.name;
      if (name !== undefined && eventParts.has(name)) found.add(name);
    }
  }
  for (const child of section.children) {
    const name = partOf(child.heading?.piece.text ?? "");
    if (name !== undefined && eventParts.has(name)) found.add(name);
  }
  return found.size >= least;
}

function eventName(text: string): string {
  const said = plain(text).replace(/^[\d.]+[.)]?\s+/, "");
  const marked = /`([^`]{1,120})`/.exec(text)?.[1];
  return uncode(
    marked ??
      said
        .replace(/^(?:event|ereignis|événement|evento|gebeurtenis|webhook|message)\s*[:–—-]?\s+/i, "")
        .replace(/\s+[–—-]\s+.*$/, ""),
  );
}

/** A name that a type can have. */
function nameIn(text: string): string | undefined {
  const said = plain(text)
    .replace(/^[\d.]+[.)]?\s+/, "")
    .replace(/\s+[–—-]\s+.*$/, "");
  const marked = /`([^`]{1,120})`/.exec(text)?.[1];
  const name = (marked ?? said)
    .replace(
      /^(?:type|typ|tipo|object|objekt|objet|model|modell|modèle|schema|struct|enum|the)\s+(?=\S)/i,
      "",
    )
    .replace(/\s+(?:object|type|model|schema|objekt|resource|entity|enum)$/i, "");
  return /^[\p{L}_][\p{L}\p{N}_.-]*(?: [\p{L}\p{N}_-]+){0,3}$/u.test(name) && name.length <= 100
    ? name
    : undefined;
}

// Outside of a section of types only what names itself one and has a table of typed fields is taken for a type.
function describesType(section: Section, text: string): boolean {
  const isTyped = section.blocks.some((block) => {
    if (block.kind !== "table") return false;
    const columns = block.header.map((cell) => columnOf(plain(cell.text)));
    return columns.includes("type") && (columns.includes("name") || columns[0] === undefined);
  });
  const isNamed =
    /`|^\S+$/.test(text.trim()) ||
    /\b(?:object|type|model|schema|objekt|typ|objet|tipo|objeto|oggetto|modell|modèle|modelo)\b/i.test(
      fold(text),
    );
  return isTyped && isNamed;
}
