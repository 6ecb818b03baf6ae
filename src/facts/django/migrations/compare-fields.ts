import { defaultOf, ignoredArguments } from "./field-defaults.ts";
import type { FieldState, Plain } from "./plain.ts";
import { lastName } from "./references.ts";

export type Compared = "same" | "different" | "unknown";

export interface FieldDifference {
  readonly type: Compared;
  /** The arguments that surely differ, by name. */
  readonly args: readonly string[];
}

/** How values are compared, and what is left out of it. */
export interface Comparing {
  readonly compare: (one: Plain | undefined, other: Plain | undefined) => Compared;
  /** Arguments, and classes of what is given for them, by name. */
  readonly ignored: ReadonlySet<string>;
}

/** Arguments that fields of other packages hand on as they are given. */
const plainArguments = new Set(["null", "blank", "to", "on_delete", "related_name", "unique", "help_text"]);

/**
 * Compares a field with the last state of it, as the framework does with what fields are deconstructed to:
 * https://docs.djangoproject.com/en/6.0/howto/custom-model-fields/#field-deconstruction
 */
export function compareFields(one: FieldState, other: FieldState, comparing: Comparing): FieldDifference {
  const type = compareTypes(one, other);
  if (type !== "same") return { type, args: [] };
  const names = new Set([...one.args.keys(), ...other.args.keys()]);
  const args = [...names].filter((name) => differs(one, other, name, comparing));
  return { type, args: args.toSorted() };
}

/** The class of a field is what its path says, unless a class of the project says another one of itself. */
function compareTypes(one: FieldState, other: FieldState): Compared {
  if (one.path !== undefined && one.path === other.path) return "same";
  const isClear = (field: FieldState): boolean =>
    field.path !== undefined &&
    (field.owner === "framework" || (field.owner === "project" && !field.mentions.has("deconstruct")));
  return isClear(one) && isClear(other) ? "different" : "unknown";
}

function differs(one: FieldState, other: FieldState, name: string, { compare, ignored }: Comparing): boolean {
  if (ignoredArguments.has(name) || isIgnored(ignored, name, [one, other])) return false;
  if (one.mentions.has(name) || other.mentions.has(name)) return false;
  // Releases before 2.1 took every truth value for one that may be blank.
  if (name === "blank" && /^(?:Null)?BooleanField$/.test(one.base)) return false;
  // A link to the parent's row becomes the key, whether or not it is told to.
  if (name === "primary_key" && (one.args.has("parent_link") || other.args.has("parent_link"))) return false;
  const isForeign = one.owner === "other" || other.owner === "other";
  if (isForeign && !plainArguments.has(name)) return false;
  const [first, second] = [one, other].map((field) => {
    if (field.args.has(name)) return { value: field.args.get(name) };
    if (field.isOpen || isForeign) return { value: undefined };
    return { value: defaultOf(field, name), isAbsent: true };
  });
  if (first === undefined || second === undefined) return false;
  const isGiven = (side: typeof first): boolean => !("isAbsent" in side) && side.value !== undefined;
  // What has no default and is given on one side alone differs, whatever it is.
  if (isGiven(first) && "isAbsent" in second && second.value === undefined) return true;
  if (isGiven(second) && "isAbsent" in first && first.value === undefined) return true;
  return compare(first.value, second.value) === "different";
}

/** What the project's own code leaves out of the comparison, by the argument or by the class of what it is given. */
function isIgnored(ignored: ReadonlySet<string>, argument: string, sides: readonly FieldState[]): boolean {
  const isOfIgnored = sides.some(({ args }) => {
    const value = args.get(argument);
    return value?.kind === "made" && ignored.has(lastName(value.of.path));
  });
  return isOfIgnored || ignored.has(argument);
}
