import { splitWords } from "#base";
import type { Operation } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Draft } from "./draft.ts";
import { sameElement } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** What the words of an operation let happen beside what is done to the row: half of it would look done. */
export function whyNotAlone(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  if (!changingKinds.has(behaviour.kind) || !("entity" in behaviour)) return undefined;
  const told = shape.operation.responses.find(({ status }) => status.startsWith("2"))?.description ?? "";
  const sentences = sentencesOf(shape.operation);
  const sent = [...sentences, told].map(sentElsewhere).find((found) => found !== undefined);
  if (sent !== undefined) return `what else happens is done elsewhere ("${sent}")`;
  const either = makes(behaviour) ? firstOf(sentences, eitherText) : undefined;
  if (either !== undefined) return `some rows are made and others changed ("${either}")`;
  const other = changedBeside(sentences, behaviour.entity, shape, draft);
  return other && `it changes other rows, too ("${other}"), and how only words say`;
}

const changingKinds: ReadonlySet<Behaviour["kind"]> = new Set([
  "create",
  "create-many",
  "update",
  "update-by-body",
  "update-by-query",
  "change-state",
  "change-states",
  "delete",
]);

function makes({ kind }: Behaviour): boolean {
  return kind === "create" || kind === "create-many";
}

function sentencesOf({ summary, description }: Operation): readonly string[] {
  return [summary, ...description.split(/[.\n;]/)].map((text) => text.trim()).filter((text) => text !== "");
}

const post = "e-?mails?|mails?|sms|text messages?|push(?: messages?)?|(?:push )?notifications?|webhooks?";
const sentTexts: readonly RegExp[] = [
  new RegExp(
    `\\b(?:${post})\\b (?:(?:is|are|was|were|will be|gets?) )?(?:sent|delivered|dispatched|queued)\\b`,
    "i",
  ),
  new RegExp(
    `\\b(?:sends?|sending|delivers?|delivering|dispatch(?:es|ing)?)\\b(?: [\\w-]+){0,5} (?:${post})\\b`,
    "i",
  ),
  /\bnotif(?:y|ies|ying)\b(?! ?:)(?: [\w-]+)+|\b(?:is|are|gets?|be) notified\b/i,
  /\bcharg(?:es|ing)\b(?: [\w-]+){0,3} (?:cards?|customers?|users?|accounts?|wallets?|payments?|balances?)\b/i,
  /\b(?:en)?queues?\b (?:it|them|an?|the)\b(?: [\w-]+)*|\b(?:is|are|been|be|job|task) (?:en)?queued\b|\bto the queue\b/i,
];
const denial = /\b(?:no|not|never|without)\b|n't\b/i;

/** What goes to people or to workers elsewhere. */
function sentElsewhere(sentence: string): string | undefined {
  for (const pattern of sentTexts) {
    const found = pattern.exec(sentence);
    if (found && !denial.test(sentence.slice(0, found.index))) return found[0].trim().slice(0, 80);
  }
  return undefined;
}

/** `creates/updates`: of what is given, some is there already. */
const eitherText =
  /\b(?:creates?|adds?|inserts?)(?: ?\/ ?| or )updates?\b|\bupsert\w*\b|созда(?:ёт|ет|ть|ние)(?: ?\/ ?| или )обновл\p{L}+/iu;

function firstOf(sentences: readonly string[], pattern: RegExp): string | undefined {
  return sentences.map((text) => pattern.exec(text)?.[0]).find((found) => found !== undefined);
}

const changeVerbs =
  "creates?|updates?|adds?|removes?|deletes?|generates?|increments?|decrements?|increases?|decreases?|deducts?|reduces?|reserves?|closes|cancels|releases?";
const besideText = new RegExp(
  `(?:\\b(?:and|then|also|automatically)\\s+|[,(/]\\s*|^(?=[A-Z][a-z]+s\\b))(?:also |then |automatically )?(?:${changeVerbs})((?: [\\w-]+){1,4})`,
  "gi",
);
const phraseEnd =
  /\b(?:to|for|of|in|on|by|with|from|at|and|or|if|when|where|that|which|as|is|are|into|after|before)\b/i;

/** Another entity whose rows a second sentence or clause says are made, changed or taken away. */
function changedBeside(
  sentences: readonly string[],
  own: string,
  { place }: OperationShape,
  { entities }: Draft,
): string | undefined {
  for (const sentence of sentences)
    for (const [found, phrase = ""] of sentence.matchAll(besideText)) {
      const words = splitWords(phrase.split(phraseEnd)[0] ?? "");
      const isOwn = [own, place.name].some((name) => endsWith(words, name) || words.length === 0);
      const other = entities.find(({ name }) => name !== own && endsWith(words, name));
      if (other && !isOwn) return found.replace(/^[\s,(/]+/, "").trim();
    }
  return undefined;
}

function endsWith(words: readonly string[], name: string): boolean {
  const end = splitWords(name);
  return end.length > 0 && sameElement(words.slice(-end.length).join("_"), end.join("_"));
}
