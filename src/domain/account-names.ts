import { pascalCase, singular, splitWords } from "#base";
import type { OperationShape } from "./shapes.ts";

const doors: ReadonlySet<string> = new Set(
  "register registration signup login signin sign log in up auth authentication credential credentials token".split(
    " ",
  ),
);

/** What schemas are called after which way they go, and not after what they hold. */
const wrappers: ReadonlySet<string> = new Set(
  "request response body input output payload dto data form model schema result info create new user me about my self".split(
    " ",
  ),
);

/** Whether a schema is called after what is done at the door, or after nothing: `LoginRequest`, `AboutMe`, none at all. */
export function isDoorName(name: string): boolean {
  const words = splitWords(name);
  const isSelf = words.includes("me") && words.every((word) => wrappers.has(word));
  const isDoor = words.some((word) => doors.has(word));
  return isSelf || (isDoor && words.every((word) => doors.has(word) || wrappers.has(word))) || name === "";
}

/**
 * What accounts are called whose schemas are called after a door, or not at all: as an answer without a name calls their key
 * (`keeper_id`), or as the path says before the door (`/users/register`).
 */
export function accountWord(shapes: readonly OperationShape[], path: string): string {
  const literals = path.split("/").filter((text) => /^[A-Za-z]/.test(text));
  const isAtDoor = splitWords(literals.at(-1) ?? "").some((word) => doors.has(word));
  if (!isAtDoor) return "";
  const [key] = shapes.flatMap(({ answer }) =>
    answer.kind === "row" && answer.schema.name === undefined
      ? answer.schema.properties.flatMap(({ name }) => /^(.+?)_?(?:id|Id)$/.exec(name)?.[1] ?? [])
      : [],
  );
  return pascalCase(key ?? wordBefore(literals) ?? "account");
}

function wordBefore(literals: readonly string[]): string | undefined {
  const words = splitWords(literals.at(-2) ?? "");
  const saysNothing = words.some((word) => doors.has(word) || /^(?:api|rest|v\d+)$/.test(word));
  return words.length === 0 || saysNothing ? undefined : singular(words.join("_"));
}
