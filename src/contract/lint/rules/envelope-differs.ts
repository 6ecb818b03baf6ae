import { singular, splitWords } from "#base";
import type { Contract, Operation } from "../../contract.ts";
import type { ContractRule } from "../contract-rule.ts";
import { answeredList } from "../lists.ts";
import { findStyles } from "../style-differs.ts";

/** Lists that come bare here and under a key there, in one contract or between contracts. */
export const envelopeDiffers: ContractRule = {
  name: "envelope-differs",
  severity: "note",
  summary: "lists are wrapped in several ways, in one contract or between contracts",
  find: ({ contracts }) =>
    findStyles(contracts, {
      about: "envelope",
      one: "answers its list as",
      many: "answered as",
      mend: "answer all lists as",
      styleOf: wrapOf,
    }),
};

const usualKeys = new Set([
  "data",
  "items",
  "results",
  "content",
  "records",
  "rows",
  "values",
  "list",
  "entries",
]);

/** How the list of an answer is wrapped; undefined where it has none, or several. */
function wrapOf(contract: Contract, operation: Operation): string | undefined {
  const list = answeredList(contract, operation);
  if (list === undefined) return undefined;
  if (list.kind === "bare") return "a bare array";
  if (usualKeys.has(list.key.toLowerCase())) return `an object with "${list.key}"`;
  // An item that has a list among its fields is no list: its key is called after the collection that is asked for.
  const last = operation.segments.at(-1);
  const isCollection = last?.kind === "literal" && nounOf(last.text) === nounOf(list.key);
  return isCollection ? "a key of its own" : undefined;
}

function nounOf(name: string): string {
  return singular(splitWords(name).at(-1) ?? "");
}
