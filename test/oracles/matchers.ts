import { isList, isObject, type Json, type JsonObject, type Path, show, valueAt } from "./json.ts";
import { readInstant, readMoment } from "./moments.ts";
import { compareTimes, isDescending, isOrdered, isRecent } from "./ordering.ts";

/**
 * Where an answer and an expectation part: `at` leads into the answer, `spec` into the expectation, so that a
 * failure can name the line of the script it came from.
 */
export type Mismatch = {
  readonly at: Path;
  readonly spec: Path;
  readonly expected: string;
  readonly got: string;
};

/** What a matcher may consult besides the value. `now` is passed in so that a test can hold it still. */
export type Surroundings = { readonly shapes: JsonObject; readonly now: () => bigint };

type Here = Surroundings & { readonly at: Path; readonly spec: Path };
type Value = Json | undefined;
type Matcher = (argument: Json, value: Value, here: Here) => readonly Mismatch[];

/** Matchers that stand alone, as a text. */
const WORDS: Readonly<Record<string, readonly [string, (value: Value) => boolean]>> = {
  $absent: ["no such property", (value) => value === undefined],
  $present: ["any value", (value) => value !== undefined],
  $string: ["a string", (value) => typeof value === "string"],
  $text: ["a string that is not empty", (value) => typeof value === "string" && value !== ""],
  $number: ["a number", (value) => typeof value === "number"],
  $integer: ["an integer", (value) => Number.isInteger(value)],
  $boolean: ["true or false", (value) => typeof value === "boolean"],
  $list: ["a list", (value) => isList(value)],
  $time: [
    "an RFC 3339 time in UTC with a fraction",
    (value) => typeof value === "string" && readMoment(value) !== undefined,
  ],
  $dateTime: ["an RFC 3339 time", (value) => typeof value === "string" && readInstant(value) !== undefined],
};

/** Matchers that take an argument, as an object key; several keys of one object must all hold. */
const MATCHERS: Readonly<Record<string, Matcher>> = {
  $is: (name, value, here) => match(value, here.shapes[String(name)] ?? "$unknown-shape", here),
  $all: (specs, value, here) => listOf(specs).flatMap((spec, i) => match(value, spec, into(here, [], [i]))),
  $any: (specs, value, here) =>
    verdict(
      listOf(specs).some((spec) => holds(value, spec, here)),
      here,
      `one of ${show(specs)}`,
      value,
    ),
  $not: (spec, value, here) => verdict(!holds(value, spec, here), here, `anything but ${show(spec)}`, value),
  $match: (pattern, value, here) =>
    verdict(
      typeof value === "string" && expression(pattern).test(value),
      here,
      `text like ${pattern}`,
      value,
    ),
  $length: (length, value, here) =>
    verdict(
      isList(value) && holds(value.length, length, here),
      here,
      `a list of length ${show(length)}`,
      value,
    ),
  $each: (spec, value, here) =>
    isList(value)
      ? value.flatMap((item, i) => match(item, spec, into(here, [i], [])))
      : verdict(false, here, "a list", value),
  $has: (spec, value, here) =>
    verdict(
      isList(value) && value.some((item) => holds(item, spec, here)),
      here,
      `a list with ${show(spec)}`,
      value,
    ),
  $lacks: (spec, value, here) =>
    verdict(
      isList(value) && !value.some((item) => holds(item, spec, here)),
      here,
      `a list without ${show(spec)}`,
      value,
    ),
  $set: (specs, value, here) =>
    verdict(
      isList(value) && pairOff(value, listOf(specs), here),
      here,
      `in any order exactly ${show(specs)}`,
      value,
    ),
  $unique: (path, value, here) =>
    verdict(isList(value) && allDifferent(column(value, path)), here, "no value twice", value),
  $descending: (path, value, here) =>
    verdict(
      isList(value) && isDescending(column(value, path)),
      here,
      `order by ${path}, latest first`,
      value,
    ),
  $rising: (path, value, here) =>
    verdict(isList(value) && isOrdered(column(value, path), 1), here, `order by ${path}, least first`, value),
  $falling: (path, value, here) =>
    verdict(
      isList(value) && isOrdered(column(value, path), -1),
      here,
      `order by ${path}, greatest first`,
      value,
    ),
  $sum: (terms, value, here) => {
    const sum = listOf(terms).reduce<number>((total, term) => total + Number(term), 0);
    return verdict(value === sum, here, `${sum}`, value);
  },
  $above: (bound, value, here) =>
    verdict(typeof value === "number" && value > Number(bound), here, `more than ${bound}`, value),
  $atLeast: (bound, value, here) =>
    verdict(typeof value === "number" && value >= Number(bound), here, `at least ${bound}`, value),
  $sameTime: (time, value, here) =>
    verdict(compareTimes(value, time) === 0, here, `the time ${time}, however written`, value),
  $after: (bound, value, here) =>
    verdict(compareTimes(value, bound) > 0, here, `a time after ${bound}`, value),
  $notBefore: (bound, value, here) =>
    verdict(compareTimes(value, bound) >= 0, here, `no time before ${bound}`, value),
  $recent: (seconds, value, here) =>
    verdict(isRecent(value, Number(seconds), here.now()), here, "the present time", value),
  $noKey: (pattern, value, here) =>
    verdict(
      !(isObject(value) && Object.keys(value).some((key) => expression(pattern).test(key))),
      here,
      `no key like ${pattern}`,
      value,
    ),
};

/** Compares an answer with an expectation. Objects are matched in part, lists whole and in order. */
export function matchAnswer(value: Value, spec: Json, surroundings: Surroundings): readonly Mismatch[] {
  return match(value, spec, { ...surroundings, at: [], spec: [] });
}

/** Names in an expectation that no matcher answers to: a typo would otherwise be compared as a text. */
export function unknownMatchers(spec: Json, shapes: JsonObject): readonly string[] {
  if (typeof spec === "string") return /^\$[^{]/.test(spec) && !Object.hasOwn(WORDS, spec) ? [spec] : [];
  if (isList(spec)) return spec.flatMap((item) => unknownMatchers(item, shapes));
  if (!isObject(spec)) return [];
  return Object.entries(spec).flatMap(([key, inner]) => {
    if (key === "$is") return Object.hasOwn(shapes, String(inner)) ? [] : [`$is: ${inner}`];
    return [
      ...(key.startsWith("$") && !Object.hasOwn(MATCHERS, key) ? [key] : []),
      ...unknownMatchers(inner, shapes),
    ];
  });
}

function match(value: Value, spec: Json, here: Here): readonly Mismatch[] {
  if (isObject(spec)) return matchObject(value, spec, here);
  if (isList(spec)) return matchList(value, spec, here);
  const word = typeof spec === "string" && Object.hasOwn(WORDS, spec) ? WORDS[spec] : undefined;
  if (word !== undefined) return verdict(word[1](value), here, word[0], value);
  return verdict(value === spec, here, show(spec), value);
}

function matchObject(value: Value, spec: JsonObject, here: Here): readonly Mismatch[] {
  const entries = Object.entries(spec);
  const plain = entries.filter(([key]) => !Object.hasOwn(MATCHERS, key));
  const special = entries.flatMap(([key, argument]) =>
    Object.hasOwn(MATCHERS, key) ? (MATCHERS[key]?.(argument, value, into(here, [], [key])) ?? []) : [],
  );
  if (!isObject(value)) {
    return plain.length === 0 && entries.length > 0
      ? special
      : [...special, ...verdict(false, here, "an object", value)];
  }
  const inner = plain.flatMap(([key, part]) =>
    match(Object.hasOwn(value, key) ? value[key] : undefined, part, into(here, [key], [key])),
  );
  return [...special, ...inner];
}

function matchList(value: Value, spec: readonly Json[], here: Here): readonly Mismatch[] {
  if (!isList(value)) return verdict(false, here, "a list", value);
  if (value.length !== spec.length) return verdict(false, here, `${spec.length} items: ${show(spec)}`, value);
  return spec.flatMap((part, i) => match(value[i], part, into(here, [i], [i])));
}

function verdict(ok: boolean, here: Here, expected: string, value: Value): readonly Mismatch[] {
  return ok ? [] : [{ at: here.at, spec: here.spec, expected, got: show(value) }];
}

function holds(value: Value, spec: Json, here: Here): boolean {
  return match(value, spec, here).length === 0;
}

function into(here: Here, at: Path, spec: Path): Here {
  return { ...here, at: [...here.at, ...at], spec: [...here.spec, ...spec] };
}

function listOf(value: Json): readonly Json[] {
  return isList(value) ? value : [value];
}

/** A path of `true` means the items themselves. */
function column(items: readonly Json[], path: Json): readonly Value[] {
  return items.map((item) => (typeof path === "string" ? valueAt(item, path) : item));
}

function allDifferent(values: readonly Value[]): boolean {
  return new Set(values.map((value) => JSON.stringify(value))).size === values.length;
}

/** Each item takes one expectation away; expectations of a script are distinct enough for that to be exact. */
function pairOff(items: readonly Json[], specs: readonly Json[], here: Here): boolean {
  const left = [...specs];
  for (const item of items) {
    const found = left.findIndex((spec) => holds(item, spec, here));
    if (found < 0) return false;
    left.splice(found, 1);
  }
  return left.length === 0;
}

/** A pattern, or `/pattern/flags`. */
function expression(pattern: Json): RegExp {
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(String(pattern)) ?? [];
  return new RegExp(source ?? String(pattern), flags ?? "u");
}
