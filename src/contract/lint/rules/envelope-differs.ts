import { singular, splitWords } from "#base";
import type { Contract, Operation } from "../../contract.ts";
import { operationName } from "../../operation-name.ts";
import type { ContractRule } from "../contract-rule.ts";
import { answeredList } from "../lists.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** Lists of one contract that come bare here, under a key there. */
export const envelopeDiffers: ContractRule = {
  name: "envelope-differs",
  severity: "note",
  summary: "lists of one contract are wrapped in several ways",
  find({ contracts }) {
    return [...contracts.values()].flatMap((contract) => {
      const lists = contract.operations.flatMap((operation) => {
        const wrap = operation.method === "get" ? wrapOf(contract, operation) : undefined;
        return wrap === undefined ? [] : [{ operation, wrap, span: operation.span }];
      });
      const ways = waysOf(lists, ({ wrap }) => wrap);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      // A contract that names every list after what is in it has one style.
      if (usual === undefined || first === undefined || ways.every(({ way }) => way === "a key of its own"))
        return [];
      return [
        {
          message: `${operationName(first.operation)} answers its list as ${first.wrap}, other lists of ${contract.title} as ${usual.way}: callers need two ways of reading`,
          span: first.span,
          mend: `answer all lists as ${usual.way}`,
          path: stepsOf(ways, ({ operation }, way) => `${operationName(operation)}: ${way}`),
          about: `envelope ${contract.file}`,
        },
      ];
    });
  },
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
