import { splitWords } from "#base";
import type { Operation } from "../../contract.ts";
import { operationName } from "../../operation-name.ts";
import type { ContractRule } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** Words of query parameters, by the style of pages that they belong to. */
const styles: readonly (readonly [string, ReadonlySet<string>])[] = [
  [
    "cursors",
    new Set([
      "cursor",
      "after",
      "before",
      "page token",
      "next token",
      "starting after",
      "ending before",
      "continuation",
    ]),
  ],
  ["offset and limit", new Set(["offset", "skip"])],
  ["page numbers", new Set(["page", "page number", "page no", "current page", "page size", "per page"])],
];

/** Lists of one contract that are paged in several ways. */
export const paginationDiffers: ContractRule = {
  name: "pagination-differs",
  severity: "note",
  summary: "lists of one contract are paged in several ways",
  find({ contracts }) {
    return [...contracts.values()].flatMap((contract) => {
      const paged = contract.operations.flatMap((operation) => {
        const style = operation.method === "get" ? styleOf(operation) : undefined;
        return style === undefined ? [] : [{ operation, style, span: operation.span }];
      });
      const ways = waysOf(paged, ({ style }) => style);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      if (usual === undefined || first === undefined) return [];
      return [
        {
          message: `${operationName(first.operation)} is paged by ${first.style}, other lists of ${contract.title} by ${usual.way}: callers need two ways of reading`,
          span: first.span,
          mend: `page all lists by ${usual.way}`,
          path: stepsOf(ways, ({ operation }, way) => `${operationName(operation)}: ${way}`),
          about: `pages ${contract.file}`,
        },
      ];
    });
  },
};

function styleOf({ parameters }: Operation): string | undefined {
  const words = parameters
    .filter(({ in: place }) => place === "query")
    .map(({ name }) => splitWords(name).join(" "));
  return styles.find(([, own]) => words.some((word) => own.has(word)))?.[0];
}
