import type { Domain, PageSize, Pagination } from "#domain";
import { attributeName } from "./tables.ts";

/** The pages that lists share: those of the first list that has any. */
export function sharedPagination({ operations }: Domain): Pagination | undefined {
  return operations
    .flatMap(({ behaviour }) => (behaviour.kind === "list" ? [behaviour.pagination] : []))
    .find((pagination) => pagination !== undefined);
}

/** Whether a list's pages are the shared ones, in every parameter and bound. */
export function sharesPages(domain: Domain, pagination: Pagination): boolean {
  return JSON.stringify(sharedPagination(domain)) === JSON.stringify(pagination);
}

/** The attribute of a query that says how many rows a page has. */
export function sizeAttribute({ limit }: PageSize): string {
  return attributeName(limit ?? "page_size");
}

/** The attribute of a query that says how many rows come before the page; lists of the first rows have none. */
export function offsetAttribute(pagination: Pagination): string | undefined {
  switch (pagination.style) {
    case "offset":
      return attributeName(pagination.offset.name);
    case "number":
      return "offset";
    case "first":
    case "keyset":
      return undefined;
  }
}
