import { toAscii } from "#base";
import type { FieldPlace, LookupIndex, Registry, RegistryItem } from "./entry.ts";
import { lookupOf, wordsOf } from "./lookup-index.ts";
import { matchesPath } from "./match-path.ts";
import { nearestNames } from "./nearest-names.ts";

/** What the registry has for a question. Nothing in it is invented: what is not there is not found. */
export interface Found {
  /**
   * `name`: it is called so; `path`: a method and a path lead to it; `spelling`: it is called so but for capitals,
   * hyphens and underscores; `words`: all words of the question stand in its name and its summary.
   */
  readonly how: "name" | "path" | "spelling" | "words" | "nothing";
  readonly items: readonly RegistryItem[];
  /** Where fields of that name stand; only where nothing else is called exactly so. */
  readonly fields: readonly FieldPlace[];
  /** Names that were probably meant, where nothing was found. */
  readonly nearest: readonly string[];
}

const methods = new Set(["get", "put", "post", "delete", "patch", "head", "options", "trace"]);

/** Most that are offered where nothing was found. */
const mostNearest = 5;

/** Looks up an operation (method and path, path alone, id), an event, a type, a field, or plain words. */
export function findItems(registry: Registry, question: string): Found {
  const what = question.trim().replace(/\s+/g, " ");
  const byPath = findByPath(registry.items, what);
  if (byPath.length > 0) return found("path", byPath);
  const named = registry.items.filter(({ name, id }) => name === what || id === what);
  if (named.length > 0) return found("name", named);
  const lookup = lookupOf(registry);
  const fields = fieldsCalled(registry, lookup, (field) => field === what);
  const spelt = spelling(what);
  const alike = spelt === "" ? [] : registry.items.filter((item) => isSpelt(item, spelt));
  // A field `booking` beside a type `Booking`: either may be meant, and both are told.
  if (alike.length > 0) return { ...found("spelling", alike), fields };
  if (fields.length > 0) return { ...found("name", []), fields };
  const alikeFields =
    spelt === "" ? [] : fieldsCalled(registry, lookup, (field) => spelling(field) === spelt);
  if (alikeFields.length > 0) return { ...found("spelling", []), fields: alikeFields };
  const told = findByWords(registry.items, lookup, what);
  return told.length > 0
    ? found("words", told)
    : { how: "nothing", items: [], fields: [], nearest: nearestTo(registry, lookup, what) };
}

function found(how: Found["how"], items: readonly RegistryItem[]): Found {
  return { how, items, fields: [], nearest: [] };
}

/** `GET /orders/7`, `/orders/{id}`; a path that some operation has literally comes before one that matches a template. */
function findByPath(items: readonly RegistryItem[], what: string): readonly RegistryItem[] {
  const [first = "", second] = what.split(" ");
  const method = methods.has(first.toLowerCase()) ? first.toLowerCase() : undefined;
  const path = method === undefined ? first : (second ?? "");
  if (!path.startsWith("/") || (method === undefined && second !== undefined)) return [];
  const ranked = items.flatMap((item) => {
    if (item.kind !== "operation") return [];
    const own = item.name.slice(0, item.name.indexOf(" ")).toLowerCase();
    if (method !== undefined && own !== method) return [];
    const full = item.fullPath;
    const paths = [item.name.slice(item.name.indexOf(" ") + 1), ...(full === undefined ? [] : [full])];
    const rank = Math.max(...paths.map((template) => matchesPath(template, path)));
    return rank < 0 ? [] : [{ item, rank }];
  });
  const best = Math.max(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === best).map(({ item }) => item);
}

/** `userId`, `user_id`, `UserID` and `userid` are spelt alike. */
function spelling(name: string): string {
  return toAscii(name)
    .replace(/[^A-Za-z0-9]+/g, "")
    .toLowerCase();
}

function isSpelt({ name, id, kind }: RegistryItem, spelt: string): boolean {
  const isNamed = kind !== "operation" && spelling(name) === spelt;
  return isNamed || ((id !== name || kind === "operation") && spelling(id) === spelt);
}

function fieldsCalled(
  { documents }: Registry,
  { fields }: LookupIndex,
  isCalled: (field: string) => boolean,
): readonly FieldPlace[] {
  const meant = new Set([...fields].flatMap(([field, numbers]) => (isCalled(field) ? numbers : [])));
  const having = [...meant].toSorted((one, other) => one - other);
  return having.flatMap((number) => documents[number]?.fields.filter(({ field }) => isCalled(field)) ?? []);
}

/** Words that say nothing of what is asked for. */
const fillers = new Set([
  "a",
  "an",
  "the",
  "of",
  "for",
  "to",
  "by",
  "in",
  "with",
  "and",
  "or",
  "all",
  "is",
  "are",
]);

/** Every word of the question, in singular, stands in the name, the id or the summary. */
function findByWords(
  items: readonly RegistryItem[],
  lookup: LookupIndex,
  what: string,
): readonly RegistryItem[] {
  const asked = askedWords(what);
  if (asked.length === 0) return [];
  const scored = [...scoreByWords(lookup, asked)].filter(([, { all }]) => all === asked.length);
  const best = Math.max(...scored.map(([, { called }]) => called));
  return inOrder(scored.filter(([, { called }]) => called === best)).flatMap(([row]) => items[row] ?? []);
}

interface Score {
  /** Words of the question that it has at all, and in its name or id. */
  readonly all: number;
  readonly called: number;
}

/** Items that have any of some words, by their numbers. */
function scoreByWords({ words }: LookupIndex, asked: readonly string[]): ReadonlyMap<number, Score> {
  const scores = new Map<number, { all: number; called: number }>();
  const count = (row: number, isCalled: boolean): void => {
    const score = scores.get(row) ?? { all: 0, called: 0 };
    score.all += 1;
    if (isCalled) score.called += 1;
    scores.set(row, score);
  };
  for (const word of asked) {
    const { called = [], told = [] } = words.get(word) ?? {};
    for (const row of called) count(row, true);
    for (const row of told) count(row, false);
  }
  return scores;
}

function inOrder<T>(rows: readonly (readonly [number, T])[]): readonly (readonly [number, T])[] {
  return rows.toSorted(([one], [other]) => one - other);
}

function askedWords(what: string): readonly string[] {
  return wordsOf(what).filter((word) => !fillers.has(word));
}

function nearestTo({ items }: Registry, lookup: LookupIndex, what: string): readonly string[] {
  const names = items.flatMap(({ name, id }) => [name, id]);
  const called = nearestNames(what, names, mostNearest);
  const nearest = [...called, ...nearestNames(what, lookup.fields.keys(), mostNearest - called.length)];
  if (nearest.length > 0) return nearest;
  return inOrder([...scoreByWords(lookup, askedWords(what))])
    .toSorted(([, one], [, other]) => other.all - one.all)
    .slice(0, mostNearest)
    .flatMap(([row]) => items[row]?.name ?? []);
}
