import type { Entity, Field } from "#domain";
import { name, py, str } from "#python";
import { isLoginField, isPathKey } from "../app/input-types.ts";
import { signsOf, weakPassword } from "../app/password-signs.ts";
import { textAlias } from "../app/text-formats.ts";
import { notBlank, notStorable } from "../refusal-texts.ts";
import { type Act, bodyWith } from "./acts.ts";
import { fieldParameter, refusedBody } from "./body-refusals.ts";
import { api, enveloped, placeOf } from "./calls.ts";
import { fieldPairs, type TestCase, type TestParameters, textParameter } from "./cases.ts";
import type { Kit } from "./kit.ts";
import { isFreeText, longestText, signSample, texts } from "./values.ts";
import { indefinite } from "./words.ts";

const field = name("field");
const value = name("value");

/** Texts that are refused: not storable, too long or too short, blank, or of no use as a key. */
export function textCases(kit: Kit, act: Act, entity: Entity): readonly TestCase[] {
  const { kind } = act.operation.meaning.behaviour;
  // Of a reset, the new password is kept, and nothing else.
  if (kind === "reset-password") {
    const kept = withFields(act, ({ meaning }) => meaning.kind === "password");
    const compared = withFields(act, ({ meaning }) => meaning.kind !== "password");
    return [
      ...unstorableCases(act),
      ...lengthCases(kit, kept, entity, true),
      ...blankCases(kit, kept, entity),
      ...weakCases(kept),
      ...lengthCases(kit, compared, entity, false),
    ];
  }
  const isKept = !comparing.has(kind);
  return [
    ...unstorableCases(act),
    ...lengthCases(kit, act, entity, isKept),
    ...(isKept ? [...blankCases(kit, act, entity), ...weakCases(act), ...keyCases(act, entity)] : []),
  ];
}

/** Behaviours that compare what they are given, and keep nothing of it. */
const comparing: ReadonlySet<string> = new Set([
  "login",
  "refresh",
  "logout",
  "forgot-password",
  "check-reset-token",
  "confirm-account",
  "resend-confirmation",
]);

function withFields(act: Act, is: (field: Field) => boolean): Act {
  return { ...act, fields: act.fields.filter((each) => is(each.field)) };
}

function unstorableCases(act: Act): readonly TestCase[] {
  const free = act.fields.filter((each) => isFreeText(each.field));
  if (free.length === 0) return [];
  const unstorable: TestParameters = { ...textParameter("value", []), values: api("UNSTORABLE") };
  const content = py`${api("escaped")}(${enveloped(act.operation, bodyWith(act, field, value))})`;
  return [
    refusedBody(
      act,
      "refuses text that cannot be stored",
      [unstorable, fieldParameter(free)],
      { content },
      placeOf(act.operation, field),
      notStorable,
    ),
  ];
}

/** What is compared and not kept is held to what a column can hold, and to no more. */
export function lengthCases(kit: Kit, act: Act, entity: Entity, isKept: boolean): readonly TestCase[] {
  const long = act.fields.flatMap((each) => {
    if (!isKept && each.field.bounds.maxLength !== undefined) return [];
    const longest = longestText(kit, entity, each.field);
    return longest === undefined ? [] : [{ field: each.field, length: longest + 1 }];
  });
  const short = act.fields.flatMap((each) => {
    const shortest = isKept ? (each.field.bounds.minLength ?? 0) : 0;
    return isFreeText(each.field) && shortest > 0 ? [{ field: each.field, length: shortest - 1 }] : [];
  });
  const sent = { body: bodyWith(act, field, py`"x" * length`) };
  const refuses = (text: string, entries: typeof long): readonly TestCase[] =>
    entries.length === 0
      ? []
      : [refusedBody(act, text, [lengthParameter(entries)], sent, placeOf(act.operation, field))];
  return [
    ...refuses("refuses text that is too long", long),
    ...refuses("refuses text that is too short", short),
  ];
}

function blankCases(kit: Kit, act: Act, entity: Entity): readonly TestCase[] {
  const filled = act.fields.filter(
    // Where a pattern speaks first, it says something else.
    (each) =>
      (isLoginField(kit.blueprint, entity, each.field) && textAlias(each.field.bounds) === undefined) ||
      (isPathKey(entity, each.field) && each.field.bounds.pattern === undefined) ||
      each.field.meaning.kind === "password",
  );
  if (filled.length === 0) return [];
  return [
    refusedBody(
      act,
      "refuses a blank field",
      [textParameter("value", [str(""), str(" \t")]), fieldParameter(filled)],
      { body: bodyWith(act, field, value) },
      placeOf(act.operation, field),
      notBlank,
    ),
  ];
}

/** Passwords that lack one kind of the signs that each must have. */
function weakCases(act: Act): readonly TestCase[] {
  return act.fields.flatMap(({ field: password }) => {
    const signs = signsOf(password);
    if (signs.length === 0) return [];
    const { minLength = 0, maxLength = Number.POSITIVE_INFINITY } = password.bounds;
    const weak = signs.map((missing) => {
      const others =
        signs
          .filter((sign) => sign !== missing)
          .map(signSample)
          .join("") || " ";
      return others.repeat(Math.ceil(Math.max(minLength, 8) / others.length)).slice(0, maxLength);
    });
    return [
      refusedBody(
        act,
        `refuses a weak ${password.name}`,
        [textParameter("value", texts(weak))],
        { body: bodyWith(act, str(password.name), value) },
        placeOf(act.operation, password.name),
        weakPassword(signs),
      ),
    ];
  });
}

function keyCases(act: Act, entity: Entity): readonly TestCase[] {
  return act.fields
    .filter((each) => isPathKey(entity, each.field))
    .map((each) =>
      refusedBody(
        act,
        `refuses ${indefinite(each.field.name)} that no path can select`,
        [textParameter("value", texts(["a/b", ".", ".."]))],
        { body: bodyWith(act, str(each.field.name), value) },
        placeOf(act.operation, each.field.name),
      ),
    );
}

export function lengthParameter(
  entries: readonly { readonly field: Field; readonly length: number }[],
): TestParameters {
  return fieldPairs(
    "length",
    py`int`,
    entries.map(({ field, length }) => [field, length] as const),
  );
}
