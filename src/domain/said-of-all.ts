import { plural, singular, splitWords } from "#base";
import type { Entity } from "./domain.ts";
import { stem } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** What an operation that takes rows away says of how many: that none is to stay, or that some are. */
export type SaidOfAll =
  | { readonly kind: "all"; readonly because: string }
  | { readonly kind: "some"; readonly because: string }
  | { readonly kind: "nothing" };

const allWords: ReadonlySet<string> = new Set(["all", "every", "each", "entire", "clear", "empty"]);
// What may stand between such a word and what goes.
const fillers: ReadonlySet<string> = new Set(
  "a an his in its my of own s the their this user users your".split(" "),
);
const rowWords: ReadonlySet<string> = new Set(
  "collection entries entry items item list records rows".split(" "),
);
const someText =
  /\b(?:that|which|who|whose|where|when|if|older|newer|before|after|until|since|except|unless|matching|with|without|only|selected|given|expired|completed|finished|unused|old|past)\b/i;

/**
 * Nothing is taken away that the contract does not say: a word for all before what goes, on the path or in the text, and no
 * word that lets some of it stay. Below a row, the plural of what goes will do.
 */
export function readSaidOfAll(
  { operation }: OperationShape,
  words: readonly string[],
  entity: Entity,
  above: string | undefined,
): SaidOfAll {
  const { summary, description, declaredId } = operation;
  const text = `${summary}. ${description}`;
  const some = someText.exec(text)?.[0] ?? stateIn(text, entity);
  if (some !== undefined) return { kind: "some", because: `it says "${some}"` };
  const onPath = words.find((word) => allWords.has(word));
  if (onPath !== undefined) return { kind: "all", because: `the path ends in ${words.join(" ")}` };
  const nouns = new Set([
    ...nounsOf(entity.name),
    ...(above === undefined ? [] : nounsOf(above)),
    ...rowWords,
  ]);
  for (const said of [summary, description, splitWords(declaredId ?? "").join(" ")]) {
    const spoken = splitWords(said);
    const at = spoken.findIndex((word) => allWords.has(stemmed(word)));
    const next = at < 0 ? undefined : spoken.slice(at + 1).find((word) => !fillers.has(word));
    if (at >= 0 && next !== undefined && nouns.has(next))
      return { kind: "all", because: `it says "${[spoken[at], next].join(" … ")}"` };
    const many = plural(splitWords(entity.name).at(-1) ?? "");
    if (above !== undefined && many !== singular(many) && spoken.includes(many))
      return { kind: "all", because: `it says "${many}", below one ${above}` };
  }
  return { kind: "nothing" };
}

/** `clears` and `empties` too. */
function stemmed(word: string): string {
  return word === "empties" ? "empty" : word === "clears" ? "clear" : word;
}

function nounsOf(name: string): readonly string[] {
  return splitWords(name).flatMap((word) => [word, plural(word), singular(word)]);
}

/** A state of rows that the text names: those in it are meant, and no others. */
function stateIn(text: string, entity: Entity): string | undefined {
  const states = new Set(
    entity.fields.flatMap(({ name, meaning }) =>
      meaning.kind === "enum"
        ? meaning.values.flatMap((value) => splitWords(String(value)).map(stem))
        : meaning.kind === "scalar" && meaning.type === "boolean"
          ? splitWords(name).map(stem)
          : [],
    ),
  );
  return splitWords(text).find((word) => word !== "is" && states.has(stem(word)));
}
