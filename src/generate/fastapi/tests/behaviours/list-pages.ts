import type { Pagination } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { keywordArguments, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { at, pathToTotal } from "../list-answers.ts";
import { many, one } from "../words.ts";
import {
  type AskedList,
  asks,
  asksWith,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersIn,
  marks,
  orderOf,
  rowsAsked,
  rowsIn,
  totals,
} from "./list-scene.ts";
import { dynamicQuery } from "./list-standing.ts";

const page = name("page");

/** Pages: from where, and what happens at the edges and between two of them. */
export function pageCases(scene: ListScene): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  if (!pagination) return [];
  if (scene.marker.meaning.kind !== "scalar") return pageRefusals(scene);
  return [
    ...divideCase(scene, pagination),
    ...insertCase(scene, pagination),
    ...beyondCase(scene, pagination),
    ...pageRefusals(scene),
  ];
}

export type Query = readonly (readonly [parameter: string, value: Py])[];

/** How a style of pages asks for one of them. */
interface Asking {
  /** What varies from page to page: `offset`. */
  readonly parameter: string;
  /** What a test calls it. */
  readonly variable: string;
  /** The value for the page with this number, counted from nought, where pages have this size. */
  readonly value: (index: number, size: number) => number;
}

/** How a style of pages asks for one of them; undefined where only the first rows can be had. */
export function askingOf(pagination: Pagination): Asking | undefined {
  switch (pagination.style) {
    case "offset":
      return {
        parameter: pagination.offset.name,
        variable: "offset",
        value: (index, size) => index * size,
      };
    case "number": {
      const { name: parameter, first } = pagination.page;
      return { parameter, variable: "number", value: (index) => first + index };
    }
    case "first":
    case "keyset":
      return undefined;
  }
}

/** `limit=2`, where the size of pages can be said. */
export function sized({ size: { limit } }: Pagination, count: Py): Query {
  return limit === undefined ? [] : [[limit, count]];
}

/** The query for the second of pages with one row each, where there is one. */
export function secondOfOne(pagination: Pagination): Query | undefined {
  const asking = askingOf(pagination);
  if (!asking || pagination.size.limit === undefined) return undefined;
  return [...sized(pagination, py`1`), [asking.parameter, literal(asking.value(1, 1))]];
}

function divideCase(scene: ListScene, pagination: Pagination): readonly TestCase[] {
  if (pagination.size.limit === undefined) return [];
  const asking = askingOf(pagination);
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  const total = pathToTotal(scene.operation.meaning.behaviour.answer);
  const made = paragraph(
    ...scene.setup,
    py`
      for value in ${marks(scene, 0, 1, 2, 3, 4)}:
          ${makes(scene, name("value"))}`,
  );
  // Rows of one moment are the hard case.
  const order = orderOf(scene);
  const clock = order.by === "time" && order.ordered && { uses: ["set_clock"] as const };
  if (!asking)
    return [
      {
        name: `lists the first ${many(scene.entity)} only`,
        fixtures: ["client"],
        ...clock,
        body: [
          made,
          py`page = ${asks(scene, sized(pagination, py`2`))}`,
          paragraph(
            py`assert ${markersIn(scene, page)} == ${marks(scene, ...numbers.slice(0, 2))}`,
            totals(scene, 5),
          ),
        ],
      },
    ];
  const divided = [numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)].map((part) =>
    marks(scene, ...part),
  );
  const places = [0, 1, 2, ...(pagination.style === "offset" ? [2.5] : [3])].map((index) =>
    literal(asking.value(index, 2)),
  );
  const asked = keywordArguments([...sized(pagination, py`2`), [asking.parameter, name(asking.variable)]]);
  return [
    {
      name: "divides the list into pages",
      fixtures: ["client"],
      ...clock,
      body: [
        made,
        py`pages = [${asksWith(scene, asked)} for ${name(asking.variable)} in (${commaList(places)})]`,
        paragraph(
          py`assert [${markersIn(scene, page)} for page in pages] == [${commaList(divided)}, []]`,
          total && py`assert [${at(page, total)} for page in pages] == [5] * 4`,
        ),
      ],
    },
  ];
}

/** Where pages are counted, a row made between two of them moves the second by one, and hides nothing. */
function insertCase(scene: ListScene, pagination: Pagination): readonly TestCase[] {
  const order = orderOf(scene);
  const asking = askingOf(pagination);
  if (order.by === "field" || !asking || pagination.size.limit === undefined) return [];
  const asked = (...from: Query): Py =>
    asksWith(scene, keywordArguments([...sized(pagination, py`2`), ...from]));
  const [first, second] = order.descending
    ? [
        [2, 1],
        [1, 0],
      ]
    : [
        [0, 1],
        [2, 3],
      ];
  return [
    {
      name: `hides no ${one(scene.entity)} when one is made between two pages`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          ...[0, 1, 2].map((number) => makes(scene, literal(mark(scene, number)))),
          py`first = ${asked()}`,
        ),
        makes(scene, literal(mark(scene, 3))),
        py`second = ${asked([asking.parameter, literal(asking.value(1, 2))])}`,
        paragraph(
          py`assert ${markersIn(scene, name("first"))} == ${marks(scene, ...(first ?? []))}`,
          py`assert ${markersIn(scene, name("second"))} == ${marks(scene, ...(second ?? []))}`,
          totals(scene, 4, name("second")),
        ),
      ],
    },
  ];
}

function beyondCase(scene: ListScene, pagination: Pagination): readonly TestCase[] {
  const asking = askingOf(pagination);
  if (!asking) return [];
  const { variable, parameter } = asking;
  // The next page after two rows that are on the first.
  const next = pagination.style === "offset" ? 2 : asking.value(1, 2);
  return [
    {
      name:
        pagination.style === "offset"
          ? "lists nothing at an offset beyond the end"
          : "lists nothing on a page beyond the end",
      fixtures: ["client"],
      parameters: [
        {
          names: [{ name: variable, type: py`int` }],
          values: py`[${next}, 2**63 - 1, 2**63, 10**30]`,
        },
      ],
      body: [
        paragraph(
          ...scene.setup,
          makes(scene, literal(mark(scene, 0))),
          makes(scene, literal(mark(scene, 1))),
        ),
        py`page = ${asksWith(scene, keywordArguments([[parameter, name(variable)]]))}`,
        paragraph(
          py`assert ${rowsIn(scene, page)} == []`,
          totals(scene, 2),
          py`assert len(${rowsAsked(scene, asks(scene))}) == 2`,
        ),
      ],
    },
  ];
}

/** Sizes and places that no page has. */
export function pageRefusals({ operation, act, caller, standing }: AskedList): readonly TestCase[] {
  const { pagination } = operation.meaning.behaviour;
  if (!pagination) return [];
  const { limit, least, mostDeclared, most } = pagination.size;
  const asking = askingOf(pagination);
  const sizes = [
    ...new Set([String(least - 1), "-1", "many", "1.5", ...(mostDeclared ? [String(most + 1)] : [])]),
  ];
  const places = asking ? [String(asking.value(0, 0) - 1), ""] : [];
  const values: readonly (readonly [string, string])[] = [
    ...(limit === undefined ? [] : sizes.map((value) => [limit, value] as const)),
    ...places.map((value) => [asking?.parameter ?? "", value] as const),
  ];
  if (values.length === 0) return [];
  const asked = request(operation, {
    rows: act.rows,
    query: dynamicQuery(standing),
    ...(caller && { headers: py`${caller}.headers` }),
  });
  return [
    {
      name: "refuses a page that cannot be",
      fixtures: ["client"],
      parameters: [
        {
          names: [
            { name: "parameter", type: py`str` },
            { name: "value", type: py`str` },
          ],
          values: py`[${commaList(values.map(([parameter, value]) => py`(${str(parameter)}, ${str(value)})`))}]`,
        },
      ],
      body: [
        paragraph(...act.statements),
        py`response = ${asked}`,
        assertInvalid(operation, "parameters", name("parameter")),
      ],
    },
  ];
}
