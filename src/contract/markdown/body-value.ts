import type { Context, Draft } from "./context.ts";
import type { Field } from "./field.ts";
import { readPointField } from "./list-fields.ts";
import { fold, plain, uncode } from "./plain.ts";
import { readRules } from "./read-rules.ts";
import { readType, typeKey } from "./read-type.ts";
import type { Place } from "./small-words.ts";
import type { Piece } from "./source.ts";
import { splitText } from "./split-text.ts";
import { makeWordTable } from "./word-table.ts";

/** What stands behind `**Body:**`, or is all that an answer says. */
export type BodyValue =
  | { readonly kind: "none" }
  | {
      readonly kind: "type";
      readonly type: Draft | undefined;
      readonly mediaType?: string;
      readonly required?: boolean;
    }
  | { readonly kind: "fields"; readonly fields: readonly Field[] }
  | { readonly kind: "prose"; readonly text: string };

const nothing = makeWordTable<"none">(`
none: none, no body, empty, nothing, no content, empty body, no response body, no request body
  keiner, keine, leer, kein inhalt, kein rumpf, aucun, aucune, vide, ninguno, ninguna, vacío, sin cuerpo, sin contenido, nenhum, vazio, sem corpo, nessuno, vuoto, geen, leeg, нет, 无, なし, brak
`);

/** Reads a type, a media type, a few fields in one line, or prose that names one shared type. */
export function readBodyValue(context: Context, piece: Piece, usual?: Place): BodyValue {
  const text = piece.text.trim().replace(/\.$/, "");
  if (/^[-–—]?$/.test(text) || nothing(text) !== undefined) return { kind: "none" };
  const said = takeExtras(text);
  if (said.rest === "" && said.mediaType !== undefined)
    return { kind: "type", type: undefined, ...extras(said) };
  const read = readType(said.rest, context.typeNames);
  const ruled = readRules(read.rest.join(", "), read.schema);
  if (read.unknown.length === 0 && ruled.left.length === 0 && said.rest !== "")
    return {
      kind: "type",
      type: ruled.schema,
      ...extras({ ...said, required: said.required ?? ruled.required }),
    };
  const fields = readInlineFields(context, piece, usual);
  if (fields.length > 0) return { kind: "fields", fields };
  const named = typeInProse(context, piece.text);
  if (named !== undefined) return { kind: "type", type: named, ...extras(said) };
  return { kind: "prose", text: piece.text };
}

interface Extras {
  readonly mediaType?: string | undefined;
  readonly required?: boolean | undefined;
}

function extras({ mediaType, required }: Extras): {
  readonly mediaType?: string;
  readonly required?: boolean;
} {
  return { ...(mediaType !== undefined && { mediaType }), ...(required !== undefined && { required }) };
}

function takeExtras(text: string): Extras & { readonly rest: string } {
  const media =
    /(?:^|\s|,|\()(?:as |als |en |como |come )?`?((?:application|text|multipart|image|audio|video|\*)\/[\w.+*-]+(?:;\s*[\w-]+=[\w-]+)?)`?\)?/i.exec(
      text,
    );
  const before =
    media === null ? text : `${text.slice(0, media.index)} ${text.slice(media.index + media[0].length)}`;
  const flag = /\s*[(,]\s*(optional|required)\)?\s*$/i.exec(before);
  return {
    rest: (flag === null ? before : before.slice(0, flag.index)).trim().replace(/^,|,$/g, "").trim(),
    mediaType: media?.[1]?.toLowerCase(),
    required: flag === null ? undefined : flag[1]?.toLowerCase() === "required",
  };
}

/** `title (string, required, max 200), qty (int, > 0)`: only where every piece describes a field. */
function readInlineFields(context: Context, piece: Piece, usual?: Place): readonly Field[] {
  const inner = /^\{(.*)\}$/.exec(uncode(piece.text))?.[1] ?? piece.text.replace(/\.$/, "");
  const pieces = splitText(inner, (text, at) => (text[at] === "," || text[at] === ";" ? 1 : 0));
  const fields = pieces.map((text) => {
    const at = Math.max(0, piece.text.indexOf(text));
    return readPointField(context, { ...piece, text, column: piece.column + at }, text, usual);
  });
  return fields.every((read) => read?.isTyped)
    ? fields.flatMap((read) => (read === undefined ? [] : [read.field]))
    : [];
}

const lists = /\b(?:list|array|collection|page|liste|listen|tableau|lista|arreglo|matriz|elenco|lijst)\b/;

/** The one shared type that a sentence names in code marks, as a link, or as a word that only the type has. */
export function typeInProse(context: Context, text: string): Draft | undefined {
  if (text.length > 400) return undefined;
  const marked = [...text.matchAll(/`([^`]{1,80})`|\[([^\][]{1,80})\]\(/g)].map((match) => ({
    word: (match[1] ?? match[2] ?? "").replace(/`/g, ""),
    at: match.index,
  }));
  const bare = [...text.matchAll(/(?<![`\w[])([A-Z][A-Za-z0-9]{2,60}(?:\[\])?)/g)].map((match) => ({
    word: match[1] ?? "",
    at: match.index,
  }));
  for (const words of [marked, bare]) {
    const known = words.filter(({ word }) => isTypeName(context, word));
    const [first] = known;
    if (first === undefined) continue;
    if (new Set(known.map(({ word }) => typeKey(word.replace("[]", "")))).size > 1) return undefined;
    const { schema } = readType(first.word, context.typeNames);
    const isList = schema["type"] !== "array" && lists.test(fold(plain(text.slice(0, first.at))));
    return isList ? { type: "array", items: schema } : schema;
  }
  return undefined;
}

// At the beginning of a sentence any word has a capital, so only names as they are spelled count.
function isTypeName(context: Context, word: string): boolean {
  const name = word.replace(/\[\]$/, "");
  return context.typeNames.get(typeKey(name)) === name;
}
