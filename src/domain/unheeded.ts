import { splitWords } from "#base";
import { whyAnsweredOtherwise } from "./answered-otherwise.ts";
import type { Behaviour } from "./behaviour.ts";
import { travelsInQuery } from "./changes-row.ts";
import { readConflictRules } from "./conflict-rules.ts";
import { conflictTexts, saysRule } from "./conflict-texts.ts";
import { accountEntity, type Draft, entityNamed } from "./draft.ts";
import { fieldOf } from "./fields.ts";
import { whyStillIn } from "./kept-out.ts";
import { queryParameters } from "./lists/parameters.ts";
import { ownText } from "./ownership.ts";
import { readRepeatKey } from "./repeat-keys.ts";
import { saysOtherwise } from "./said-otherwise.ts";
import type { OperationShape } from "./shapes.ts";
import { whyNotAlone } from "./side-effects.ts";
import { readMoves } from "./stated-moves.ts";
import { endsWith } from "./sums.ts";
import { lineAbout } from "./text-lines.ts";
import { whyUnchecked } from "./unchecked.ts";
import { unheededCount } from "./uncounted.ts";
import { unheededProperty } from "./unheeded-properties.ts";

/** What an operation asks to be heeded and a behaviour would not: half of what was promised is worse than nothing. */
export function whyUnheeded(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  return (
    whyUnchecked(shape, behaviour, draft) ??
    whyAnsweredOtherwise(shape, behaviour) ??
    saysOtherwise(shape, behaviour, draft) ??
    whyNotAlone(shape, behaviour, draft) ??
    unheededProperty(shape, behaviour, draft) ??
    unheededCount(behaviour, draft) ??
    unheededQuery(shape, behaviour) ??
    unheededMaker(behaviour, draft) ??
    unheededDocument(behaviour, draft) ??
    whyStillIn(behaviour, draft) ??
    unheededSearch(shape, behaviour, draft) ??
    unheededConflict(shape, behaviour, draft) ??
    unheededMoves(shape, behaviour, draft) ??
    unheededWords(shape, behaviour, draft)
  );
}

const scopedText =
  /\b\w*-?scoped\b|\bmask(?:ed|s|ing)\b|\bdepend(?:s|ing) on (?:the |your |their )?(?:roles?|permissions?)\b/i;
const allText =
  /\b(?:admin(?:istrator)?s?|staff|managers?|moderators?|superusers?|owners?)\b[^.;]*\b(?:all|any|every|everything|everyone(?:'s)?|anyone(?:'s)?)\b/i;
const workedOutText =
  /\b(?:is|are|be) (?:automatically )?(?:re)?(?:calculated|computed)\b|\bautomatically (?:calculated|computed)\b/i;
const logWords: ReadonlySet<string> = new Set(["audit", "activity", "access", "change"]);

/** Rules that only words tell: who sees what of a row, what is worked out, and what a log records. */
function unheededWords(
  { operation }: OperationShape,
  { kind, ...behaviour }: Behaviour,
  draft: Draft,
): string | undefined {
  const text = `${operation.summary}. ${operation.description}`;
  const sees = kind === "list" || kind === "read";
  const scoped = sees ? scopedText.exec(text)?.[0] : undefined;
  if (scoped !== undefined) return `what callers see of it differs ("${scoped}"), and how is not said`;
  const mixed = ownText.exec(text)?.[0];
  if (mixed !== undefined && allText.test(text))
    return `some callers are for their own rows and others for all ("${mixed}"): that depends on who asks`;
  const works = kind === "create" || kind === "update" ? unreadWork(text, behaviour, draft) : undefined;
  if (works !== undefined) return `some value "${works}", and only words say how`;
  if (!sees || !("entity" in behaviour)) return undefined;
  const words = splitWords(behaviour.entity);
  const isLog =
    words.some((word) => logWords.has(word)) &&
    /^(?:log|trail|history|record|entry)$/.test(words.at(-1) ?? "");
  const isMade = draft.resources.some(
    ({ name, inputs }) => name === behaviour.entity && inputs.some(({ creates }) => creates),
  );
  return isLog && !isMade
    ? "a log that nothing is recorded in would only look done, and what is recorded is not said"
    : undefined;
}

/** Words that say that something is worked out, but for what is understood of the rows. */
function unreadWork(text: string, behaviour: object, draft: Draft): string | undefined {
  const entity =
    "entity" in behaviour && typeof behaviour.entity === "string"
      ? entityNamed(draft, behaviour.entity)
      : undefined;
  const known =
    entity?.fields.filter(({ meaning }) => meaning.kind === "total" || meaning.kind === "ends-after") ?? [];
  return text
    .split(/[.\n;]+/)
    .map((sentence) => workedOutText.exec(sentence))
    .find(
      (found) => found && !known.some(({ name }) => endsWith(found.input.slice(0, found.index), name)),
    )?.[0];
}

/** Behaviours to which no query says anything. */
const deafKinds: ReadonlySet<Behaviour["kind"]> = new Set([
  "read",
  "create",
  "create-many",
  "update",
  "update-by-body",
  "delete",
  "delete-many",
  "delete-all",
  "change-state",
  "change-states",
  "reorder",
  "duplicate",
  "membership",
  "current-account",
  "update-current-account",
  "delete-current-account",
  "register",
  "logout",
  "change-password",
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
  "resend-confirmation",
  "read-singleton",
  "update-singleton",
]);

/** A token that came by mail, where it is no part of a body. */
function tokenParameter(behaviour: Behaviour): string | undefined {
  return "tokenIn" in behaviour ? behaviour.tokenField : undefined;
}

function unheededQuery(shape: OperationShape, behaviour: Behaviour): string | undefined {
  const isDeaf = (deafKinds.has(behaviour.kind) || behaviour.kind === "login") && !travelsInQuery(behaviour);
  const heeded = behaviour.kind === "delete" ? behaviour.confirm : tokenParameter(behaviour);
  const [parameter] = isDeaf ? queryParameters(shape).filter(({ name }) => name !== heeded) : [];
  return parameter && `nothing says what the query parameter ${parameter.name} does here`;
}

/** A list of the caller's own rows that is asked for those of somebody. */
function unheededMaker(behaviour: Behaviour, draft: Draft): string | undefined {
  if (behaviour.kind !== "list" || !behaviour.own) return undefined;
  const key = entityNamed(draft, behaviour.entity)?.owner?.key;
  const idle = behaviour.filters.find(({ by }) => by.kind === "field" && by.field === key);
  return (
    idle &&
    `it lists the caller's own ${behaviour.entity} rows, and nothing says what ${idle.parameter} does then`
  );
}

/** What a new account is given, and its owner's document shows: nothing writes it there. */
function unheededDocument(behaviour: Behaviour, draft: Draft): string | undefined {
  if (behaviour.kind !== "create" && behaviour.kind !== "register") return undefined;
  const entity = entityNamed(draft, behaviour.entity);
  if (!entity || entity !== accountEntity(draft)) return undefined;
  const shown = new Set(entity.representations.flatMap(({ fields }) => fields.map(({ field }) => field)));
  const hidden = behaviour.body.fields.filter(({ field }) => !shown.has(field));
  const document = draft.entities.find(
    ({ owner, fields }) =>
      owner?.alone && hidden.some(({ field }) => fields.some(({ name }) => name === field)),
  );
  const given = hidden.find(({ field }) => document?.fields.some(({ name }) => name === field));
  return (
    document &&
    given &&
    `its ${given.field} is what the ${document.name} of the account shows, and is not written there`
  );
}

/** A search that the text lets find rows by their number, which no text is in. */
function unheededSearch(
  { operation }: OperationShape,
  behaviour: Behaviour,
  draft: Draft,
): string | undefined {
  if (behaviour.kind !== "list") return undefined;
  const searches = behaviour.filters.some(({ by }) => by.kind === "search");
  const fields = searches ? (entityNamed(draft, behaviour.entity)?.fields ?? []) : [];
  const others = behaviour.sorting
    ? [behaviour.sorting.parameter, ...behaviour.filters.map(({ parameter }) => parameter)]
    : behaviour.filters.map(({ parameter }) => parameter);
  const elsewhere = others
    .filter(
      (name) => !behaviour.filters.some(({ by, parameter }) => by.kind === "search" && parameter === name),
    )
    .map((name) => lineAbout(operation.description, name));
  const lines = operation.description.split("\n").filter((line) => !elsewhere.includes(line));
  const words = new Set(splitWords([operation.summary, ...lines].join(" ").toLowerCase()));
  const number = fields.find(
    ({ name, meaning }) =>
      (meaning.kind === "scalar" || meaning.kind === "identity") &&
      meaning.type === "integer" &&
      words.has(name.toLowerCase()),
  );
  return number && `its text lets it find rows by ${number.name}, and how beside texts is not said`;
}

/** New rows that are refused as a conflict by a rule in words, and not because they are there already. */
function unheededConflict(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  if (behaviour.kind !== "create" && behaviour.kind !== "create-many") return undefined;
  const entity = entityNamed(draft, behaviour.entity);
  const keys = readRepeatKey(shape.operation, behaviour, draft);
  if (!entity || keys?.reused === "conflict") return undefined;
  if (behaviour.body.fields.some(({ field }) => fieldOf(entity, field)?.unique === true)) return undefined;
  const rule =
    behaviour.kind === "create"
      ? readConflictRules({ ...behaviour, shape, entity, parent: behaviour.parent, draft }).unread
      : conflictTexts(shape.operation).flat().find(saysRule);
  return rule && `it refuses some new rows as a conflict, by a rule that only words tell: ${plainText(rule)}`;
}

function plainText(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 120);
}

/** A state that the text lets become some others only: a change that sets it would let it become anything. */
function unheededMoves(
  { operation }: OperationShape,
  behaviour: Behaviour,
  draft: Draft,
): string | undefined {
  if (behaviour.kind !== "update" && behaviour.kind !== "update-by-body") return undefined;
  const entity = entityNamed(draft, behaviour.entity);
  for (const { field: name } of entity ? behaviour.body.fields : []) {
    const meaning = entity && fieldOf(entity, name)?.meaning;
    const isHeeded = behaviour.kind === "update" && behaviour.moves?.field === name;
    if (meaning?.kind !== "enum" || isHeeded) continue;
    const stated = meaning.values.some(
      (value) => readMoves({ ...operation, responses: [] }, meaning.values, value) !== undefined,
    );
    if (stated) return `its text says what ${name} may become, and from what`;
  }
  return undefined;
}
