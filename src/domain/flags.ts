import { splitWords } from "#base";
import type { Entity, Field } from "./domain.ts";
import type { AloneWithin } from "./row-places.ts";

/** The flags of rows. */
export function flagsOf(entity: Entity): readonly Field[] {
  return entity.fields.filter(({ meaning }) => meaning.kind === "scalar" && meaning.type === "boolean");
}

const toggleWords: ReadonlySet<string> = new Set(["toggle", "flip", "invert"]);

/** What a word that turns a flag over says beside that: `toggle-active`; undefined where it turns none over. */
export function saidOfToggle(words: readonly string[]): readonly string[] | undefined {
  const rest = words.filter((word) => !toggleWords.has(word));
  return rest.length < words.length ? rest : undefined;
}

const aloneWords: ReadonlySet<string> = new Set(["default", "primary", "main", "preferred"]);

/** Whether a flag says that a row is the one of several that is meant where none is named: `isDefault`, `primary`. */
export function saysAlone({ name }: Field): boolean {
  return splitWords(name).some((word) => aloneWords.has(word));
}

/** Among which rows no other one has such a flag; undefined where that could be those of more than one thing. */
export function aloneWithin(entity: Entity): AloneWithin | undefined {
  if (entity.parent) return "parent";
  if (entity.owner) return "owner";
  const names = entity.fields.filter(
    ({ name, meaning }) =>
      meaning.kind === "reference" ||
      (meaning.kind === "scalar" &&
        ["id", "uuid"].includes(splitWords(name).at(-1) ?? "") &&
        splitWords(name).length > 1),
  );
  return names.length === 0 ? "all" : undefined;
}
