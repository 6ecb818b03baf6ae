import { splitWords } from "#base";
import type { Operation } from "../../contract.ts";
import type { ContractRule } from "../contract-rule.ts";
import { findStyles } from "../style-differs.ts";

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

/** Lists that are paged in several ways, in one contract or between contracts. */
export const paginationDiffers: ContractRule = {
  name: "pagination-differs",
  severity: "note",
  summary: "lists are paged in several ways, in one contract or between contracts",
  find: ({ contracts }) =>
    findStyles(contracts, {
      ...{ about: "pages", one: "is paged by", many: "paged by", mend: "page all lists by" },
      styleOf: (_, operation) => styleOf(operation),
    }),
};

function styleOf({ parameters }: Operation): string | undefined {
  const words = parameters
    .filter(({ in: place }) => place === "query")
    .map(({ name }) => splitWords(name).join(" "));
  return styles.find(([, own]) => words.some((word) => own.has(word)))?.[0];
}
