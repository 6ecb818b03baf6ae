import { singular, splitWords } from "#base";
import type { Filter, OrderKey, Pagination } from "../behaviour.ts";
import type { Entity } from "../domain.ts";
import { fieldOf } from "../fields.ts";
import { isFormOf, stem } from "../names.ts";
import type { OperationShape } from "../shapes.ts";

/** What the list does already that its words may mean. */
interface Heeded {
  readonly filters: readonly Filter[];
  readonly order: readonly OrderKey[];
  readonly pagination?: Pagination;
  /** Whether the owner says in which order they come. */
  readonly isSettled?: boolean;
}

/** Why a list may show more rows than its words say: some of them, by a word before what they are called. */
export function whyNotAll(shape: OperationShape, entity: Entity, heeded: Heeded): string | undefined {
  const { summary, description } = shape.operation;
  const sentences = [summary, description.split(/[.\n]/)[0] ?? ""];
  const most = sentences.flatMap((text) => mostText.exec(text) ?? [])[0];
  if (most !== undefined && heeded.pagination?.size.usual !== Number(/\d+/.exec(most)?.[0]))
    return `it is about some rows only ("${most.trim()}"), and nothing narrows it to those`;
  const nouns = [entity.name, entity.table, shape.place.name].flatMap((name) => splitWords(name).slice(-1));
  const own = new Set([entity.name, entity.table].flatMap(splitWords));
  const found = sentences
    .flatMap((text) => [...text.matchAll(adjectiveText)])
    .find(
      ([, before = "", word = "", after = ""]) =>
        isAbout(after, nouns) &&
        !own.has(word.toLowerCase()) &&
        !(word.toLowerCase() === "available" && allText.test(`${sentences.join(". ")} ${before}`)) &&
        !isHeeded(word.toLowerCase(), entity, heeded),
    );
  return found && `it is about some rows only ("${found[2]}"), and nothing narrows it to those`;
}

const mostText = /\b(?:last|latest|newest|top|first|most recent|most popular) \d+\b(?: [\w-]+)?/i;
const adjectiveText =
  /((?:\b[\w-]+ )?)\b(active|available|upcoming|visible|published|unpublished|unread|pending|open|recent|latest|newest|featured|popular|trending|top|expired|overdue|archived|approved|verified|enabled|unresolved|nearby|recommended)\b((?: [\w-]+){1,4})/gi;
/** Where all rows are spoken of, too, what is available is what there is. */
const allText = /\b(?:all|every|full|complete|entire)\b/i;
const newestWords: ReadonlySet<string> = new Set(["recent", "latest", "newest"]);

/** Whether the rows' own noun comes next, with at most other words of it between. */
function isAbout(after: string, nouns: readonly string[]): boolean {
  const words = after.trim().split(" ");
  const end = words.findIndex((word) => phraseEnds.has(word.toLowerCase()));
  const phrase = end === -1 ? words : words.slice(0, end);
  return phrase
    .flatMap(splitWords)
    .some((word) => nouns.some((noun) => singular(noun) === singular(word) || stem(noun) === stem(word)));
}

const phraseEnds: ReadonlySet<string> = new Set(
  "to for of in on by with from at and or if when where that which as is are".split(" "),
);

/** Whether an order or a filter that holds unless callers say otherwise, or that is called so, takes the word up. */
function isHeeded(word: string, entity: Entity, { filters, order, isSettled = false }: Heeded): boolean {
  if (newestWords.has(word))
    return (
      isSettled ||
      (order[0]?.descending === true && fieldOf(entity, order[0].field)?.meaning.kind === "created-at")
    );
  if (word === "upcoming" && filters.some(({ by }) => by.kind === "range" && by.edge === "least"))
    return true;
  return filters.some(({ parameter, fallback }) =>
    [...splitWords(parameter), ...(fallback === undefined ? [] : splitWords(String(fallback)))].some((each) =>
      isFormOf(each, word),
    ),
  );
}
