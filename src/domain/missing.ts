import type { Contract, JsonValue, Property, Schema } from "#contract";
import type { Field, FieldMeaning } from "./domain.ts";
import { declaredDefault, emptyValue } from "./field-values.ts";

/** A property of a row or of an object in it, as bodies and answers have it. */
export interface Sighting {
  readonly property: Property;
  readonly schema: Schema;
  /** As answers show it, where some do. */
  readonly answered?: Schema;
  readonly requiredInAnswers: boolean;
  readonly given: boolean;
  readonly givenOnCreate: boolean;
  readonly requiredOnCreate: boolean;
  /** Whether some operation makes what it belongs to. */
  readonly made: boolean;
}

/** What a field was found to be, and why. */
export interface Classified {
  readonly meaning: FieldMeaning;
  readonly because: string;
  /** Why it cannot be told what it is. */
  readonly unread?: string;
  /** Whether rows have no place for it. */
  readonly unkept?: true;
}

/** Whether clients may take the value away: not where answers must show one. */
export function isNullable({ schema, answered, requiredInAnswers }: Sighting): boolean {
  return allowsNull(schema) && !(requiredInAnswers && answered !== undefined && !allowsNull(answered));
}

/** Whether a schema allows `null`: one that says nothing of types does. */
export function allowsNull({ nullable, types, enum: choices, const: only, oneOf, anyOf }: Schema): boolean {
  const saysNothing = types.length + oneOf.length + anyOf.length === 0;
  return nullable || (saysNothing && choices === undefined && only === undefined);
}

const kept: ReadonlySet<FieldMeaning["kind"]> = new Set(["scalar", "enum", "json", "signed-in-at"]);

/** What is shown of a row that was made without the field. */
export function describeMissing(
  contract: Contract,
  sighting: Sighting,
  meaning: FieldMeaning | undefined,
  { nullable, initial }: { readonly nullable: boolean; readonly initial?: JsonValue | undefined },
): Pick<Field, "missing" | "default" | "unfilled"> {
  const { answered, schema, requiredInAnswers, requiredOnCreate } = sighting;
  // What nobody makes is as its answers say until somebody changes it.
  const shownDefault = sighting.made || !answered ? undefined : declaredDefault(contract, answered);
  const declared = declaredDefault(contract, schema) ?? shownDefault;
  const known = declared === undefined ? {} : { default: declared };
  if (meaning?.kind === "reference") return { missing: nullable ? "null" : "never", ...known };
  if (!meaning || !kept.has(meaning.kind)) return { missing: "never", ...known };
  const shown = allowsNull(answered ?? schema) || (nullable && requiredInAnswers) ? "null" : "absent";
  if (requiredOnCreate || declared !== undefined) return { missing: nullable ? shown : "never", ...known };
  const begins = initial !== undefined && sighting.made;
  if (begins && !sighting.givenOnCreate) return { missing: "never", default: initial };
  if (shown === "null" || !requiredInAnswers) return { missing: shown };
  if (begins) return { missing: "never", default: initial };
  return promised(contract, sighting, meaning);
}

/** A value that answers promise, and that a row may be made without. */
function promised(
  contract: Contract,
  { property, schema, made, given }: Sighting,
  meaning: FieldMeaning,
): Pick<Field, "missing" | "default" | "unfilled"> {
  const empty: JsonValue | undefined =
    given && (meaning.kind === "scalar" || meaning.kind === "json")
      ? emptyValue(contract, schema)
      : undefined;
  if (empty !== undefined) return { missing: "never", default: empty };
  if (!made) return { missing: "never" };
  const unfilled = given
    ? `${promise} ${property.name}, and rows may be made without it`
    : `${promise} ${property.name}, and nothing says what fills it`;
  return { missing: "never", unfilled };
}

const promise = "answers promise";

/** Whether something is left open for what answers promise and nothing fills. */
export function isUnkept(reason: string): boolean {
  return reason.startsWith(promise);
}
