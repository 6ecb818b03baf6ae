import type { Parameter, Schema } from "#contract";
import type { PageSize, PageStart, Pagination } from "../behaviour.ts";
import type { Entity } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { sameName } from "../names.ts";
import { settingsOf } from "../settings.ts";
import { type OperationShape, propertySchema } from "../shapes.ts";
import { readCursors } from "./cursors.ts";
import { queryParameters } from "./parameters.ts";

const pageMaximum = 100;
const pageDefault = 20;

const offsetNames = ["offset", "skip", "start", "from", "start_index", "first_result", "page_offset"];
const numberNames = ["page", "page_number", "page_no", "page_num", "page_index", "current_page", "p"];
/** Words for how many rows are shown, surest first; some may as well be fields of a row. */
const sizeNames = [
  "limit",
  "per_page",
  "perpage",
  "page_size",
  "pagesize",
  "page_limit",
  "items_per_page",
  "results_per_page",
  "max_results",
  "max_items",
  "take",
  "size",
  "top",
  "count",
  "max",
  "rows",
];

/** What a list's parameters say of pages, and which parameters that are. */
export interface PaginationReading {
  readonly pagination?: Pagination;
  readonly parameters: readonly Parameter[];
}

/** Pages by the names of parameters: an offset or a page's number, with or without a size; a cursor; a lone size. */
export function readPagination(shape: OperationShape, entity: Entity, draft: Draft): PaginationReading {
  const numbers = queryParameters(shape).filter(({ schema }) =>
    propertySchema(draft.contract, schema).types.includes("integer"),
  );
  const find = (names: readonly string[]): Parameter | undefined =>
    names
      .map((candidate) => numbers.find(({ name }) => sameName(candidate, name)))
      .find((parameter) => parameter !== undefined);
  const [offset, number, limit] = [find(offsetNames), find(numberNames), find(sizeNames)];
  const size = readSize(shape, limit, draft);
  const parameters = (...given: readonly (Parameter | undefined)[]): readonly Parameter[] =>
    given.filter((parameter) => parameter !== undefined);
  if (offset && limit) {
    const start = readStart(draft, offset, [0]);
    if (start)
      return { pagination: { style: "offset", offset: start, size }, parameters: parameters(offset, limit) };
  }
  if (number && !isField(entity, number)) {
    const start = readStart(draft, number, [1, 0]);
    if (start)
      return { pagination: { style: "number", page: start, size }, parameters: parameters(number, limit) };
  }
  const cursors = readCursors(shape, entity, draft);
  if (cursors) {
    const { after, before, cursor } = cursors;
    const names = { ...(after && { after: after.name }), ...(before && { before: before.name }) };
    return {
      pagination: { style: "keyset", ...names, cursor, size },
      parameters: parameters(after, before, limit),
    };
  }
  return limit && !isField(entity, limit)
    ? { pagination: { style: "first", size }, parameters: [limit] }
    : { parameters: [] };
}

function isField(entity: Entity, { name }: Parameter): boolean {
  return entity.fields.some((field) => sameName(field.name, name));
}

/** Where pages begin: by minimum, default or example; else the first of the usual ones. */
function readStart(draft: Draft, parameter: Parameter, usual: readonly number[]): PageStart | undefined {
  const schema = propertySchema(draft.contract, parameter.schema);
  const least = leastOf(schema);
  const examples = [...(parameter.examples ?? []), ...schema.examples];
  const said = least ?? schema.default ?? examples.find((example) => usual.includes(Number(example)));
  const first = said ?? usual[0];
  if (typeof first !== "number" || !usual.includes(first)) return undefined;
  return {
    name: parameter.name,
    first,
    firstDeclared: schema.default === first,
    leastDeclared: least !== undefined,
  };
}

function leastOf({ minimum, exclusiveMinimum }: Schema): number | undefined {
  return minimum ?? (exclusiveMinimum === undefined ? undefined : Math.floor(exclusiveMinimum) + 1);
}

/** "(default: 10)", "defaults to 10", "Par défaut 10": how many there are where nobody says it. */
function toldDefault(description: string): number | undefined {
  const [, digits] =
    /(?<!\p{L})(?:defaults?(?: value)?|by default|par défaut|por defecto|por omisión|padrão|standardmäßig|predefinito|по умолчанию)(?: is| to| are)?[\s:=]{1,3}(\d{1,4})(?!\.?\d)/iu.exec(
      description,
    ) ?? [];
  const number = Number(digits);
  return digits !== undefined && number > 0 ? number : undefined;
}

function readSize(shape: OperationShape, limit: Parameter | undefined, draft: Draft): PageSize {
  const chosen = settingsOf(draft.settings, shape.operation.id).maximum;
  const schema = limit && propertySchema(draft.contract, limit.schema);
  const declared = schema?.maximum;
  const most = chosen ?? declared ?? (limit ? pageMaximum : pageDefault);
  const usual = typeof schema?.default === "number" ? schema.default : undefined;
  const told = limit && toldDefault(limit.description);
  const least = schema && leastOf(schema);
  return {
    ...(limit && { limit: limit.name }),
    usual: Math.min(usual ?? told ?? pageDefault, most),
    usualDeclared: usual !== undefined && usual <= most,
    most,
    mostDeclared: declared !== undefined,
    least: Math.max(least ?? 1, 0),
    leastDeclared: least !== undefined && least >= 0,
  };
}
