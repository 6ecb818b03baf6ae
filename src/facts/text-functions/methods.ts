import { isCallable, itemsOf, longest, type Plain } from "./plain.ts";

type Method = (text: string, args: readonly Plain[]) => Plain | undefined;

/** Methods of `str`, of ASCII texts: https://docs.python.org/3/library/stdtypes.html#string-methods */
const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["lower", (text) => text.toLowerCase()],
  ["upper", (text) => text.toUpperCase()],
  ["capitalize", (text) => text.slice(0, 1).toUpperCase() + text.slice(1).toLowerCase()],
  ["title", (text) => titled(text)],
  [
    "swapcase",
    (text) => text.replace(/[a-zA-Z]/g, (each) => (each < "a" ? each.toLowerCase() : each.toUpperCase())),
  ],
  ["isupper", (text) => /[A-Z]/.test(text) && !/[a-z]/.test(text)],
  ["islower", (text) => /[a-z]/.test(text) && !/[A-Z]/.test(text)],
  ["isdigit", (text) => /^[0-9]+$/.test(text)],
  ["isalpha", (text) => /^[a-zA-Z]+$/.test(text)],
  ["isalnum", (text) => /^[a-zA-Z0-9]+$/.test(text)],
  ["split", split],
  ["join", join],
  ["replace", replace],
  ["strip", (text, args) => stripped(text, args, true, true)],
  ["lstrip", (text, args) => stripped(text, args, true, false)],
  ["rstrip", (text, args) => stripped(text, args, false, true)],
  ["startswith", (text, [start]) => (typeof start === "string" ? text.startsWith(start) : undefined)],
  ["endswith", (text, [end]) => (typeof end === "string" ? text.endsWith(end) : undefined)],
  ["removeprefix", (text, [start]) => withoutEnd(text, start, true)],
  ["removesuffix", (text, [end]) => withoutEnd(text, end, false)],
  ["partition", partition],
]);

/** What a method of a text gives; undefined where it is none of those, or the text is more than ASCII. */
export function callMethod(text: string, name: string, args: readonly Plain[]): Plain | undefined {
  return /^[\x00-\x7f]*$/.test(text) ? methods.get(name)?.(text, args) : undefined;
}

/** A method as a function of its text: `map(str.capitalize, parts)`. */
export function isMethod(name: string): boolean {
  return methods.has(name);
}

function titled(text: string): string {
  return text
    .toLowerCase()
    .replace(/(^|[^a-z])([a-z])/g, (_, before: string, letter: string) => before + letter.toUpperCase());
}

function split(text: string, [separator = null, most = -1]: readonly Plain[]): Plain | undefined {
  if (typeof most !== "number") return undefined;
  if (separator === null && most < 0) return text.split(/\s+/).filter((part) => part !== "");
  if (typeof separator !== "string" || separator === "") return undefined;
  const parts = text.split(separator);
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(separator)];
}

function join(separator: string, [list]: readonly Plain[]): Plain | undefined {
  const items = itemsOf(list);
  if (items === undefined || !items.every((item) => typeof item === "string")) return undefined;
  const joined = items.join(separator);
  return joined.length > longest ? undefined : joined;
}

function replace(text: string, [from, to, count = -1]: readonly Plain[]): Plain | undefined {
  if (typeof from !== "string" || typeof to !== "string" || from === "" || typeof count !== "number")
    return undefined;
  const parts = text.split(from);
  const made = count < 0 ? parts.length : count + 1;
  const rest = parts.slice(made);
  const whole = parts.slice(0, made).join(to) + (rest.length > 0 ? from + rest.join(from) : "");
  return whole.length > longest ? undefined : whole;
}

function stripped(
  text: string,
  [set = null]: readonly Plain[],
  start: boolean,
  end: boolean,
): Plain | undefined {
  if (set !== null && typeof set !== "string") return undefined;
  const isGone = (letter: string): boolean => (set === null ? /\s/.test(letter) : set.includes(letter));
  let [from, to] = [0, text.length];
  while (start && from < to && isGone(text.charAt(from))) from += 1;
  while (end && to > from && isGone(text.charAt(to - 1))) to -= 1;
  return text.slice(from, to);
}

function withoutEnd(text: string, end: Plain | undefined, isStart: boolean): Plain | undefined {
  if (typeof end !== "string") return undefined;
  if (isStart) return text.startsWith(end) ? text.slice(end.length) : text;
  return end !== "" && text.endsWith(end) ? text.slice(0, -end.length) : text;
}

function partition(text: string, [separator]: readonly Plain[]): Plain | undefined {
  if (typeof separator !== "string" || separator === "") return undefined;
  const at = text.indexOf(separator);
  return at < 0 ? [text, "", ""] : [text.slice(0, at), separator, text.slice(at + separator.length)];
}

/** Functions of the language that such functions call. */
export const builtins: ReadonlyMap<string, (args: readonly Plain[]) => Plain | undefined> = new Map([
  ["len", ([of]: readonly Plain[]) => itemsOf(of)?.length],
  ["list", ([of = []]: readonly Plain[]) => itemsOf(of)],
  ["tuple", ([of = []]: readonly Plain[]) => itemsOf(of)],
  ["str", ([of]: readonly Plain[]) => (typeof of === "string" ? of : undefined)],
  ["reversed", ([of]: readonly Plain[]) => itemsOf(of)?.toReversed()],
  ["iter", ([of]: readonly Plain[]) => itemsOf(of)],
  ["enumerate", ([of, from = 0]: readonly Plain[]) => numbered(itemsOf(of), from)],
  ["map", ([by, of]: readonly Plain[]) => mapped(by, itemsOf(of))],
]);

function numbered(items: readonly Plain[] | undefined, from: Plain): Plain | undefined {
  return typeof from === "number" ? items?.map((item, index) => [index + from, item]) : undefined;
}

function mapped(by: Plain | undefined, items: readonly Plain[] | undefined): Plain | undefined {
  if (!isCallable(by)) return undefined;
  const made = items?.map((item) => by.apply([item]));
  return made?.every((each) => each !== undefined) ? made : undefined;
}
