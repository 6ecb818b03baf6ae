import { assert } from "#base";
import type { AnswerPart, LinkTarget, ListBehaviour, Pagination, PlainTold } from "#domain";
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";
import { offsetAttribute, sizeAttribute } from "../../pages.ts";
import { attributeName } from "../../tables.ts";
import { countsAll, countsPages, looksAhead, tellsMore } from "../../told.ts";
import { schemaClass } from "../names.ts";
import { groupClass } from "../schemas/list-response.ts";
import { queryName } from "../services/parts.ts";

/** What the route of a list does: it answers the rows, and tells what the contract wants to be told beside them. */
export function listBody(operation: OperationBlueprint, call: Py, row: Py, result: Py): Py {
  const { behaviour: list } = operation.meaning;
  assert(list.kind === "list", "a list lists");
  const telling: Telling = { list, operation, page: queryName(operation.queryClass ?? "Page") };
  if (list.pagination?.style === "keyset") return sliceBody(telling, call, row, result);
  const rows = py`[${row} for row in rows]`;
  const given = countsAll(list) ? py`rows, total` : looksAhead(list) ? py`rows, more` : py`rows`;
  const { parts } = list.answer;
  return py`
    ${given} = ${call}
    ${tellsMore(list) && !looksAhead(list) && py`more = ${isMore(telling)}`}
    ${countsPages(list) && py`pages = ${imported("math", "ceil")}(total / ${size(telling)})`}
    ${headers(telling)}
    return ${parts.length === 0 ? rows : object(telling, operation.responseClass ?? "", parts, rows, result)}`;
}

/** The same of a list that goes on from rows: its service says what it has found. */
function sliceBody(telling: Telling, call: Py, row: Py, result: Py): Py {
  const { list, operation } = telling;
  const { parts } = list.answer;
  const rows = py`[${row} for row in found.rows]`;
  return py`
    ${countsAll(list) ? py`found, total` : py`found`} = ${call}
    ${headers(telling)}
    return ${parts.length === 0 ? rows : object(telling, operation.responseClass ?? "", parts, rows, result)}`;
}

interface Telling {
  readonly list: ListBehaviour;
  readonly operation: OperationBlueprint;
  readonly page: Py;
}

function object(telling: Telling, className: string, parts: readonly AnswerPart[], rows: Py, result: Py): Py {
  const values = parts.map((part) => {
    const value = (): Py => {
      const { tells } = part;
      switch (tells.kind) {
        case "rows":
          return rows;
        case "constant":
          return literal(tells.value);
        case "group": {
          const title = groupClass(className, part.name);
          const inner = schemaClass(telling.operation.meaning.module, title);
          return object(telling, title, tells.parts, rows, inner);
        }
        case "link":
          return address(telling, tells.to, tells.absolute);
        default:
          return plain(telling, tells.kind);
      }
    };
    return py`${name(attributeName(part.name))}=${value()}`;
  });
  return py`${result}(${values})`;
}

function pagesOf({ list }: Telling): Pagination {
  assert(list.pagination, "what is told of pages needs pages");
  return list.pagination;
}

function size(telling: Telling): Py {
  return py`${telling.page}.${name(sizeAttribute(pagesOf(telling).size))}`;
}

/** Rows before the page. */
function before(telling: Telling): Py {
  const offset = offsetAttribute(pagesOf(telling));
  return offset === undefined ? literal(0) : py`${telling.page}.${name(offset)}`;
}

function isMore(telling: Telling): Py {
  return pagesOf(telling).style === "first"
    ? py`len(rows) < total`
    : py`${before(telling)} + len(rows) < total`;
}

/** The number of the page, and of the first one. */
function number(telling: Telling): { readonly number: Py; readonly first: number } {
  const pagination = pagesOf(telling);
  if (pagination.style === "number")
    return {
      number: py`${telling.page}.${name(attributeName(pagination.page.name))}`,
      first: pagination.page.first,
    };
  return { number: py`${before(telling)} // ${size(telling)} + 1`, first: 1 };
}

function plain(telling: Telling, kind: PlainTold): Py {
  return telling.list.pagination?.style === "keyset"
    ? plainOfSlice(telling, kind)
    : plainOfPage(telling, kind);
}

/** What a slice says of itself. */
function plainOfSlice(telling: Telling, kind: PlainTold): Py {
  switch (kind) {
    case "total":
      return py`total`;
    case "size":
      return size(telling);
    case "shown":
      return py`len(found.rows)`;
    case "is-empty":
      return py`not found.rows`;
    case "has-next":
      return py`found.has_next`;
    case "is-last":
      return py`not found.has_next`;
    case "has-previous":
      return py`found.has_previous`;
    case "is-first":
      return py`not found.has_previous`;
    case "next-cursor":
      return py`found.end if found.has_next else None`;
    case "previous-cursor":
      return py`found.start if found.has_previous else None`;
    case "start-cursor":
      return py`found.start`;
    case "end-cursor":
      return py`found.end`;
    default:
      throw new Error(`keelback is broken here: pages that go on from rows have no ${kind}`);
  }
}

function plainOfPage(telling: Telling, kind: PlainTold): Py {
  switch (kind) {
    case "total":
      return py`total`;
    case "pages":
      return py`pages`;
    case "page":
      return number(telling).number;
    case "size":
      return size(telling);
    case "offset":
      return before(telling);
    case "shown":
      return py`len(rows)`;
    case "has-next":
      return py`more`;
    case "is-last":
      return py`not more`;
    case "has-previous":
      return py`${before(telling)} > 0`;
    case "is-first":
      return py`${before(telling)} == 0`;
    case "is-empty":
      return py`not rows`;
    case "next-page":
      return py`${number(telling).number} + 1 if more else None`;
    case "previous-page": {
      const { number: page, first } = number(telling);
      return py`${page} - 1 if ${page} > ${first} else None`;
    }
    default:
      throw new Error(`keelback is broken here: only pages that go on from rows have a ${kind}`);
  }
}

/** The address of a page; of one that is not there, nothing. */
function address(telling: Telling, to: LinkTarget, absolute: boolean): Py {
  const pagination = pagesOf(telling);
  assert(pagination.style === "offset" || pagination.style === "number", "only such pages have addresses");
  const parameter = pagination.style === "offset" ? pagination.offset.name : pagination.page.name;
  const link = imported("app.links", absolute ? "link_to" : "path_to");
  const lead = (value: Py): Py => py`${link}(request, {${str(parameter)}: ${value}})`;
  const { number: page, first } = number(telling);
  const limit = size(telling);
  const isOffset = pagination.style === "offset";
  switch (to) {
    case "self":
      return lead(isOffset ? before(telling) : page);
    case "first":
      return lead(literal(first0(isOffset, first)));
    case "next":
      return py`${lead(isOffset ? py`${before(telling)} + ${limit}` : py`${page} + 1`)} if more else None`;
    case "previous":
      return isOffset
        ? py`${lead(py`max(${before(telling)} - ${limit}, 0)`)} if ${before(telling)} > 0 else None`
        : py`${lead(py`${page} - 1`)} if ${page} > ${first} else None`;
    case "last":
      if (isOffset) return lead(py`max(pages - 1, 0) * ${limit}`);
      return lead(first === 0 ? py`max(pages - 1, 0)` : py`max(pages, ${first})`);
  }
}

function first0(isOffset: boolean, first: number): number {
  return isOffset ? 0 : first;
}

/** Statements that set the headers which tell of the page. */
function headers(telling: Telling): readonly Py[] {
  return telling.list.answer.headers.map(({ name: header, tells }) => {
    const place = py`response.headers[${str(header)}]`;
    if (tells.kind !== "links") return py`${place} = str(${plain(telling, tells.kind)})`;
    const targets: readonly (readonly [string, LinkTarget])[] = [
      ["first", "first"],
      ["prev", "previous"],
      ["next", "next"],
      ...(countsPages(telling.list) ? [["last", "last"] as const] : []),
    ];
    const links = targets.map(
      ([relation, to]) => py`${str(relation)}: ${address(telling, to, tells.absolute)}`,
    );
    return py`${place} = ${imported("app.links", "link_header")}({${commaList(links)}})`;
  });
}
