import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  parseDocument,
  type YAMLMap,
} from "yaml";
import { spliceEdits, type TextEdit } from "#base";
import type { JsonValue } from "../contract.ts";
import { equalValues, jsonValueOf } from "../document/json-value.ts";
import { readDocument } from "../document/read-document.ts";
import { type DocumentStyle, documentStyle } from "./document-style.ts";
import { type Part, withParts } from "./part.ts";
import { blockLines, flowEntry } from "./print-entry.ts";

interface Growth {
  readonly map: YAMLMap;
  readonly added: Map<string, JsonValue>;
  /** The entry that has nothing yet, and what it stands in. */
  readonly empty?: { readonly pair: Pair; readonly value: Node };
}

interface PlacedEdit extends TextEdit {
  readonly indent: number;
}

/**
 * The text of a document in YAML or JSON with parts that it does not have. All that stood in it stands as it was, byte for byte, but
 * for an empty `{}` that something is put into. Undefined where that cannot be done for certain.
 */
export function insertParts(text: string, parts: readonly Part[]): string | undefined {
  const before = readDocument("", text);
  if (before.root?.kind !== "map" || before.brokenFrom < text.length) return undefined;
  const document = parseDocument(text, {
    ...{ schema: "core", resolveKnownTags: false, merge: false, uniqueKeys: false },
    ...{ prettyErrors: false, logLevel: "silent" },
  });
  if (document.errors.length > 0 || !isMap(document.contents)) return undefined;
  const style = documentStyle(text, document.contents);
  const growths = new Map<unknown, Growth>();
  for (const { path, value } of parts)
    if (!place(document.contents, path, value, growths, text)) return undefined;
  const edits = [...growths.values()].flatMap((growth) => editsOf(text, growth, style));
  // Where several maps end at one place, the inner one grows first.
  const after = spliceEdits(
    text,
    edits.toSorted((one, other) => other.indent - one.indent),
  );
  if (after === undefined) return undefined;
  const read = readDocument("", after);
  if (read.root === undefined || read.brokenFrom < after.length) return undefined;
  return equalValues(jsonValueOf(read.root), withParts(jsonValueOf(before.root), parts)) ? after : undefined;
}

/** Goes down as far as there are maps, and notes what is to be added there. */
function place(
  root: YAMLMap,
  path: readonly string[],
  value: JsonValue,
  growths: Map<unknown, Growth>,
  text: string,
): boolean {
  let map = root;
  for (const [index, key] of path.entries()) {
    const pair: Pair | undefined = map.items.find((item) => keyOf(item) === key);
    const rest = path.slice(index + 1);
    if (pair === undefined) return note(growths, map, { map, added: new Map() }, [key, ...rest], value);
    const below: unknown = pair.value;
    if (rest.length === 0 || isAlias(below) || !isNode(below)) return false;
    if (isMap(below) && (below.items.length > 0 || map.flow === true)) map = below;
    else if (isBare(below, text))
      return note(growths, pair, { map, added: new Map(), empty: { pair, value: below } }, rest, value);
    else return false;
  }
  return false;
}

function note(
  growths: Map<unknown, Growth>,
  at: unknown,
  made: Growth,
  path: readonly string[],
  value: JsonValue,
): boolean {
  const growth = growths.get(at) ?? made;
  growths.set(at, growth);
  const [key = "", ...rest] = path;
  growth.added.set(
    key,
    rest.length === 0 ? value : withParts(growth.added.get(key) ?? {}, [{ path: rest, value }]),
  );
  return true;
}

function isBare(node: Node, text: string): boolean {
  if (isScalar(node)) return node.value === null && node.anchor === undefined;
  return isMap(node) && node.anchor === undefined && /^\{\s*\}$/.test(text.slice(...rangeOf(node)));
}

function editsOf(text: string, growth: Growth, style: DocumentStyle): readonly PlacedEdit[] {
  const entries = [...growth.added];
  const { map, empty } = growth;
  if (empty !== undefined) return fill(text, growth, empty, style);
  if (map.flow === true) return [growFlow(text, map, entries, style)];
  const indent = columnOf(text, startOf(map));
  const at = endOfBlock(text, map, indent);
  const gap = hasGaps(text, map) && !endsInBlockScalar(map) ? [""] : [];
  const lines = entries.flatMap((entry) => [...gap, ...blockLines(entry, indent, style)]);
  return [{ ...editAt(at, at, layLines(text, at, lines, style)), indent }];
}

/** Something below a key that had nothing. */
function fill(
  text: string,
  { map, added }: Growth,
  { pair, value }: NonNullable<Growth["empty"]>,
  style: DocumentStyle,
): readonly PlacedEdit[] {
  const [from, to] = rangeOf(value);
  if (map.flow === true) {
    const inner = [...added].map((entry) => flowEntry(entry, "", undefined, style.isDense)).join(", ");
    return [{ ...editAt(from, to, ` {${inner}}`), indent: 0 }];
  }
  const indent = columnOf(text, startOf(pair)) + style.step;
  const at = lineEnd(text, to);
  const lines = [...added].flatMap((entry) => blockLines(entry, indent, style));
  const gone = text[from - 1] === " " && to > from ? from - 1 : from;
  return [
    { ...editAt(gone, to, ""), indent },
    { ...editAt(at, at, layLines(text, at, lines, style)), indent },
  ];
}

function growFlow(
  text: string,
  map: YAMLMap,
  entries: readonly (readonly [string, JsonValue])[],
  { flowStep, isDense, newline }: DocumentStyle,
): PlacedEdit {
  const [from, to] = rangeOf(map);
  const last = map.items.at(-1);
  if (last === undefined) {
    const outer = /^[ \t]*/.exec(text.slice(lineStart(text, from), from))?.[0] ?? "";
    const isBroken = flowStep !== undefined && text.slice(from + 1, to - 1).trim() === "";
    const indent = isBroken ? outer + flowStep : "";
    const laid = entries.map((entry) => flowEntry(entry, indent, isBroken ? flowStep : undefined, isDense));
    const broken = `\n${indent}${laid.join(`,\n${indent}`)}\n${outer}`.replaceAll("\n", newline);
    return isBroken
      ? { ...editAt(from + 1, to - 1, broken), indent: 0 }
      : { ...editAt(to - 1, to - 1, laid.join(", ")), indent: 0 };
  }
  const lead = text.slice(from + 1, startOf(map.items[0]));
  const isBroken = lead.includes("\n");
  const indent = isBroken ? lead.slice(lead.lastIndexOf("\n") + 1) : "";
  const apart = isBroken ? `,\n${indent}` : isDense ? "," : ", ";
  const laid = entries
    .map((entry) => apart + flowEntry(entry, indent, isBroken ? (flowStep ?? "  ") : undefined, isDense))
    .join("");
  const at = endOf(last.value ?? last.key);
  return { ...editAt(at, at, isBroken ? laid.replaceAll("\n", newline) : laid), indent: 0 };
}

/** Behind the last line of a map, and behind comments that stand as far in as its keys. */
function endOfBlock(text: string, map: YAMLMap, indent: number): number {
  let at = lineEnd(text, endOf(lastLeaf(map)));
  const comment = /(?:[ \t]*\r?\n)*([ \t]*)#[^\n]*(?:\n|$)/y;
  while (at < text.length && text[at - 1] === "\n") {
    comment.lastIndex = at;
    const found = comment.exec(text);
    if (found === null || (found[1] ?? "").length < indent) break;
    at = comment.lastIndex;
  }
  return at;
}

function lastLeaf(node: unknown): unknown {
  let leaf = node;
  for (;;) {
    if (isMap(leaf) && leaf.flow !== true && leaf.items.length > 0) {
      const last: Pair | undefined = leaf.items.at(-1);
      leaf = last?.value ?? last?.key;
    } else if (isSeq(leaf) && leaf.flow !== true && leaf.items.length > 0) leaf = leaf.items.at(-1);
    else return leaf;
  }
}

function endsInBlockScalar(map: YAMLMap): boolean {
  const leaf = lastLeaf(map);
  return isScalar(leaf) && (leaf.type === "BLOCK_LITERAL" || leaf.type === "BLOCK_FOLDED");
}

/** Whether an empty line stands before the last entry. */
function hasGaps(text: string, map: YAMLMap): boolean {
  return (
    map.items.length > 1 &&
    /\n[ \t]*\r?\n(?:[ \t]*#[^\n]*\n)*[ \t]*$/.test(text.slice(0, startOf(map.items.at(-1))).slice(-2_000))
  );
}

function layLines(text: string, at: number, lines: readonly string[], { newline }: DocumentStyle): string {
  const body = lines.join(newline);
  return at === text.length && !text.endsWith("\n") ? newline + body : body + newline;
}

/** The beginning of the next line, or the end of the text. */
function lineEnd(text: string, offset: number): number {
  if (offset > 0 && text[offset - 1] === "\n") return offset;
  const end = text.indexOf("\n", offset);
  return end === -1 ? text.length : end + 1;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1;
}

function columnOf(text: string, offset: number): number {
  return text.slice(lineStart(text, offset), offset).replace(/^\ufeff/, "").length;
}

function startOf(item: unknown): number {
  if (isMap(item) && item.flow !== true) return startOf(item.items[0]);
  if (isNode(item)) return rangeOf(item)[0];
  const key = (item as Pair | undefined)?.key;
  return isNode(key) ? rangeOf(key)[0] : 0;
}

function endOf(node: unknown): number {
  return isNode(node) ? rangeOf(node)[1] : 0;
}

function rangeOf(node: Node): readonly [number, number] {
  const [from = 0, to = 0] = node.range ?? [];
  return [from, to];
}

function keyOf({ key }: Pair): string {
  return String(isScalar(key) ? (key.source ?? key.value) : key);
}

function editAt(offset: number, end: number, text: string): TextEdit {
  return { span: { file: "", line: 1, column: 1, offset, end }, text };
}
