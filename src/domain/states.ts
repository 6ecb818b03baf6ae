import { type EvidenceStep, splitWords } from "#base";
import type { StateChange } from "./behaviour.ts";
import type { Entity, Field, FieldMeaning, ScalarValue } from "./domain.ts";
import { step } from "./evidence.ts";
import { flagsOf, saidOfToggle } from "./flags.ts";
import { isFormOf } from "./names.ts";
import type { OperationShape } from "./shapes.ts";
import { readSaidState } from "./state-sentences.ts";
import { meaningful, opposites } from "./state-words.ts";
import { readMoves } from "./stated-moves.ts";

export { isStateWord, undoesState } from "./state-words.ts";

/** What the last word of a path does to a row: one field gets a value, and times are noted. */
export interface Move {
  readonly field: Field;
  readonly sets: readonly [StateChange, ...StateChange[]];
  /** What the field must be before, where not everything will do. */
  readonly from?: readonly ScalarValue[];
  /** Whether the contract says so; if not, it is what is on the safe side. */
  readonly isStated: boolean;
  readonly because: readonly EvidenceStep[];
}

/** Whether two groups of words are forms of the same: `cancel` and `cancelled`, `check in` and `checked in`. */
function isForm(words: readonly string[], others: readonly string[]): boolean {
  return words.length === others.length && words.every((word, index) => isFormOf(word, others[index] ?? ""));
}

/** What a word, the last of the path, does to rows of an entity; undefined where that is not one thing. */
export function findMove(
  shape: OperationShape,
  entity: Entity,
  said: string = shape.place.name,
): Move | undefined {
  const words = meaningful(said);
  const takesBack = shape.operation.method === "delete";
  const turned = saidOfToggle(words);
  if (turned) return takesBack ? undefined : turnFlag(turned, entity);
  return (
    moveFlag(words, takesBack, entity) ??
    (takesBack ? undefined : (moveChoice(words, shape, entity) ?? moveBack(words, entity))) ??
    moveTime(words, takesBack, entity)
  );
}

/** A flag is turned over: the one that is named, or the only one that rows have. */
function turnFlag(words: readonly string[], entity: Entity): Move | undefined {
  const flags = flagsOf(entity);
  const named = flags.filter(({ name }) => isForm(words, meaningful(name)));
  const [field, ...others] = words.length === 0 ? flags : named;
  if (!field || others.length > 0) return undefined;
  // Whether a time that is noted with it goes again nothing says.
  const isNoted = entity.fields.some(
    (each) => isFreeTime(each) && isForm(meaningful(field.name), meaningful(each.name)),
  );
  if (isNoted) return undefined;
  return { field, sets: [{ field: field.name, to: { kind: "inverse" } }], isStated: true, because: [] };
}

/** A flag that the word names is set, or taken back by the word that undoes it. */
function moveFlag(words: readonly string[], takesBack: boolean, entity: Entity): Move | undefined {
  const found = flagsOf(entity).flatMap((field) => {
    const value = saidOf(words, meaningful(field.name));
    return value === undefined ? [] : [{ field, value: value !== takesBack }];
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  const { field, value } = only;
  return settle(entity, field, value, words, { kind: "value", value });
}

/** Whether a word says that what a name tells is so, or that it is not. */
function saidOf(words: readonly string[], told: readonly string[]): boolean | undefined {
  if (isForm(words, told)) return true;
  const undone = (text: readonly string[]): readonly string[] =>
    text.length === 1 ? (opposites.get(text[0] ?? "") ?? []) : [];
  if (undone(words).some((each) => isForm([each], told))) return false;
  // `enable` where the flag is called `disabled`.
  const negative = [...opposites.keys()].find((each) => isForm([each], told));
  return negative !== undefined && undone([negative]).some((each) => isForm(words, [each]))
    ? false
    : undefined;
}

/** One of a few values that the word is a form of. */
function moveChoice(words: readonly string[], shape: OperationShape, entity: Entity): Move | undefined {
  const found = entity.fields.flatMap((field) => {
    const { meaning } = field;
    if (meaning.kind !== "enum") return [];
    const values = meaning.values.filter((value) => isForm(words, meaningful(String(value))));
    return values.length === 1 ? [{ field, values: meaning.values, value: values[0] }] : [];
  });
  const named = found.filter(({ field }) => isStateName(field.name));
  const only = named.length === 1 ? named[0] : found.length === 1 ? found[0] : undefined;
  if (only?.value === undefined) return undefined;
  const { field, values, value } = only;
  const { from, isStated, says } = movesFrom(shape, entity, field, { values, value });
  return {
    ...settle(entity, field, value, words, { kind: "value", value }),
    ...(from.length < values.length && { from }),
    isStated,
    ...(says !== undefined && { because: [step(says, shape.operation.span)] }),
  };
}

interface Choice {
  readonly values: readonly ScalarValue[];
  readonly value: ScalarValue;
}

/** From which values a field becomes another: as texts say, as refusals leave it, or as is usual. */
function movesFrom(
  shape: OperationShape,
  entity: Entity,
  field: Field,
  { values, value }: Choice,
): { readonly from: readonly ScalarValue[]; readonly isStated: boolean; readonly says?: string } {
  const stated = readMoves(shape.operation, values, value);
  if (stated) return { ...stated, isStated: true };
  const usual = usualFrom(values, value);
  const allowed = leftByRefusals(shape, entity, field, values);
  if (!allowed) return { from: usual.filter((each) => each !== value || !refuses(shape)), isStated: false };
  // `already paid` says nothing of rows that are over, which stay so.
  const both = allowed.filter((each) => usual.includes(each));
  const from = both.length > 0 ? both : allowed;
  const says = "what is refused says what may not have been before";
  return { from, isStated: from.length === allowed.length, says };
}

/** `409: the order is not open`, `the order is already paid`: in which state a row is refused says in which it is not. */
function leftByRefusals(
  { operation }: OperationShape,
  entity: Entity,
  field: Field,
  values: readonly ScalarValue[],
): readonly ScalarValue[] | undefined {
  const said = operation.responses
    .filter(({ status }) => /^4/.test(status))
    .flatMap(({ description }) => readSaidState(description.split(/[.\n;]/)[0] ?? "", [], entity) ?? [])
    .filter((each) => each.field === field);
  const left = values.filter((value) => said.every(({ is }) => is.includes(value)));
  return said.length === 0 || left.length === 0 ? undefined : left;
}

/** Whether some rows are refused as they are: of which nothing says more, so is one that has the value already. */
function refuses({ operation }: OperationShape): boolean {
  return operation.responses.some(({ status }) => status === "409");
}

/** Of two values, the other than the one that the word undoes; what was noted of that is noted no longer. */
function moveBack(words: readonly string[], entity: Entity): Move | undefined {
  const [word = "", ...others] = words;
  const undone = others.length === 0 ? (opposites.get(word) ?? []) : [];
  const found = entity.fields.flatMap((field) => {
    const { meaning } = field;
    if (meaning.kind !== "enum" || !isStateName(field.name) || meaning.values.length !== 2) return [];
    const [first, second] = meaning.values;
    const isUndone = (value: ScalarValue | undefined): boolean =>
      undone.some((each) => isForm([each], meaningful(String(value ?? ""))));
    return first !== undefined && isUndone(second) && !isUndone(first) ? [{ field, value: first }] : [];
  });
  const [only] = found;
  if (!only || found.length > 1) return undefined;
  const noted = entity.fields.filter(({ name, missing, meaning }) => {
    const [told = "", ...more] = splitWords(name);
    const isEmptied = missing !== "never" && meaning.kind === "scalar" && meaning.type !== "boolean";
    return isEmptied && more.length > 0 && undone.some((each) => isForm([each], [told]));
  });
  return {
    field: only.field,
    sets: [
      { field: only.field.name, to: { kind: "value", value: only.value } },
      ...noted.map(({ name }) => ({ field: name, to: { kind: "value", value: null } }) as const),
    ],
    isStated: true,
    because: [],
  };
}

/** The time of what the word says, where rows keep no more than that. */
function moveTime(words: readonly string[], takesBack: boolean, entity: Entity): Move | undefined {
  const times = entity.fields.filter(isFreeTime).flatMap((field) => {
    const value = saidOf(words, meaningful(field.name));
    return value === undefined ? [] : [{ field, isSet: value !== takesBack }];
  });
  const [only] = times;
  if (!only || times.length > 1 || (!only.isSet && only.field.missing === "never")) return undefined;
  return {
    field: only.field,
    sets: [{ field: only.field.name, to: only.isSet ? { kind: "now" } : { kind: "value", value: null } }],
    isStated: true,
    because: [],
  };
}

function isFreeTime({ meaning, missing }: Field): boolean {
  return meaning.kind === "scalar" && meaning.type === "date-time" && missing !== "never";
}

/** The change of a field, with the times that rows keep of it: `cancelled_at`. */
function settle(
  entity: Entity,
  field: Field,
  value: ScalarValue,
  words: readonly string[],
  to: StateChange["to"],
): Move {
  const times = entity.fields.filter(
    (each) =>
      isFreeTime(each) && /(?:_at|_on|At|On)$/.test(each.name) && isForm(words, meaningful(each.name)),
  );
  return {
    field,
    sets: [
      { field: field.name, to },
      ...(value === false ? [] : times.map(({ name }) => ({ field: name, to: { kind: "now" } as const }))),
    ],
    isStated: true,
    because: [],
  };
}

const stateWords: ReadonlySet<string> = new Set(["status", "state", "stage", "phase"]);

export function isStateName(name: string): boolean {
  return splitWords(name).some((word) => stateWords.has(word));
}

const liveWords: ReadonlySet<string> = new Set(["enabled", "active"]);

/** What a new row is that nobody says it of: the first of its states; a flag that operations set is not set yet. */
export function initialValue(
  name: string,
  meaning: FieldMeaning,
  shapes: readonly OperationShape[],
): ScalarValue | undefined {
  if (meaning.kind === "enum" && isStateName(name)) return meaning.values[0];
  if (meaning.kind !== "scalar" || meaning.type !== "boolean") return undefined;
  const told = meaningful(name);
  const isSet = shapes.some(({ place, body }) => {
    if (place.kind !== "tail" || body) return false;
    const words = meaningful(place.name);
    const turned = saidOfToggle(words);
    return turned?.length === 0 || saidOf(turned ?? words, told) !== undefined;
  });
  return isSet ? told.every((word) => liveWords.has(word)) : undefined;
}

/** What a row does not leave again by itself: it is decided, or over. */
const finalWords = [
  "approve",
  "reject",
  "decline",
  "deny",
  "cancel",
  "complete",
  "close",
  "resolve",
  "expire",
  "refund",
  "deliver",
  "fail",
  "abort",
  "finish",
  "end",
  "void",
  "withdraw",
  "revoke",
  "terminate",
  "done",
];

function isFinal(value: ScalarValue): boolean {
  return finalWords.some((word) => isForm([word], meaningful(String(value))));
}

/** Where nothing is said: a row that is decided or over stays so; what is not, may be set again. */
function usualFrom(values: readonly ScalarValue[], target: ScalarValue): readonly ScalarValue[] {
  return values.filter((value) => (value === target ? !isFinal(target) : !isFinal(value)));
}
