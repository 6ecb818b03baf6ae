import { type AnswerPart, type CursorTold, type Pagination, type PlainTold, placeParts } from "#domain";
import { commaList, type JsonLike, literal, name, py, str } from "#python";
import { isCursor, isFlag } from "../../told.ts";
import { keywordArguments, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { at } from "../list-answers.ts";
import { assertEqual } from "../values.ts";
import { askingOf, type Query, sized } from "./list-pages.ts";
import { asksWith, type ListScene } from "./list-scene.ts";
import { makesMany } from "./list-sizes.ts";
import { withStanding } from "./list-standing.ts";

const page = name("page");

/** What is told beside the rows: of the first page, of those after it, of one beyond the end, and of no rows at all. */
export function toldCases(scene: ListScene): readonly TestCase[] {
  const { pagination, answer } = scene.operation.meaning.behaviour;
  // Other tests look at the total as they go.
  const others = ["rows", "link", "constant", "total"];
  const parts = placeParts(answer.parts).filter(
    ({ tells }) => !others.includes(tells.kind) && !isCursor(tells.kind),
  );
  const headers = answer.headers.filter(({ tells }) => tells.kind !== "links");
  if (!pagination || scene.marker.meaning.kind !== "scalar") return [];
  return [
    ...(parts.length > 0 ? [bodyCase(scene, pagination), emptyCase(scene, pagination)] : []),
    ...(headers.length > 0 ? [headerCase(scene, pagination)] : []),
  ];
}

/** A page of a list that a test makes. */
interface Window {
  readonly query: Query;
  readonly before: number;
  readonly size: number;
  readonly total: number;
}

/** Pages of all rows: the first, the next, the last, and one beyond the end; of first rows, fewer and fewer. */
function windowsOf(pagination: Pagination): readonly Window[] {
  const asking = askingOf(pagination);
  const size = pagination.size.limit === undefined ? pagination.size.usual : 2;
  const total = 2 * size + 1;
  if (!asking)
    return [2, total, total + 1].map((first) => ({
      query: sized(pagination, literal(first)),
      before: 0,
      size: first,
      total,
    }));
  return [0, 1, 2, 3].map((index) => ({
    query: [
      ...sized(pagination, literal(size)),
      [asking.parameter, literal(asking.value(index, size))] as const,
    ],
    before: index * size,
    size,
    total,
  }));
}

/** What a page tells. */
function toldOf(
  kind: Exclude<PlainTold, CursorTold>,
  pagination: Pagination,
  { before, size, total }: Window,
): JsonLike {
  const shown = Math.max(Math.min(size, total - before), 0);
  const more = before + shown < total;
  const first = pagination.style === "number" ? pagination.page.first : 1;
  const number = before / size + first;
  switch (kind) {
    case "total":
      return total;
    case "pages":
      return Math.ceil(total / size);
    case "page":
      return number;
    case "size":
      return size;
    case "offset":
      return before;
    case "shown":
      return shown;
    case "has-next":
      return more;
    case "is-last":
      return !more;
    case "has-previous":
      return before > 0;
    case "is-first":
      return before === 0;
    case "is-empty":
      return shown === 0;
    case "next-page":
      return more ? number + 1 : null;
    case "previous-page":
      return number > first ? number - 1 : null;
  }
}

/** A part as a page shows it; undefined for rows and addresses, and for groups that hold one. */
function shownPart(part: AnswerPart, pagination: Pagination, window: Window): JsonLike | undefined {
  const { tells } = part;
  switch (tells.kind) {
    case "rows":
    case "link":
      return undefined;
    case "constant":
      return tells.value;
    case "group": {
      const inner = tells.parts.map((each) => [each, shownPart(each, pagination, window)] as const);
      if (inner.some(([, value]) => value === undefined)) return undefined;
      const kept = inner.filter(([each, value]) => value !== null || each.nullable);
      return Object.fromEntries(kept.map(([each, value]) => [each.name, value ?? null]));
    }
    case "next-cursor":
    case "previous-cursor":
    case "start-cursor":
    case "end-cursor":
      return undefined;
    default:
      return toldOf(tells.kind, pagination, window);
  }
}

/** The largest parts that can be compared as they are, each with the names that lead to it. */
function comparable(
  parts: readonly AnswerPart[],
  pagination: Pagination,
  window: Window,
): readonly { readonly path: readonly string[]; readonly part: AnswerPart }[] {
  return parts.flatMap((part) => {
    if (shownPart(part, pagination, window) !== undefined) return [{ path: [part.name], part }];
    return part.tells.kind === "group"
      ? comparable(part.tells.parts, pagination, window).map((each) => ({
          ...each,
          path: [part.name, ...each.path],
        }))
      : [];
  });
}

function bodyCase(scene: ListScene, pagination: Pagination): TestCase {
  const { parts } = scene.operation.meaning.behaviour.answer;
  const windows = windowsOf(pagination);
  const [first] = windows;
  const shown = first ? comparable(parts, pagination, first) : [];
  const asked = windows.map(({ query }) => asksWith(scene, keywordArguments(query)));
  const compared = shown.map(({ path, part }) => {
    const values = windows.map((window) => shownPart(part, pagination, window) ?? null);
    const isLeftOut = !part.nullable && values.includes(null);
    const seen = isLeftOut
      ? py`${at(page, path.slice(0, -1))}.get(${str(path.at(-1) ?? "")})`
      : at(page, path);
    return py`assert [${seen} for page in pages] == ${literal(values)}`;
  });
  return {
    name: "tells of each page what belongs to it",
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, makesMany(scene, first?.total ?? 1)),
      py`pages = [${commaList(asked)}]`,
      paragraph(...compared),
    ],
  };
}

function emptyCase(scene: ListScene, pagination: Pagination): TestCase {
  const { parts } = scene.operation.meaning.behaviour.answer;
  const window: Window = { query: [], before: 0, size: pagination.size.usual, total: 0 };
  const shown = comparable(parts, pagination, window);
  return {
    name: "tells that there is nothing where there is nothing",
    kind: "shape",
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, py`page = ${asksWith(scene, [])}`),
      paragraph(
        ...shown.map(({ path, part }) => {
          const value = shownPart(part, pagination, window) ?? null;
          if (value === null && !part.nullable)
            return py`assert ${str(path.at(-1) ?? "")} not in ${at(page, path.slice(0, -1))}`;
          return assertEqual(at(page, path), literal(value));
        }),
      ),
    ],
  };
}

function headerCase(scene: ListScene, pagination: Pagination): TestCase {
  const { operation, act, caller } = scene;
  const { headers } = operation.meaning.behaviour.answer;
  const windows = windowsOf(pagination);
  const asked = request(operation, {
    rows: act.rows,
    query: name("query"),
    ...(caller && { headers: py`${caller}.headers` }),
  });
  const queries = windows.map(
    ({ query }) =>
      py`{${commaList(withStanding(scene.standing, query).map(([parameter, value]) => py`${str(parameter)}: ${value}`))}}`,
  );
  const compared = headers.flatMap(({ name: header, tells }) => {
    if (tells.kind === "links") return [];
    const { kind } = tells;
    if (isCursor(kind)) return [];
    const values = windows.map((window) => {
      const value = toldOf(kind, pagination, window);
      return value === null ? "" : isFlag(kind) ? (value ? "true" : "false") : String(value);
    });
    return [py`assert [response.headers[${str(header)}] for response in responses] == ${literal(values)}`];
  });
  return {
    name: "tells of each page in headers what belongs to it",
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, makesMany(scene, windows[0]?.total ?? 1)),
      paragraph(
        py`queries: list[dict[str, int]] = [${commaList(queries)}]`,
        py`responses = [${asked} for query in queries]`,
      ),
      paragraph(...compared),
    ],
  };
}
