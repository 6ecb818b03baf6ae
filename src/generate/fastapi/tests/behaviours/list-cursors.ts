import { type CursorTold, fieldOf, type KeysetPagination, placeParts } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { call, keywordArguments, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { createOf, operationsOf } from "../kit.ts";
import { at } from "../list-answers.ts";
import { many } from "../words.ts";
import { type Query, sized } from "./list-pages.ts";
import {
  type AskedList,
  asksWith,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersIn,
  marks,
  rowsIn,
} from "./list-scene.ts";
import { dynamicQuery } from "./list-standing.ts";

/** Pages that go on from a row: there and back, while rows come and go, and from nowhere. */
export function cursorCases(scene: ListScene): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  if (pagination?.style !== "keyset") return [];
  const walk = scene.marker.meaning.kind === "scalar" ? walkOf(scene, pagination) : undefined;
  return [
    ...(walk ? [...onwardCase(walk), ...backCase(walk), ...comingCase(walk), ...goingCase(walk)] : []),
    ...cursorRefusals(scene),
  ];
}

interface Walk {
  readonly scene: ListScene;
  readonly pagination: KeysetPagination;
  /** What leads on from a page that a variable holds, and what leads back. */
  readonly onward?: (page: Py) => Py;
  readonly back?: (page: Py) => Py;
}

/** Undefined where the size of pages cannot be said: they would need many rows. */
export function walkOf(scene: ListScene, pagination: KeysetPagination): Walk | undefined {
  if (pagination.size.limit === undefined) return undefined;
  const { answer } = scene.operation.meaning.behaviour;
  const told = (...kinds: readonly CursorTold[]): ((page: Py) => Py) | undefined => {
    const part = placeParts(answer.parts).find(({ tells }) => kinds.some((kind) => kind === tells.kind));
    return part && ((page) => at(page, part.path));
  };
  const { field } = scene.entity.identity;
  const key = (index: string) => (page: Py) =>
    py`${rowsIn(scene, page)}[${literal(Number(index))}][${str(field)}]`;
  const isKey = pagination.cursor.kind === "key";
  const onward = isKey ? key("-1") : told("next-cursor", "end-cursor");
  const back = isKey ? key("0") : told("previous-cursor", "start-cursor");
  return { scene, pagination, ...(onward && { onward }), ...(back && { back }) };
}

const [first, second, third] = [name("first"), name("second"), name("third")];

function asked({ scene, pagination }: Walk, ...from: Query): Py {
  return asksWith(scene, keywordArguments([...sized(pagination, py`2`), ...from]));
}

function made({ setup, ...scene }: ListScene): readonly Py[] {
  const whole = { ...scene, setup };
  return paragraph(
    ...setup,
    py`
      for value in ${marks(whole, 0, 1, 2, 3, 4)}:
          ${makes(whole, name("value"))}`,
  );
}

/** What is told of three pages: the first, one in the middle, the last. */
function told({ operation }: ListScene, pages: readonly Py[]): readonly Py[] {
  const values: Readonly<Record<string, readonly boolean[]>> = {
    "has-next": [true, true, false],
    "is-last": [false, false, true],
    "has-previous": [false, true, true],
    "is-first": [true, false, false],
  };
  const parts = placeParts(operation.meaning.behaviour.answer.parts);
  return parts.flatMap(({ path, tells }) => {
    const expected = values[tells.kind];
    if (!expected) return [];
    return [py`assert [${commaList(pages.map((page) => at(page, path)))}] == ${literal(expected)}`];
  });
}

function onwardCase(walk: Walk): readonly TestCase[] {
  const { scene, pagination, onward } = walk;
  const { after } = pagination;
  if (after === undefined || !onward) return [];
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  return [
    {
      name: "goes on after the last row of a page",
      fixtures: ["client"],
      body: [
        made(scene),
        paragraph(
          py`first = ${asked(walk)}`,
          py`second = ${asked(walk, [after, onward(first)])}`,
          py`third = ${asked(walk, [after, onward(second)])}`,
        ),
        paragraph(
          py`assert ${markersIn(scene, first)} == ${marks(scene, ...numbers.slice(0, 2))}`,
          py`assert ${markersIn(scene, second)} == ${marks(scene, ...numbers.slice(2, 4))}`,
          py`assert ${markersIn(scene, third)} == ${marks(scene, ...numbers.slice(4))}`,
          ...told(scene, [first, second, third]),
          ...lastCase(scene, third),
        ),
      ],
    },
  ];
}

/** Nothing leads on from the last page, where only what leads on is told. */
function lastCase({ operation }: ListScene, page: Py): readonly Py[] {
  const part = placeParts(operation.meaning.behaviour.answer.parts).find(
    ({ tells }) => tells.kind === "next-cursor",
  );
  if (!part) return [];
  return part.nullable
    ? [py`assert ${at(page, part.path)} is None`]
    : [py`assert ${str(part.name)} not in ${at(page, part.path.slice(0, -1))}`];
}

function backCase(walk: Walk): readonly TestCase[] {
  const { scene, pagination, onward, back } = walk;
  const { after, before } = pagination;
  if (before === undefined || after === undefined || !back || !onward) return [];
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  const earlier = name("earlier");
  return [
    {
      name: "goes back before the first row of a page",
      fixtures: ["client"],
      body: [
        made(scene),
        paragraph(
          py`second = ${asked(walk, [after, onward(py`(${asked(walk)})`)])}`,
          py`third = ${asked(walk, [after, onward(second)])}`,
          py`earlier = ${asked(walk, [before, back(third)])}`,
          py`first = ${asked(walk, [before, back(earlier)])}`,
        ),
        paragraph(
          py`assert ${markersIn(scene, earlier)} == ${marks(scene, ...numbers.slice(2, 4))}`,
          py`assert ${markersIn(scene, first)} == ${marks(scene, ...numbers.slice(0, 2))}`,
          ...told(scene, [first, earlier, third]),
        ),
      ],
    },
  ];
}

/** A row that comes stands where it belongs, and moves no page. */
function comingCase(walk: Walk): readonly TestCase[] {
  const { scene, pagination, onward } = walk;
  const { after } = pagination;
  if (after === undefined || !onward) return [];
  const order = scene.operation.meaning.behaviour.order[0];
  if (!order?.descending) return [];
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  return [
    {
      name: "repeats nothing when a row is made between two pages",
      fixtures: ["client"],
      body: [
        made(scene),
        py`first = ${asked(walk)}`,
        makes(scene, literal(mark(scene, 5))),
        py`second = ${asked(walk, [after, onward(first)])}`,
        py`assert ${markersIn(scene, second)} == ${marks(scene, ...numbers.slice(2, 4))}`,
      ],
    },
  ];
}

/** Where the row that a page ended with is gone, its place is there still. */
function goingCase(walk: Walk): readonly TestCase[] {
  const { scene, pagination, onward } = walk;
  const { after, cursor } = pagination;
  const { kit, entity, owner, rows } = scene;
  const remove = operationsOf(kit, "delete").find(({ meaning }) => meaning.behaviour.entity === entity.name);
  const key = fieldOf(entity, entity.identity.field);
  const shown = createOf(kit, entity.name)?.meaning.behaviour.answer.representation;
  if (after === undefined || !onward || !remove || !key || shown === undefined || cursor.kind === "key")
    return [];
  const numbers = inOrder(scene, 0, 1, 2, 3, 4);
  const gone = call(remove, {
    rows: { ...rows, item: py`${rowsIn(scene, first)}[-1][${str(key.name)}]` },
    ...(owner && { account: owner }),
  });
  return [
    {
      name: `passes over none of the ${many(entity)} when one of them goes`,
      fixtures: ["client"],
      body: [
        made(scene),
        py`first = ${asked(walk)}`,
        gone,
        py`second = ${asked(walk, [after, onward(first)])}`,
        py`assert ${markersIn(scene, second)} == ${marks(scene, ...numbers.slice(2, 4))}`,
      ],
    },
  ];
}

/** Places from which no page goes on. */
export function cursorRefusals({ operation, act, caller, standing }: AskedList): readonly TestCase[] {
  const { pagination } = operation.meaning.behaviour;
  if (pagination?.style !== "keyset") return [];
  const { after, before, cursor } = pagination;
  const parameters = [after, before].filter((each) => each !== undefined);
  // What is no text in base64, what is no list in it, and what is one of another list.
  const opaque = ["no cursor", "bm8gY3Vyc29y", "WyJvdGhlciIsIDFd", "W10", "ééé"];
  const values = cursor.kind === "opaque" ? opaque : unknownKeys(cursor.type);
  const pairs = parameters.flatMap((parameter) =>
    values.map((value) => py`(${str(parameter)}, ${str(value)})`),
  );
  return [
    {
      name: "refuses a cursor that it has not given",
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
        assertInvalid(operation, "parameters", name("parameter")),
      ],
    },
  ];
}

function unknownKeys(type: string): readonly string[] {
  if (type === "integer") return ["987654321", "many"];
  return type === "uuid" ? ["00000000-0000-4000-8000-000000000000", "many"] : ["no such row"];
}
