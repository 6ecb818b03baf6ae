import type { Filter, FilterLanguage, OrderKey, Pagination, Sorting } from "../behaviour.ts";
import type { Entity } from "../domain.ts";
import type { Draft } from "../draft.ts";
import type { OperationShape } from "../shapes.ts";
import { type FilterReading, readFilters } from "./filters.ts";
import { readLanguage } from "./language.ts";
import { readOrder } from "./order.ts";
import { readPagination } from "./pagination.ts";
import { queryParameters } from "./parameters.ts";
import { readSorting } from "./sorting.ts";

/** What the query parameters of a list mean. */
export interface AskedReading {
  readonly filters: readonly Filter[];
  readonly language?: FilterLanguage;
  readonly sorting?: Sorting;
  readonly pagination?: Pagination;
  readonly order: readonly OrderKey[];
  /** A parameter that none of the readers understands. */
  readonly unbound?: FilterReading["unbound"][number];
}

/** Pages, sorting, conditions in one text and filters, in this order: what one reader takes, the next does not see. */
export function readAsked(shape: OperationShape, entity: Entity, draft: Draft): AskedReading {
  const { pagination, parameters } = readPagination(shape, entity, draft);
  const { sorting, parameters: sorts } = readSorting(shape, entity, draft);
  const { language, parameters: spoken } = readLanguage(shape, entity, draft);
  const known = [...parameters, ...sorts, ...spoken];
  const others = queryParameters(shape).filter((parameter) => !known.includes(parameter));
  const { filters, unbound } = readFilters(others, entity, draft, shape.operation.description);
  const asked = { filters, ...(sorting && { sorting }), ...(pagination && { pagination }) };
  return {
    ...asked,
    ...(language && { language }),
    order: readOrder(shape, entity, draft, asked),
    ...(unbound[0] && { unbound: unbound[0] }),
  };
}
