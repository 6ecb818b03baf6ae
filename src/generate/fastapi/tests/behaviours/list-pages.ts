import type { OffsetPagination } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { api, keywordArguments, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { many, one } from "../words.ts";
import {
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

const page = name("page");

/** Pages: from where, and what happens at the edges and between two of them. */
export function pageCases(scene: ListScene): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  if (!pagination || scene.marker.meaning.kind !== "scalar") return [];
  return [
    divideCase(scene, pagination),
    ...insertCase(scene, pagination),
    beyondCase(scene, pagination),
    refusedCase(scene, pagination),
  ];
}

function limited({ limit, offset }: OffsetPagination, count: Py | undefined, from?: Py): readonly Py[] {
  return keywordArguments([
    ...(count ? [[limit, count] as const] : []),
    ...(from ? [[offset, from] as const] : []),
  ]);
}

/** Makes so many rows, numbered. */
function makesMany(scene: ListScene, count: number): Py {
  const isText = scene.marker.meaning.kind === "scalar" && scene.marker.meaning.type === "string";
  const marker = isText ? py`f"number {number}"` : name("number");
  return py`
    for number in range(${count}):
        ${makes(scene, marker)}`;
}

/** How many rows there are on a page unless asked, and at most. They need many, so they are the last to run. */
export function countCases(scene: ListScene): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  if (!pagination || scene.marker.meaning.kind !== "scalar") return [];
  const { defaultLimit, maximumLimit, maximumDeclared } = pagination;
  const cases: TestCase[] = [];
  if (defaultLimit <= 50)
    cases.push({
      name: `lists ${defaultLimit} ${many(scene.entity)} unless asked`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, makesMany(scene, defaultLimit + 1)),
        py`page = ${asks(scene)}`,
        paragraph(py`assert len(${rowsIn(scene, page)}) == ${defaultLimit}`, totals(scene, defaultLimit + 1)),
      ],
    });
  if (!maximumDeclared && maximumLimit <= 100)
    cases.push({
      name: `lists at most ${maximumLimit} ${many(scene.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, makesMany(scene, maximumLimit + 1)),
        py`pages = [${asksWith(scene, limited(pagination, name("limit")))} for limit in (${maximumLimit}, ${maximumLimit + 1}, 10**30)]`,
        py`assert [len(${rowsIn(scene, page)}) for page in pages] == [${maximumLimit}] * 3`,
      ],
    });
  return cases;
}

function divideCase(scene: ListScene, pagination: OffsetPagination): TestCase {
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  const { total } = scene.operation.meaning.behaviour.answer;
  const divided = [numbers.slice(0, 2), numbers.slice(2, 4), numbers.slice(4)].map((part) =>
    marks(scene, ...part),
  );
  return {
    name: "divides the list into pages",
    fixtures: ["client"],
    // Rows of one moment are the hard case.
    ...(orderOf(scene).by === "time" && { uses: ["set_clock"] as const }),
    body: [
      paragraph(
        ...scene.setup,
        py`
          for value in ${marks(scene, 0, 1, 2, 3, 4)}:
              ${makes(scene, name("value"))}`,
      ),
      py`pages = [${asksWith(scene, limited(pagination, py`2`, name("offset")))} for offset in (0, 2, 4, 5)]`,
      paragraph(
        py`assert [${markersIn(scene, page)} for page in pages] == [${commaList(divided)}, []]`,
        total !== undefined && py`assert [page[${str(total)}] for page in pages] == [5] * 4`,
      ),
    ],
  };
}

/** With offsets, a row made between two pages moves the second by one, and hides nothing. */
function insertCase(scene: ListScene, pagination: OffsetPagination): readonly TestCase[] {
  const order = orderOf(scene);
  if (order.by === "field") return [];
  const asked = (from: Py | undefined): Py => asksWith(scene, limited(pagination, py`2`, from));
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
          py`first = ${asked(undefined)}`,
        ),
        makes(scene, literal(mark(scene, 3))),
        py`second = ${asked(py`2`)}`,
        paragraph(
          py`assert ${markersIn(scene, name("first"))} == ${marks(scene, ...(first ?? []))}`,
          py`assert ${markersIn(scene, name("second"))} == ${marks(scene, ...(second ?? []))}`,
          totals(scene, 4, name("second")),
        ),
      ],
    },
  ];
}

function beyondCase(scene: ListScene, pagination: OffsetPagination): TestCase {
  return {
    name: "lists nothing at an offset beyond the end",
    fixtures: ["client"],
    parameters: [{ names: [{ name: "offset", type: py`int` }], values: py`[2, 2**63 - 1, 2**63, 10**30]` }],
    body: [
      paragraph(...scene.setup, makes(scene, literal(mark(scene, 0))), makes(scene, literal(mark(scene, 1)))),
      py`page = ${asksWith(scene, limited(pagination, undefined, name("offset")))}`,
      paragraph(
        py`assert ${rowsIn(scene, page)} == []`,
        totals(scene, 2),
        py`assert len(${rowsAsked(scene, asks(scene))}) == 2`,
      ),
    ],
  };
}

function refusedCase(scene: ListScene, pagination: OffsetPagination): TestCase {
  const { operation, act, caller } = scene;
  const { limit, offset, maximumDeclared, maximumLimit } = pagination;
  const values: readonly (readonly [string, string])[] = [
    [limit, "0"],
    [limit, "-1"],
    [limit, "many"],
    [limit, "1.5"],
    ...(maximumDeclared ? [[limit, String(maximumLimit + 1)] as const] : []),
    [offset, "-1"],
    [offset, ""],
  ];
  const asked = request(operation, {
    rows: act.rows,
    query: py`{parameter: value}`,
    ...(caller && { headers: py`${caller}.headers` }),
  });
  return {
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
      py`${api("assert_invalid")}(response, parameter)`,
    ],
  };
}
