import type { EvidenceStep } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { WholePart, WholeShape } from "./cells.ts";
import { readEmptyValue } from "./empty-value.ts";
import { step } from "./evidence.ts";
import { readChoices, scalarType } from "./field-values.ts";
import { isScalar, type NestedLists, readNestedLists } from "./nested-lists.ts";
import { shownProperties } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** What an answer that shows all cells holds beside them, or the property that nothing explains. */
export type WholeReading =
  | { readonly whole: WholeShape; readonly because: readonly EvidenceStep[] }
  | { readonly unknown: string };

/** The answer of an operation as that of a matrix: the same lists as the operation answers that shows it. */
export function readWhole(
  contract: Contract,
  shape: OperationShape,
  { list, lengths }: NestedLists,
): WholeReading | undefined {
  const lists = readNestedLists(contract, shape);
  if (!lists || lists.lengths.length !== lengths.length) return undefined;
  const isSame = lists.list === list || JSON.stringify(lists.lengths) === JSON.stringify(lengths);
  if (!isSame) return undefined;
  const { within } = lists;
  const parts: WholePart[] = [];
  const because: EvidenceStep[] = [];
  for (const property of within ? shownProperties(contract, within.object) : []) {
    if (property === within?.property) {
      parts.push({ name: property.name, is: "cells" });
      continue;
    }
    const read = readBeside(contract, property);
    if (read === "unknown") return { unknown: property.name };
    if (!read) continue;
    parts.push(read.part);
    if (read.because) because.push(read.because);
  }
  const called = lists.list.name ?? within?.property.name;
  return {
    whole: {
      ...(within?.object.name !== undefined && { schemaName: within.object.name }),
      ...(called !== undefined && { called }),
      parts,
      lengths: lists.lengths,
    },
    because,
  };
}

/** What stands beside the cells: always the same, nothing yet, or left out where it may be. */
function readBeside(
  contract: Contract,
  { name, required, schema: node, span }: Property,
): { readonly part: WholePart; readonly because?: EvidenceStep } | "unknown" | undefined {
  const schema = flattenSchema(contract, node);
  const choices = readChoices(schema);
  const type = scalarType(schema);
  const constant = { name, is: "constant", type, required, ...(choices && { choices }) } as const;
  const [only, ...others] = choices ?? [];
  if (only !== undefined && others.length === 0)
    return { part: { ...constant, value: only, undecided: false } };
  const empty = choices || schema.default !== undefined ? readEmptyValue(contract, schema) : undefined;
  if (empty)
    return {
      part: { ...constant, value: empty.value, undecided: true },
      because: step(`${name} is ${JSON.stringify(empty.value)} for nothing: ${empty.because}`, empty.span),
    };
  const isPlain = isScalar({ ...schema, nullable: false });
  if (schema.nullable && isPlain)
    return {
      part: { ...constant, value: null, undecided: true },
      because: step(`${name} may be null`, span),
    };
  if (required) return "unknown";
  return isPlain
    ? { part: { ...constant, undecided: true }, because: step(`${name} may be left out`, span) }
    : undefined;
}
