import type { PlainValue } from "../../plain-value.ts";
import type { TypeFact } from "../../type.ts";

export const unknown: TypeFact = { kind: "unknown" };
export const any: TypeFact = { kind: "any" };

export function scalar(name: string): TypeFact {
  return { kind: "scalar", name };
}

/** One of a list of values. */
export function valuesType(
  values: readonly PlainValue[],
  { blank = false, isFlag = false }: { readonly blank?: boolean; readonly isFlag?: boolean } = {},
): TypeFact {
  const told = isFlag ? values.map((value) => (typeof value === "number" ? value === 1 : value)) : values;
  const plain = blank && !told.includes("") ? [...told, ""] : told;
  return plain.length === 0 ? scalar("text") : { kind: "literal", values: plain.map(String), plain };
}

export function optional(type: TypeFact, isOptional: boolean): TypeFact {
  return isOptional && type.kind !== "optional" && type.kind !== "any"
    ? { kind: "optional", of: type }
    : type;
}

export function listOf(type: TypeFact, isMany: boolean): TypeFact {
  return isMany ? { kind: "list", of: type } : type;
}
