import { singular, splitWords } from "#base";
import type { Operation } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import type { Draft } from "./draft.ts";
import { unreadWords } from "./foreign-words.ts";
import { beginsWithState, keptWords, stateSet } from "./kept-words.ts";
import { speaksOf, stem } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** Words of an operation that say another thing is done than its method and path would have it. */
export function saysOtherwise(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  if (behaviour.kind === "create" || behaviour.kind === "create-many")
    return saysNotMade(shape, behaviour.entity, draft);
  const isMarked = behaviour.kind === "delete" && behaviour.softly === true;
  if (!takingKinds.has(behaviour.kind)) return undefined;
  return (isMarked ? undefined : saysNotGone(shape.operation)) ?? saysUnread(shape, draft);
}

/** Words of a deletion that nothing here reads: they may well say what does not go. */
function saysUnread({ operation, place }: OperationShape, { shapes }: Draft): string | undefined {
  const [root] = place.collection.split("/{");
  const others = shapes
    .map((shape) => shape.operation)
    .filter((other) => other !== operation && other.path.startsWith(root ?? ""));
  const found = unreadWords(operation, others);
  return found === undefined ? undefined : `its words are not all understood ("${found}"), and rows would go`;
}

const takingKinds: ReadonlySet<Behaviour["kind"]> = new Set([
  "delete",
  "delete-many",
  "delete-all",
  "delete-current-account",
]);

const eitherText =
  /\b(?:delete|remove)s?\s*(?:\/|\bor\b)\s*(?:archive|void|deactivate|disable|suspend|cancel)s?\b/i;

/** A deletion whose words say that a state is set: the row is kept, and in which state only words say. */
function saysNotGone({ summary, description, declaredId = "", responses }: Operation): string | undefined {
  const told = responses.find(({ status }) => status.startsWith("2"))?.description ?? "";
  const named = splitWords(declaredId).join(" ");
  const [first] = [summary, description, told, named].filter((text) => text.trim() !== "");
  const sentences = description.split(/[.\n;]/).map((text) => text.trim());
  const leading = sentences.filter(beginsWithState);
  const whole = `${summary}. ${description}`;
  const either = eitherText.exec(whole)?.[0] ?? keptWords(`${whole}. ${told}`);
  const found = either ?? [first ?? "", ...leading].map(stateSet).find((word) => word !== undefined);
  return found === undefined
    ? undefined
    : `its words set a state ("${found}"), and whether the row is gone then is not said`;
}

/** Verbs that no rows are called after. */
const plainVerbs = ["validate", "verify", "calculate", "simulate", "execute", "send", "resend", "revalidate"];
/** Verbs that rows may be called after, too: `/imports`, `/queue`. */
const nounVerbs =
  "check preview estimate dispatch run start trigger queue sync import export refresh render".split(" ");
const otherVerbs = [...plainVerbs, ...nounVerbs, "synchronize", "synchronise", "enqueue"];
/** Verbs with which rows come to be, where it is those that they are done to: a message is sent, a game started. */
const makingVerbs: ReadonlySet<string> = new Set(["send", "start"].map(stem));
const newText = /\b(?:create|add|make|register|save|store|insert|new|post|book|place)\w*/i;

/** Something that is done or asked at a collection, where no row is made of it. */
function saysNotMade(
  { operation, place }: OperationShape,
  entity: string,
  { shapes }: Draft,
): string | undefined {
  const words = splitWords(place.name);
  const [word = ""] = words;
  const isThings =
    (words.length > 1 && singular(words.at(-1) ?? "") !== words.at(-1)) ||
    shapes.some((other) => other.operation.method === "get" && other.place.collection === place.collection);
  if (plainVerbs.includes(word) || (nounVerbs.includes(word) && !isThings))
    return `its path says that something is done ("${place.name}"), and no new row of that`;
  const [text = ""] = [operation.summary, operation.description.split(/[.\n]/)[0] ?? ""].filter(
    (each) => each !== "",
  );
  const [verb = "", ...rest] = splitWords(text);
  if (speaksOf(verb, otherVerbs) === undefined || newText.test(text)) return undefined;
  if (stem(verb) === "check" && /^(?:in|out)$/.test(rest[0] ?? "")) return undefined;
  if (makingVerbs.has(stem(verb)) && rest.some((each) => isNamed(each, `${entity} ${place.name}`)))
    return undefined;
  return `its words say that something is done ("${text.trim().slice(0, 60)}"), and no new row of that`;
}

function isNamed(word: string, name: string): boolean {
  return splitWords(name).some((each) => stem(each) === stem(word));
}
