import { type Field, fieldOf, isOrdered, type SortChoice, type Sorting } from "#domain";
import { commaList, formatted, type JsonLike, literal, name, type Py, py, str } from "#python";
import { namesRows } from "../../references.ts";
import { attributeName } from "../../tables.ts";
import { details, keywordArguments, request } from "../calls.ts";
import { paragraph, type TestCase, type TestParameters } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { isAmong, shownFieldsOf } from "../kit.ts";
import { sampleValue } from "../values.ts";
import { walkOf } from "./list-cursors.ts";
import { type Query, sized } from "./list-pages.ts";
import {
  type AskedList,
  asks,
  asksWith,
  clockOf,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersIn,
  marks,
  orderOf,
  rowsIn,
} from "./list-scene.ts";
import { dynamicQuery } from "./list-standing.ts";

const page = name("page");

/** Orders that callers choose: every one of them, among equals, and none that is not there. */
export function sortingCases(scene: ListScene): readonly TestCase[] {
  const { sorting } = scene.operation.meaning.behaviour;
  if (!sorting) return [];
  if (scene.marker.meaning.kind !== "scalar") return sortRefusals(scene);
  return [
    ...choiceCase(scene, sorting),
    ...hollowCase(scene, sorting),
    ...alikeCase(scene, sorting),
    ...nextCase(scene, sorting),
    ...wayCase(scene, sorting),
    ...sortRefusals(scene),
    ...cursorCase(scene, sorting),
  ];
}

interface Sorted {
  readonly choice: SortChoice;
  readonly field: Field;
}

/** Choices by what the rows show, and tests can tell. */
function sortedOf({ kit, entity, operation }: ListScene, { choices }: Sorting): readonly Sorted[] {
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  return choices.flatMap((choice) => {
    const field = fieldOf(entity, choice.field);
    return field && isAmong(shown, field) && field.meaning.kind !== "constant" ? [{ choice, field }] : [];
  });
}

/** Fields that a test gives each row another value of. */
function givenOf(scene: ListScene, sorting: Sorting): readonly Field[] {
  const given = new Set(scene.create.meaning.behaviour.body.fields.map(({ field }) => field));
  const fields = sortedOf(scene, sorting).map(({ field }) => field);
  return [...new Set(fields)].filter(
    (field) => given.has(field.name) && field.name !== scene.marker.name && !namesRows(field),
  );
}

function value({ kit, entity }: ListScene, field: Field, number: number): JsonLike {
  return sampleValue(kit, entity, field, number);
}

/** Rows that differ in everything, also in when they were made where they tell. */
function makesRows(scene: ListScene, sorting: Sorting): readonly Py[] {
  const fields = givenOf(scene, sorting);
  const clock = clockOf(scene);
  return [1, 2, 0].flatMap((number) => [
    makes(scene, literal(mark(scene, number)), {
      more: details(fields.map((field) => [field, value(scene, field, number)])),
    }),
    ...clock.later,
  ]);
}

function ways({ direction }: Sorting): readonly (readonly [way: string | undefined, descending: boolean])[] {
  if (!direction) return [[undefined, false]];
  return [
    [direction.ascending, false],
    [direction.descending, true],
  ];
}

function choiceCase(scene: ListScene, sorting: Sorting): readonly TestCase[] {
  const { direction } = sorting;
  const rows = sortedOf(scene, sorting).flatMap(({ choice, field }) =>
    ways(sorting).map(
      ([way, down]) =>
        py`(${commaList([
          asked(sorting, choice.value, way),
          str(field.name),
          // Which way is said in the query, where it is said beside the field.
          ...(direction ? [] : [literal(choice.descending || down)]),
        ])})`,
    ),
  );
  if (rows.length === 0) return [];
  const made = makesRows(scene, sorting);
  const whole: TestParameters = {
    names: [
      direction ? { name: "query", type: py`dict[str, str]` } : { name: "value", type: py`str` },
      { name: "field", type: py`str` },
      ...(direction ? [] : [{ name: "reverse", type: py`bool` }]),
    ],
    values: py`[${commaList(rows)}]`,
  };
  const { parameters, taken } = fewer(whole, [...scene.setup, ...made]);
  const given = direction ? [py`**query`] : keywordArguments([[sorting.parameter, name("value")]]);
  return [
    {
      name: "sorts by what is asked for",
      fixtures: clockOf(scene).fixtures,
      parameters: [parameters],
      body: [
        paragraph(...taken, ...scene.setup, ...made),
        py`page = ${asksWith(scene, given)}`,
        paragraph(
          py`assert sorted(${markersIn(scene, page)}, key=str) == ${literal(sortedMarks(scene))}`,
          py`keys = [row[field] for row in ${rowsIn(scene, page)}]`,
          direction && py`reverse = query[${str(direction.parameter)}] == ${str(direction.descending)}`,
          py`assert keys == sorted(keys, reverse=reverse)`,
        ),
      ],
    },
  ];
}

/** Rows without what is sorted by come last, whichever way it goes. */
function hollowCase(scene: ListScene, sorting: Sorting): readonly TestCase[] {
  const given = givenOf(scene, sorting);
  const optional = new Set(
    scene.create.meaning.behaviour.body.fields.flatMap(({ field, required }) => (required ? [] : [field])),
  );
  const hollow = sortedOf(scene, sorting).filter(
    ({ choice, field }) => choice.hollow && isAmong(given, field) && optional.has(field.name),
  );
  const [first] = hollow;
  if (!first || first.field.default !== undefined) return [];
  const { field } = first;
  const choices = hollow.filter((each) => each.field === field).map(({ choice }) => choice.value);
  const queries = choices.flatMap((choice) =>
    ways(sorting).map(
      ([way]): Query => [
        [sorting.parameter, str(choice)],
        ...(sorting.direction && way !== undefined ? [[sorting.direction.parameter, str(way)] as const] : []),
      ],
    ),
  );
  const more = [py`${name(attributeName(field.name))}=${literal(value(scene, field, 0))}`];
  return [
    {
      name: `puts those without ${field.name} last`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          makes(scene, literal(mark(scene, 0))),
          makes(scene, literal(mark(scene, 1)), { more }),
        ),
        py`pages = [${commaList(queries.map((query) => asks(scene, query)))}]`,
        py`assert all(${markersIn(scene, page)} == ${marks(scene, 1, 0)} for page in pages)`,
      ],
    },
  ];
}

/** What a test asks for: one value, or that and which way. */
function asked({ parameter, direction }: Sorting, value: string, way: string | undefined): Py {
  return direction && way !== undefined
    ? py`{${str(parameter)}: ${str(value)}, ${str(direction.parameter)}: ${str(way)}}`
    : str(value);
}

function sortedMarks(scene: ListScene): readonly JsonLike[] {
  return [0, 1, 2]
    .map((number) => mark(scene, number))
    .toSorted((one, other) => (String(one) < String(other) ? -1 : 1));
}

/** Rows that are alike in what is asked for. */
function alike(scene: ListScene, sorting: Sorting): Sorted | undefined {
  const given = givenOf(scene, sorting);
  return sortedOf(scene, sorting).find(
    ({ choice, field }) => !choice.descending && !field.unique && given.includes(field),
  );
}

function makesAlike(scene: ListScene, { field }: Sorted): readonly Py[] {
  const clock = clockOf(scene);
  return [0, 1, 2].flatMap((number) => [
    makes(scene, literal(mark(scene, number)), {
      more: [py`${name(attributeName(field.name))}=${literal(value(scene, field, 0))}`],
    }),
    ...clock.later,
  ]);
}

function alikeCase(scene: ListScene, sorting: Sorting): readonly TestCase[] {
  const found = alike(scene, sorting);
  const order = orderOf(scene);
  const isMade = order.by === "time" || (order.by === "number" && isOrdered(scene.entity));
  if (!found || !isMade) return [];
  return [
    {
      name: "sorts those that are alike as the list does anyhow",
      fixtures: clockOf(scene).fixtures,
      body: [
        paragraph(...scene.setup, ...makesAlike(scene, found)),
        py`page = ${asks(scene, [[sorting.parameter, str(found.choice.value)]])}`,
        py`assert ${markersIn(scene, page)} == ${marks(scene, ...inOrder(scene, 0, 1, 2))}`,
      ],
    },
  ];
}

/** Where several may be asked for, the second decides among those that are alike in the first. */
function nextCase(scene: ListScene, sorting: Sorting): readonly TestCase[] {
  const found = alike(scene, sorting);
  const second = sorting.choices.find(({ field, descending }) => field === scene.marker.name && descending);
  if (!found || !second || sorting.several !== "commas") return [];
  const numbers = [0, 1, 2].toSorted((one, other) =>
    (mark(scene, one) ?? 0) < (mark(scene, other) ?? 0) ? 1 : -1,
  );
  return [
    {
      name: "sorts those that are alike by what comes next",
      fixtures: clockOf(scene).fixtures,
      body: [
        paragraph(...scene.setup, ...makesAlike(scene, found)),
        py`page = ${asks(scene, [[sorting.parameter, str(`${found.choice.value},${second.value}`)]])}`,
        py`assert ${markersIn(scene, page)} == ${marks(scene, ...numbers)}`,
      ],
    },
  ];
}

/** Which way without what by: the order of the list, there and back. */
function wayCase(scene: ListScene, { direction, fallback }: Sorting): readonly TestCase[] {
  const order = orderOf(scene);
  if (!direction || fallback !== undefined || order.by !== "time") return [];
  const pages = [direction.ascending, direction.descending].map((way) =>
    asks(scene, [[direction.parameter, str(way)]]),
  );
  return [
    {
      name: "goes the way that is asked for",
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(
          ...scene.setup,
          ...[0, 1, 2].flatMap((number) => [
            makes(scene, literal(mark(scene, number))),
            py`set_clock.advance(minutes=1)`,
          ]),
        ),
        py`pages = [${commaList(pages)}]`,
        py`assert [${markersIn(scene, page)} for page in pages] == [${commaList([marks(scene, 0, 1, 2), marks(scene, 2, 1, 0)])}]`,
      ],
    },
  ];
}

/** Orders that there are none of. */
export function sortRefusals({ operation, act, caller, standing }: AskedList): readonly TestCase[] {
  const { sorting } = operation.meaning.behaviour;
  if (!sorting) return [];
  const { parameter, direction, several } = sorting;
  const pairs = [
    [parameter, "no_such_field"],
    [parameter, "-"],
    ...(direction && !several ? [[direction.parameter, "sideways"]] : []),
  ].map(([each = "", text = ""]) => py`(${str(each)}, ${str(text)})`);
  return [
    {
      name: "refuses to sort by what is not there",
      fixtures: ["client"],
      parameters: [
        {
          names: [
            { name: "parameter", type: py`str` },
            { name: "value", type: py`str` },
          ],
          values: py`[${commaList(pairs)}]`,
        },
      ],
      body: [
        paragraph(...act.statements),
        py`response = ${request(operation, {
          rows: act.rows,
          query: dynamicQuery(standing),
          ...(caller && { headers: py`${caller}.headers` }),
        })}`,
        assertInvalid(
          operation,
          "parameters",
          several ? formatted([name("parameter"), ".0"]) : name("parameter"),
        ),
      ],
    },
  ];
}

/** A cursor belongs to the order in which it was told. */
function cursorCase(scene: ListScene, sorting: Sorting): readonly TestCase[] {
  const { operation, act, caller } = scene;
  const { pagination } = operation.meaning.behaviour;
  const walk = pagination?.style === "keyset" ? walkOf(scene, pagination) : undefined;
  const pair = oppositeChoices(sorting, scene.marker.name);
  const after = walk?.pagination.after;
  if (!walk?.onward || !pair || after === undefined || walk.pagination.cursor.kind === "key") return [];
  const [one, other] = pair;
  const first = name("first");
  const size = sized(walk.pagination, py`1`);
  const sorted = one.field === scene.marker.name ? marksInOrder(scene, one.descending) : undefined;
  const asked = (...more: Query): Py =>
    asksWith(scene, keywordArguments([[sorting.parameter, str(one.value)], ...size, ...more]));
  const query = [[sorting.parameter, str(other.value)] as const, [after, walk.onward(first)] as const].map(
    ([parameter, given]) => py`${str(parameter)}: ${given}`,
  );
  const standing = scene.standing.query.map(([parameter, given]) => py`${str(parameter)}: ${given}`);
  return [
    ...(sorted
      ? [
          {
            name: "goes on in the order that is asked for",
            fixtures: clockOf(scene).fixtures,
            body: [
              paragraph(...scene.setup, ...makesRows(scene, sorting)),
              paragraph(py`first = ${asked()}`, py`second = ${asked([after, walk.onward(first)])}`),
              py`assert [${markersIn(scene, first)}, ${markersIn(scene, name("second"))}] == ${literal(
                sorted.slice(0, 2).map((each) => [each]),
              )}`,
            ],
          },
        ]
      : []),
    {
      name: "refuses a cursor of another order",
      fixtures: clockOf(scene).fixtures,
      body: [
        paragraph(...scene.setup, ...makesRows(scene, sorting), py`first = ${asked()}`),
        py`response = ${request(operation, {
          rows: act.rows,
          query: py`{${commaList([...standing, ...query])}}`,
          ...(caller && { headers: py`${caller}.headers` }),
        })}`,
        assertInvalid(operation, "parameters", str(after)),
      ],
    },
  ];
}

function marksInOrder(scene: ListScene, descending: boolean): readonly JsonLike[] {
  const all = sortedMarks(scene);
  return descending ? all.toReversed() : all;
}

/** Two choices of one field, one upwards and one down. */
export function oppositeChoices(
  { choices, direction }: Sorting,
  preferred?: string,
): readonly [SortChoice, SortChoice] | undefined {
  if (direction) return undefined;
  const own = choices.filter(({ field }) => field === preferred);
  for (const one of [...own, ...choices]) {
    const other = choices.find(
      ({ field, descending }) => field === one.field && descending !== one.descending,
    );
    if (other) return [one, other];
  }
  return undefined;
}

/** Where rows are put into the transaction of the test, that is one thing more to ask for: then what is sorted by is one. */
function fewer(
  whole: TestParameters,
  arranged: readonly Py[],
): { readonly parameters: TestParameters; readonly taken: readonly Py[] } {
  if (!arranged.some(({ text }) => /\bconnection[,)]/.test(text))) return { parameters: whole, taken: [] };
  const types = whole.names.map(({ type }) => type);
  return {
    parameters: {
      names: [{ name: "sorted_by", type: py`tuple[${commaList(types)}]` }],
      values: whole.values,
    },
    taken: [py`${commaList(whole.names.map(({ name: each }) => name(each)))} = sorted_by`],
  };
}
