import { definedFields } from "../defined.ts";
import type { Block, ItemBlock, ListBlock } from "./blocks.ts";
import type { Context, Draft } from "./context.ts";
import type { Field } from "./field.ts";
import { readName, type Step } from "./field-path.ts";
import { cellText, uncode } from "./plain.ts";
import { readRules } from "./read-rules.ts";
import { readType } from "./read-type.ts";
import type { Place } from "./small-words.ts";
import { type Piece, spanOf } from "./source.ts";
import { splitPhrases } from "./split-text.ts";
import { joinTexts, sentence, tellLeft } from "./type-and-rules.ts";

/** A point of a list as the description of a field: `title (string, required, max 200) – the title`. */
interface Point {
  readonly name: string;
  /** In brackets behind the name, or in emphasis. */
  readonly said: string | undefined;
  /** Behind a colon or a dash. */
  readonly behind: string;
  /** Whether the name is in code marks or bold. */
  readonly isMarked: boolean;
}

const marked = /^(?:(\*\*|__)?(`[^`]{1,200}`)\1?|(\*\*|__)([^*_`\s][^*`]{0,100}?)\3)(\*|\?)?/;
const bare = /^([\p{L}_$][\p{L}\p{N}_.$[\]-]{0,120}[*?]?)(?=\s*[:(–—,\s-]|$)/u;

function readPoint(text: string): Point | undefined {
  const match = marked.exec(text);
  const name = match
    ? `${(match[2] ?? match[4] ?? "").replace(/:$/, "")}${match[5] ?? ""}`
    : bare.exec(text)?.[1];
  if (name === undefined) return undefined;
  const isColon = match?.[4]?.endsWith(":") ?? false;
  const rest = text.slice(match ? match[0].length : name.length).trim();
  const bracket = /^[([]((?:[^()[\]]|\([^()]*\)|\[[^[\]]*\])*)[)\]]\s*(.*)$/s.exec(rest);
  const emphasis = /^(?:\*([^*]+)\*|_([^_]+)_|`([^`]+)`)\s*(.*)$/s.exec(rest);
  const said = bracket?.[1] ?? emphasis?.[1] ?? emphasis?.[2] ?? emphasis?.[3];
  const after = bracket?.[2] ?? emphasis?.[4] ?? rest;
  const behind = /^(?:[:：]|[–—-](?=\s|$)|,|=)?\s*(.*)$/s.exec(after)?.[1] ?? "";
  const isJoined = said !== undefined || isColon || after === "" || /^(?:[:：,=]|[–—-](?:\s|$))/.test(after);
  if (!isJoined && !match) return undefined;
  return { name, said, behind: isJoined || match ? behind : "", isMarked: match !== null };
}

export interface PointRead {
  readonly field: Field;
  /** Whether its type was said. */
  readonly isTyped: boolean;
  readonly isMarked: boolean;
}

/** The field that a point describes; nothing where it is no such point. */
export function readPointField(
  context: Context,
  piece: Piece,
  text: string,
  usual?: Place,
): PointRead | undefined {
  const point = readPoint(text.trim());
  const name = point === undefined ? undefined : readName(point.name);
  if (point === undefined || name === undefined || /\s/.test(uncode(point.name))) return undefined;
  const brackets = readPhrases(context, point.said ?? "");
  const behind = brackets.isTyped ? undefined : readPhrases(context, point.behind, true);
  const first = brackets.isTyped || behind === undefined || !behind.isTyped ? brackets : behind;
  const schema = first === brackets ? first.schema : { ...first.schema };
  const isTyped = first.isTyped;
  if (!point.isMarked && !isTyped) return undefined;
  const short = first === brackets ? undefined : takeRules(first.rest, schema);
  const own = first === brackets ? readRules(brackets.rest.join(", "), schema) : short?.read;
  const left = own?.left ?? [];
  tellLeft(context, piece, left);
  const prose = first === brackets ? point.behind : (short?.rest ?? []).join(", ");
  const read = readRules(prose, own?.schema ?? schema, true);
  const required =
    name.required ?? own?.required ?? read.required ?? (first === brackets ? undefined : brackets.required);
  const words = [...(own?.words ?? []), ...left].join(", ");
  const isRule = first !== brackets && read.left.length === 0;
  return {
    isTyped,
    isMarked: point.isMarked,
    field: {
      steps: name.steps,
      schema: read.schema,
      span: spanOf(context.source, piece),
      ...definedFields({
        required,
        place: usual,
        description: joinTexts(isRule ? sentence(read.words) : cellText(prose), words),
      }),
    },
  };
}

/** Behind a type, short phrases that are understood whole are rules, up to the first that is none: `string, max 80, its name`. */
function takeRules(
  phrases: readonly string[],
  schema: Draft,
): { readonly read: ReturnType<typeof readRules>; readonly rest: readonly string[] } {
  // The longest first: values of `one of a, b` are parted by commas too.
  let count = Math.min(phrases.length, 20);
  while (count > 0 && readRules(phrases.slice(0, count).join(", "), schema).left.length > 0) count -= 1;
  return { read: readRules(phrases.slice(0, count).join(", "), schema), rest: phrases.slice(count) };
}

interface Phrases {
  readonly schema: Draft;
  readonly isTyped: boolean;
  readonly required?: boolean;
  readonly rest: readonly string[];
}

/** The first phrase that names a type, and the others. In prose only the very first may. */
function readPhrases(context: Context, text: string, isProse = false): Phrases {
  const choice = /^(.*?)\b(?:string )?enum(?:eration)?\s*[:(=]?\s*(.+)$/is.exec(text);
  if (choice !== null && !isProse)
    return {
      schema: { type: "string" },
      isTyped: true,
      rest: [
        choice[1] ?? "",
        `one of ${(choice[2] ?? "").replaceAll(/\s*\|\s*/g, ", ").replace(/\)$/, "")}`,
      ].filter((each) => each.trim() !== ""),
    };
  const phrases = splitPhrases(text);
  for (const [index, phrase] of phrases.entries()) {
    if (isProse && index > 0) break;
    const read = readType(phrase, context.typeNames);
    const isPlainEnough =
      !isProse ||
      read.rest.length === 0 ||
      read.rest.every((each) => readRules(each, read.schema).left.length === 0);
    if (read.unknown.length > 0 || !isPlainEnough) continue;
    return {
      schema: read.schema,
      isTyped: true,
      rest: [...read.rest, ...phrases.slice(0, index), ...phrases.slice(index + 1)],
    };
  }
  const { required } = readRules(text, {});
  return { schema: {}, isTyped: false, rest: phrases, ...(required !== undefined && { required }) };
}

/** The lines of a point as one text, and where it begins. */
export function itemText(
  item: ItemBlock,
): { readonly piece: Piece; readonly text: string; readonly more: readonly Block[] } | undefined {
  const [first, ...more] = item.blocks;
  const piece = first?.kind === "paragraph" ? first.lines[0] : undefined;
  if (first?.kind !== "paragraph" || piece === undefined) return undefined;
  return { piece, text: withDashes(first.lines.map((line) => line.text).join(" ")), more };
}

function withDashes(text: string): string {
  return text.replace(/&(?:minus|ndash|mdash);/g, "–");
}

export interface ListRead {
  readonly fields: readonly Field[];
  /** Points that describe no field. */
  readonly left: readonly Piece[];
  readonly untyped: readonly Piece[];
}

/** The fields that the points of a list describe, those of lists within under the whole of their path. */
export function readListFields(
  context: Context,
  list: ListBlock,
  usual?: Place,
  above: readonly Step[] = [],
): ListRead {
  const fields: Field[] = [];
  const left: Piece[] = [];
  const untyped: Piece[] = [];
  for (const item of list.items) {
    const said = itemText(item);
    if (said === undefined) continue;
    const read = readPointField(context, said.piece, said.text, usual);
    if (read === undefined) {
      left.push(said.piece);
      continue;
    }
    const steps = [...above, ...read.field.steps];
    const field = { ...read.field, steps };
    fields.push(field);
    let isParent = false;
    for (const block of said.more) {
      if (block.kind !== "list") continue;
      const inner = readListFields(context, block, usual, steps);
      isParent ||= inner.fields.length > 0;
      fields.push(...inner.fields);
      left.push(...inner.left);
      untyped.push(...inner.untyped);
    }
    if (!read.isTyped && !isParent) untyped.push(said.piece);
  }
  return { fields, left, untyped };
}
