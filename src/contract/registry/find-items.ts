import { singular, splitWords } from "#base";
import type { FieldPlace, Registry, RegistryItem } from "./entry.ts";
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
  const fields = fieldsCalled(registry, (field) => field === what);
  const spelt = spelling(what);
  const alike = spelt === "" ? [] : registry.items.filter((item) => isSpelt(item, spelt));
  // A field `booking` beside a type `Booking`: either may be meant, and both are told.
  if (alike.length > 0) return { ...found("spelling", alike), fields };
  if (fields.length > 0) return { ...found("name", []), fields };
  const alikeFields = spelt === "" ? [] : fieldsCalled(registry, (field) => spelling(field) === spelt);
  if (alikeFields.length > 0) return { ...found("spelling", []), fields: alikeFields };
  const told = findByWords(registry.items, what);
  return told.length > 0
    ? found("words", told)
    : { how: "nothing", items: [], fields: [], nearest: nearestTo(registry, what) };
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
    const full = item.said[0]?.fullPath;
    const paths = [item.name.slice(item.name.indexOf(" ") + 1), ...(full === undefined ? [] : [full])];
    const rank = Math.max(...paths.map((template) => matchesPath(template, path)));
    return rank < 0 ? [] : [{ item, rank }];
  });
  const best = Math.max(...ranked.map(({ rank }) => rank));
  return ranked.filter(({ rank }) => rank === best).map(({ item }) => item);
}

/** `userId`, `user_id`, `UserID` and `userid` are spelt alike. */
function spelling(name: string): string {
  return splitWords(name).join("");
}

function isSpelt({ name, id, kind }: RegistryItem, spelt: string): boolean {
  return (kind !== "operation" && spelling(name) === spelt) || spelling(id) === spelt;
}

function fieldsCalled(registry: Registry, isCalled: (field: string) => boolean): readonly FieldPlace[] {
  return registry.documents.flatMap(({ fields }) => fields.filter(({ field }) => isCalled(field)));
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
function findByWords(items: readonly RegistryItem[], what: string): readonly RegistryItem[] {
  const asked = wordsOf(what).filter((word) => !fillers.has(word));
  if (asked.length === 0) return [];
  const scored = items.flatMap((item) => {
    const own = new Set(wordsOf(`${item.name} ${item.id}`));
    const all = new Set([...own, ...wordsOf(item.summary)]);
    if (!asked.every((word) => all.has(word))) return [];
    return [{ item, score: asked.filter((word) => own.has(word)).length }];
  });
  const best = Math.max(...scored.map(({ score }) => score));
  return scored.filter(({ score }) => score === best).map(({ item }) => item);
}

function wordsOf(text: string): readonly string[] {
  return splitWords(text).map(singular);
}

function nearestTo(registry: Registry, what: string): readonly string[] {
  const names = registry.items.flatMap(({ name, id }) => [name, id]);
  const fields = registry.documents.flatMap(({ fields: all }) => all.map(({ field }) => field));
  const called = nearestNames(what, names, mostNearest);
  const nearest = [...called, ...nearestNames(what, fields, mostNearest - called.length)];
  if (nearest.length > 0) return nearest;
  const asked = wordsOf(what).filter((word) => !fillers.has(word));
  const scored = registry.items
    .map(({ name, id, summary }) => {
      const own = new Set(wordsOf(`${name} ${id} ${summary}`));
      return { name, score: asked.filter((word) => own.has(word)).length };
    })
    .filter(({ score }) => score > 0);
  return scored
    .toSorted((one, other) => other.score - one.score)
    .slice(0, mostNearest)
    .map(({ name }) => name);
}
