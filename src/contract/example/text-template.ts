import type { Schema } from "../contract.ts";
import { matches } from "./match-pattern.ts";
import { isInSet, type Pattern, parsePattern } from "./pattern.ts";

/** A piece of a text that is made by chance. */
export type TemplatePart =
  | { readonly kind: "fixed"; readonly text: string }
  /** So many characters, each one of these. */
  | { readonly kind: "chance"; readonly signs: string; readonly length: number }
  /** 26 characters of Crockford's base 32: the time and a number made by chance. */
  | { readonly kind: "ulid"; readonly upper: boolean }
  /** 36 characters: a random UUID. */
  | { readonly kind: "uuid" };

/** How to make texts that a schema allows, with so much chance that no two will ever be the same. */
export type TextTemplate = readonly TemplatePart[];

const crockford = "0123456789abcdefghjkmnpqrstvwxyz";
const hexadecimal = "0123456789abcdef";
const digits = "0123456789";
const lowerLetters = "abcdefghijklmnopqrstuvwxyz";
/** What stands in a path as it is, but for signs that texts should not begin or end with. */
const plainSigns = `${digits}${lowerLetters}${lowerLetters.toUpperCase()}`;

/** As many bits of chance as keep a billion texts apart. */
export const leastBits = 64;
const longest = 200;

/** `undefined` where no text that is made by chance is sure to be allowed, or to be another one every time. */
export function templateOf(schema: Schema): TextTemplate | undefined {
  const candidates = schema.pattern === undefined ? fromExamples(schema) : fromPattern(schema.pattern);
  return candidates.find((template) => isWide(template) && fits(schema, template));
}

/** A text that matches a pattern wherever it holds a number of so many digits. */
export interface NumberedText {
  readonly before: string;
  readonly digits: number;
  readonly after: string;
}

/** `undefined` where matches of the pattern have no room for a number. */
export function numberedText(schema: Schema): NumberedText | undefined {
  const pattern = schema.pattern === undefined ? undefined : parsePattern(schema.pattern);
  const parts = pattern && flatten(pattern);
  if (!parts) return undefined;
  const joined = join(parts);
  const rooms = joined.flatMap((part, index) =>
    part.kind === "chance" && part.signs.includes(digits) ? [{ index, length: part.length }] : [],
  );
  const [room] = rooms.toSorted((one, other) => other.length - one.length);
  if (!room || room.length < 2) return undefined;
  const found = {
    before: joined.slice(0, room.index).map(firstText).join(""),
    digits: Math.min(room.length, 9),
    after:
      "0".repeat(Math.max(room.length - 9, 0)) +
      joined
        .slice(room.index + 1)
        .map(firstText)
        .join(""),
  };
  const fitsWith = (digit: string): boolean => {
    const text = `${found.before}${digit.repeat(found.digits)}${found.after}`;
    return fits(schema, [{ kind: "fixed", text }]);
  };
  return fitsWith("0") && fitsWith("9") ? found : undefined;
}

function firstText(part: TemplatePart): string {
  return part.kind === "chance" ? part.signs.charAt(0).repeat(part.length) : samplePart(part);
}

function isWide(template: TextTemplate): boolean {
  return template.reduce((sum, part) => sum + bitsOf(part), 0) >= leastBits;
}

export function bitsOf(part: TemplatePart): number {
  switch (part.kind) {
    case "fixed":
      return 0;
    case "chance":
      return Math.log2(part.signs.length) * part.length;
    case "ulid":
      return 80;
    case "uuid":
      return 122;
  }
}

/** How long the texts of a template are. */
export function templateLength(template: TextTemplate): number {
  return sampleText(template).length;
}

/** A text of the template: always the same. */
export function sampleText(template: TextTemplate): string {
  return template.map(samplePart).join("");
}

function samplePart(part: TemplatePart): string {
  switch (part.kind) {
    case "fixed":
      return part.text;
    case "chance":
      return part.signs.charAt(part.signs.length - 1).repeat(part.length);
    case "ulid":
      return part.upper ? "01ARZ3NDEKTSV4RRFFQ69G5FAV" : "01arz3ndektsv4rrffq69g5fav";
    case "uuid":
      return "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
  }
}

/** Whether a schema allows the texts of a template. */
export function fits(
  { pattern, minLength = 0, maxLength = longest }: Schema,
  template: TextTemplate,
): boolean {
  const text = sampleText(template);
  const parsed = pattern === undefined ? undefined : parsePattern(pattern);
  return (
    text.length >= minLength &&
    text.length <= Math.min(maxLength, longest) &&
    !/[\s/\p{C}]/u.test(text) &&
    (parsed === undefined || matches(parsed, text))
  );
}

/** Texts as the example shows them, if it has a form that is known; else UUIDs, or as much of one as there is room for. */
function fromExamples(schema: Schema): readonly TextTemplate[] {
  const shown = schema.examples.find((example) => typeof example === "string");
  const form = typeof shown === "string" ? formOf(shown) : undefined;
  const { minLength = 0, maxLength = longest } = schema;
  const length = Math.min(Math.max(minLength, 32), maxLength);
  return [
    ...(form ? [form] : []),
    ...(schema.format === "ulid" ? [[{ kind: "ulid", upper: true } as const]] : []),
    [{ kind: "uuid" }],
    [{ kind: "chance", signs: hexadecimal, length }],
  ];
}

const ulidTail = /(?:[0-9a-hjkmnp-tv-z]{26}|[0-9A-HJKMNP-TV-Z]{26})$/;
const uuidTail = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const plainTail = /[0-9A-Za-z]{10,}$/;

function formOf(example: string): TextTemplate | undefined {
  const before = (tail: string): TextTemplate => {
    const text = example.slice(0, example.length - tail.length);
    return text === "" ? [] : [{ kind: "fixed", text }];
  };
  const uuid = uuidTail.exec(example)?.[0];
  if (uuid !== undefined) return [...before(uuid), { kind: "uuid" }];
  const ulid = ulidTail.exec(example)?.[0];
  if (ulid !== undefined && isBounded(example, ulid))
    return [...before(ulid), { kind: "ulid", upper: ulid === ulid.toUpperCase() }];
  const plain = plainTail.exec(example)?.[0];
  if (plain === undefined) return undefined;
  return [...before(plain), { kind: "chance", signs: signsLike(plain), length: plain.length }];
}

/** Whether nothing of the same kind stands before the tail: else it is only a part of something longer. */
function isBounded(example: string, tail: string): boolean {
  return !/[0-9A-Za-z]$/.test(example.slice(0, example.length - tail.length));
}

/** An alphabet that has what stands in a text, and all that is like it. */
export function signsLike(text: string): string {
  if (/^[0-9a-f]+$/.test(text)) return hexadecimal;
  const has = (pattern: RegExp, signs: string): string => (pattern.test(text) ? signs : "");
  return has(/[0-9]/, digits) + has(/[a-z]/, lowerLetters) + has(/[A-Z]/, lowerLetters.toUpperCase());
}

function fromPattern(source: string): readonly TextTemplate[] {
  const pattern = parsePattern(source);
  const parts = pattern && flatten(pattern);
  return parts === undefined ? [] : [tidy(parts)];
}

/** The pieces of a pattern, one after the other; `undefined` where it cannot be told what a match looks like. */
function flatten(pattern: Pattern): TextTemplate | undefined {
  switch (pattern.kind) {
    case "start":
    case "end":
      return [];
    case "set":
      return fromSet(pattern);
    case "sequence":
      return joinAll(pattern.parts.map(flatten));
    case "choice":
      return pattern.options.map(flatten).find((option) => option !== undefined);
    case "repeat":
      return repeat(pattern);
  }
}

function fromSet(pattern: Pattern & { kind: "set" }): TextTemplate | undefined {
  const signs = [...plainSigns].filter((sign) => isInSet(pattern, sign.charCodeAt(0))).join("");
  if (signs.length > 1) return [{ kind: "chance", signs, length: 1 }];
  const [first] = pattern.ranges;
  const only = signs || (first && !pattern.isNegated ? String.fromCharCode(first[0]) : "");
  return only === "" ? undefined : [{ kind: "fixed", text: only }];
}

/** As many as there may be, up to what a long key has. */
function repeat({ part, min, max }: Pattern & { kind: "repeat" }): TextTemplate | undefined {
  const count = Math.max(min, Math.min(max, 26));
  const once = flatten(part);
  if (once === undefined || count * once.length > longest * 2) return undefined;
  return Array.from({ length: count }, () => once).flat();
}

function joinAll(parts: readonly (TextTemplate | undefined)[]): TextTemplate | undefined {
  return parts.some((part) => part === undefined) ? undefined : parts.flatMap((part) => part ?? []);
}

/** Joins pieces of one kind, and knows what is a ULID or a UUID. */
function tidy(parts: TextTemplate): TextTemplate {
  return withUuid(join(parts)).map(withUlid);
}

function join(parts: TextTemplate): TextTemplate {
  const joined: TemplatePart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (last?.kind === "fixed" && part.kind === "fixed")
      joined[joined.length - 1] = { kind: "fixed", text: last.text + part.text };
    else if (last?.kind === "chance" && part.kind === "chance" && last.signs === part.signs)
      joined[joined.length - 1] = { ...last, length: last.length + part.length };
    else joined.push(part);
  }
  return joined;
}

function withUlid(part: TemplatePart): TemplatePart {
  if (part.kind !== "chance" || part.length !== 26) return part;
  const holds = (signs: string): boolean => [...signs].every((sign) => part.signs.includes(sign));
  if (holds(crockford)) return { kind: "ulid", upper: false };
  return holds(crockford.toUpperCase()) ? { kind: "ulid", upper: true } : part;
}

const uuidLengths = [8, 4, 4, 4, 12];

/** The last nine pieces, where they are those of a UUID. */
function withUuid(parts: TextTemplate): TextTemplate {
  const tail = parts.slice(-9);
  const isUuid =
    tail.length === 9 &&
    tail.every((part, index) =>
      index % 2 === 1
        ? part.kind === "fixed" && part.text === "-"
        : part.kind === "chance" &&
          part.length === uuidLengths[index / 2] &&
          [...hexadecimal].every((sign) => part.signs.includes(sign)),
    );
  return isUuid ? [...parts.slice(0, -9), { kind: "uuid" }] : parts;
}
