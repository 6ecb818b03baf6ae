import type { Call } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { isTrue } from "../../literals.ts";
import type { RelationFact } from "../../model.ts";
import type { PlainValue } from "../../plain-value.ts";
import type { SourceModule } from "../../project.ts";
import type { FieldState, Plain } from "../migrations/plain.ts";

/** A field of a model with all that its call says. */
export interface Column {
  readonly name: string;
  /** The class of the framework that it comes from, by its last name: `CharField`. */
  readonly type: string;
  /** Absent of a key that a model has without saying so. */
  readonly call?: Call;
  /** The class that declares it, and the module where that stands. */
  readonly owner: ProjectClass;
  readonly module: SourceModule;
  readonly relation?: RelationFact;
  readonly state?: FieldState;
}

/** What an argument of the call says; undefined where it is absent or cannot be told. */
export function argumentOf({ state }: Column, name: string): Plain | undefined {
  return state?.args.get(name);
}

export function has({ state }: Column, name: string): boolean {
  return state?.args.has(name) === true;
}

export function isOn(column: Column, name: string): boolean {
  const value = argumentOf(column, name);
  return value?.kind === "number" && value.value === 1;
}

/** Whether it is set by the framework alone: keys that count up, clocks that set themselves, and what is said to be no part of forms. */
export function isEditable(column: Column): boolean {
  if (/AutoField$/.test(column.type)) return false;
  if (isOn(column, "auto_now") || isOn(column, "auto_now_add")) return false;
  const editable = argumentOf(column, "editable");
  return !(editable?.kind === "number" && editable.value === 0);
}

export function numberOf(column: Column, name: string): number | undefined {
  const value = argumentOf(column, name);
  return value?.kind === "number" ? value.value : undefined;
}

export function textOf(column: Column, name: string): string | undefined {
  const value = argumentOf(column, name);
  return value?.kind === "text" ? value.text : undefined;
}

/** The values of its choices, those of groups among them: `none` where it has none, `open` where they are worked out. */
export function choicesOf(column: Column): readonly PlainValue[] | "none" | "open" {
  if (!has(column, "choices")) return "none";
  const given = argumentOf(column, "choices");
  if (given?.kind === "none") return "none";
  return choiceValues(given) ?? "open";
}

/** The values of `[("a", "A"), ("Group", [("b", "B")])]`, of a mapping, or of a list of values alone. */
export function choiceValues(given: Plain | undefined): readonly PlainValue[] | undefined {
  if (given?.kind === "dictionary")
    return allOf(
      given.entries.map(([key, value]) =>
        value?.kind === "list" ? choiceValues(value) : one(plainValue(key)),
      ),
    );
  if (given?.kind !== "list") return undefined;
  return allOf(
    given.items.map((item) => {
      if (item?.kind !== "list") return one(plainValue(item));
      const [value, label] = item.items;
      return label?.kind === "list" ? choiceValues(label) : one(plainValue(value));
    }),
  );
}

function one(value: PlainValue | undefined): readonly PlainValue[] | undefined {
  return value === undefined ? undefined : [value];
}

function allOf(parts: readonly (readonly PlainValue[] | undefined)[]): readonly PlainValue[] | undefined {
  return parts.every((part) => part !== undefined) ? [...new Set(parts.flat())] : undefined;
}

/** A value as JSON has it; a flag is told from a number by whoever knows what is meant. */
export function plainValue(value: Plain | undefined): PlainValue | undefined {
  switch (value?.kind) {
    case "text":
      return value.text;
    case "number":
      return value.value;
    case "none":
      return null;
    case "list": {
      const items = value.items.map(plainValue);
      return items.every((item) => item !== undefined) ? items : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a call says that a flag is on. */
export function says(call: Call | undefined, name: string): boolean {
  return call?.args.some((each) => each.name === name && isTrue(each.value)) === true;
}
