import { camelCase, pascalCase, snakeCase, splitWords } from "#base";
import type { StatusWord } from "./error-form.ts";

// How APIs call each status, the most usual first.
const names: ReadonlyMap<number, readonly string[]> = new Map([
  [400, ["bad request", "invalid request", "invalid argument", "invalid input", "validation", "invalid"]],
  [401, ["unauthorized", "unauthenticated", "not authenticated", "authentication", "invalid credentials"]],
  [403, ["forbidden", "permission denied", "access denied", "not allowed", "permission"]],
  [404, ["not found", "resource not found", "no such", "missing", "unknown"]],
  [405, ["method not allowed", "not allowed", "unsupported", "bad request"]],
  [409, ["conflict", "already exists", "duplicate", "exists", "aborted"]],
  [
    422,
    ["validation error", "validation failed", "unprocessable", "invalid argument", "invalid", "bad request"],
  ],
  [429, ["too many requests", "rate limit", "resource exhausted", "throttled"]],
  [500, ["internal server error", "internal error", "server error", "internal", "unexpected", "unknown"]],
  [501, ["not implemented", "unimplemented", "unsupported"]],
  [503, ["service unavailable", "unavailable"]],
]);

const general = ["error", "unknown", "other", "general", "generic", "internal"];

export interface Codes {
  readonly words: readonly StatusWord[];
  readonly otherwise: string;
}

/** The value of an enumeration that says what each status says. */
export function chooseCodes(values: readonly string[]): Codes {
  const spelled = values.map((value) => ({ value, words: splitWords(value).join(" ") }));
  const find = (wanted: readonly string[]): string | undefined => {
    for (const name of wanted) {
      const found =
        spelled.find(({ words }) => words === name) ?? spelled.find(({ words }) => words.includes(name));
      if (found) return found.value;
    }
    return undefined;
  };
  const otherwise = find(general) ?? values[0] ?? "";
  const words = [...names].map(([status, wanted]) => ({ status, word: find(wanted) ?? otherwise }));
  return { words, otherwise };
}

/** A word for each status, spelled as the examples are: `NOT_FOUND` where there is none to follow. */
export function spellCodes(example: string | undefined): Codes {
  const spell = spellingOf(example);
  const words = [...names].map(([status, [name = ""]]) => ({ status, word: spell(name) }));
  return { words, otherwise: spell("error") };
}

function spellingOf(example: string | undefined): (name: string) => string {
  if (example === undefined || /^[A-Z0-9_]+$/.test(example)) return (name) => snakeCase(name).toUpperCase();
  if (/^[a-z0-9]+(-[a-z0-9]+)+$/.test(example)) return (name) => snakeCase(name).replaceAll("_", "-");
  if (/^[a-z]+([A-Z][a-z0-9]*)+$/.test(example)) return camelCase;
  if (/^([A-Z][a-z0-9]*){2,}$/.test(example)) return pascalCase;
  return snakeCase;
}

/** Whether a text looks like a word for programs rather than for people. */
export function looksLikeCode(text: string): boolean {
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$|^[a-z]+[_-][a-z_-]+$|^[a-z]+$|^[a-z]+([A-Z][a-z]*)+$/.test(text);
}
