import { splitWords } from "#base";
import type { Operation } from "#contract";
import type { Barred, Entity, Field } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { stem } from "./names.ts";
import { isStateName } from "./states.ts";
import { textsIn } from "./texts-in.ts";

/**
 * The states in which accounts are refused though their password is right: of those that a field of the account may say,
 * the ones that the 403 of signing in speaks of, in its description or an example, and those that mean nothing else.
 */
export function readBarred({ responses, id }: Operation, account: Entity): Barred | undefined {
  for (const response of responses.filter(({ status }) => status === "403")) {
    const examples = response.content.flatMap(({ examples: shown }) => shown.flatMap(textsIn));
    const told = new Set([response.description, ...examples].flatMap((text) => splitWords(text).map(stem)));
    for (const field of account.fields.filter(({ name }) => isStateName(name))) {
      const values = valuesOf(field).filter((value) => speaksOf(told, value) || keepsOut(value));
      if (values.length === 0) continue;
      const timed = values.flatMap((value) => {
        const until = untilOf(account, value);
        return until ? [{ value, until: until.name }] : [];
      })[0];
      return {
        field: field.name,
        values,
        ...(timed && { timed }),
        evidence: evidence(
          `accounts whose ${field.name} is ${values.join(" or ")} are refused${timed ? `, until ${timed.until}` : ""}`,
          step(`${id} says so of its 403`, response.span),
        ),
      };
    }
  }
  return undefined;
}

/** All but the first, which new accounts have. */
function valuesOf({ meaning }: Field): readonly string[] {
  return meaning.kind === "enum" ? meaning.values.slice(1).map(String) : [];
}

const keepOutWords = new Set(
  [
    "locked",
    "suspended",
    "banned",
    "blocked",
    "disabled",
    "deactivated",
    "inactive",
    "deleted",
    "closed",
  ].map(stem),
);

function keepsOut(value: string): boolean {
  return splitWords(value).some((word) => keepOutWords.has(stem(word)));
}

function speaksOf(told: ReadonlySet<string>, value: string): boolean {
  const words = splitWords(value);
  return words.length > 0 && words.every((word) => told.has(stem(word)));
}

const endWords: ReadonlySet<string> = new Set(["until", "till", "end", "ends", "expires"]);

/** The time at which it is over: `locked_until`. */
function untilOf({ fields }: Entity, value: string): Field | undefined {
  const wanted = splitWords(value).map(stem);
  return fields.find(({ name, meaning, missing }) => {
    const words = splitWords(name);
    const isTime = meaning.kind === "scalar" && meaning.type === "date-time" && missing !== "never";
    return (
      isTime &&
      words.some((word) => endWords.has(word)) &&
      wanted.every((word) => words.map(stem).includes(word))
    );
  });
}
