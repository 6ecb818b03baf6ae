import type { Span } from "#base";
import type { Contract, Schema } from "#contract";
import { declaredDefault, emptyValue, readChoices } from "./field-values.ts";
import type { ScalarValue } from "./scalar-type.ts";

/** The value of a schema that stands for nothing, and what says so. */
export interface EmptyValue {
  readonly value: ScalarValue;
  readonly because: string;
  readonly span: Span;
  /** Whether the schema itself declares it: then nothing is assumed. */
  readonly isDeclared: boolean;
}

const emptyWords =
  /\b(?:empty|blank|free|vacant|unoccupied|available|unset|unmarked|untouched|unused|undecided|bare|none|nothing|nobody|no[ -]one|not yet|no \w+ yet)\b/i;

/** The value that its default, its own words or its type give away. */
export function readEmptyValue(contract: Contract, schema: Schema): EmptyValue | undefined {
  const { description, span } = schema;
  const declared = declaredDefault(contract, schema);
  if (isScalarValue(declared))
    return { value: declared, because: "the default of its schema", span, isDeclared: true };
  const choices = readChoices(schema);
  const plain = choices ? undefined : emptyValue(contract, schema);
  if (isScalarValue(plain))
    return { value: plain, because: "what its type has for nothing", span, isDeclared: false };
  const said = onlyOne((choices ?? []).filter((choice) => isSaidEmpty(description, choice)));
  if (said !== undefined) return { value: said, because: `"${description.trim()}"`, span, isDeclared: false };
  const named = onlyOne((choices ?? []).filter(isCalledEmpty));
  return named === undefined
    ? undefined
    : { value: named, because: `"${named}" among its values`, span, isDeclared: false };
}

/** `A dot in quotes means that nobody has won`: the value in quotes, and a word for nothing before its sentence ends. */
function isSaidEmpty(description: string, choice: ScalarValue): boolean {
  return ["`", '"', "'"].some((quote) => {
    const quoted = `${quote}${choice}${quote}`;
    const at = description.indexOf(quoted);
    if (at < 0) return false;
    const [said = ""] = description.slice(at + quoted.length).split(/[.;,`"'\n]/, 1);
    return emptyWords.test(said);
  });
}

/** A value that is itself a word for nothing, or no more than a sign that nobody sees. */
function isCalledEmpty(choice: ScalarValue): boolean {
  if (typeof choice !== "string") return false;
  return choice.trim() === "" || new RegExp(`^${emptyWords.source}$`, "i").test(choice);
}

function isScalarValue(value: unknown): value is ScalarValue {
  return ["string", "number", "boolean"].includes(typeof value);
}

function onlyOne<T>(found: readonly T[]): T | undefined {
  return found.length === 1 ? found[0] : undefined;
}
