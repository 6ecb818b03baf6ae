import { type Field, type Filter, fieldOf } from "#domain";
import { commaList, literal, name, type Py, py } from "#python";
import { call, details, registers } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import {
  createOf,
  entityIn,
  isLoader,
  type Kit,
  keyOf,
  type OperationOf,
  shownFieldsOf,
  variable,
} from "../kit.ts";
import { eachOnce } from "../references.ts";
import { grants } from "../role-support.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { assign } from "../statements.ts";
import { textsOf } from "../texts.ts";
import { many, one } from "../words.ts";
import { secondOfOne } from "./list-pages.ts";
import {
  asks,
  inOrder,
  type ListScene,
  lastOfEach,
  openList,
  orderOf,
  rowsIn,
  totals,
} from "./list-scene.ts";
import { sieveOf } from "./list-sieves.ts";
import { type NarrowedRows, narrowedRows } from "./narrowed-rows.ts";
import { queryValue } from "./query-value.ts";

/** Lists of rows that show nothing of what they are made from: tests tell them apart by their keys. */
export function keyListCases(kit: Kit, operation: OperationOf<"list">): readonly TestCase[] {
  const plain = openList(kit, operation, keyShown);
  if (!plain) return [];
  const above = placeOf(plain);
  const idle = above?.statements.at(-1)?.text;
  // Each row lies below one of its own.
  const scene = { ...plain, setup: plain.setup.filter(({ text }) => text !== idle) };
  return [
    ...orderCase(scene),
    ...ownCase(scene),
    ...narrowedCase(scene),
    ...scene.operation.meaning.behaviour.filters.flatMap((filter) => filterCase(scene, filter)),
    ...pageCase(scene),
  ];
}

/** The key, where the list shows it and whoever makes a row is told it. */
function keyShown(
  kit: Kit,
  { meaning: { behaviour } }: OperationOf<"list">,
  create: { readonly meaning: OperationOf<"create">["meaning"] },
): Field | undefined {
  const entity = entityIn(kit, behaviour.entity);
  const { representation } = create.meaning.behaviour.answer;
  const told = createOf(kit, entity.name);
  const isTold = told !== undefined && isLoader(told);
  const isShown = (form: string | undefined): boolean =>
    shownFieldsOf(kit, form).some((field) => field.name === entity.identity.field);
  return isShown(behaviour.answer.representation) && (isTold || isShown(representation))
    ? fieldOf(entity, entity.identity.field)
    : undefined;
}

const page = name("page");
const ordinals = ["first", "second", "third"] as const;
type Ordinal = (typeof ordinals)[number];

interface MadeRow {
  readonly holder: Py;
  /** What must be there before it. */
  readonly before: readonly Py[];
  readonly made: Py;
}

/** A row of its own maker's, or of the one who makes all; below a row of its own, unless the list is of what lies below one. */
function makeRow(scene: ListScene, ordinal: Ordinal, by?: Py, narrowed?: NarrowedRows): MadeRow {
  const { kit, create, entity, owner } = scene;
  const holder = name(`${ordinal}_${variable(kit, entity.name)}`);
  const { parent } = create.meaning.behaviour;
  const above = placeOf(scene);
  const place = above && name(`${ordinal}_${variable(kit, above.entity.name)}`);
  const maker = by ?? owner;
  const makesAbove = parent && createOf(kit, parent.entity);
  return {
    holder,
    before:
      above && place && makesAbove
        ? [
            ...above.statements.slice(0, -1),
            assign(
              place,
              call(makesAbove, { rows: above.rows, ...(above.owner && { account: above.owner }) }),
            ),
          ]
        : [],
    made: assign(
      holder,
      call(create, {
        rows: place && above ? { parent: keyOf(kit, above.entity, place) } : scene.rows,
        ...(maker && { account: maker }),
        extra: lastOfEach([
          ...details(scene.standing.values),
          ...scene.standing.details,
          ...(narrowed ? [...details(narrowed.values), ...narrowed.details] : []),
        ]),
      }),
    ),
  };
}

/** What a row lies below, unless the list is of what lies below one. */
function placeOf({ kit, create, operation }: ListScene): Scene | undefined {
  const { parent } = create.meaning.behaviour;
  return parent && operation.meaning.behaviour.parent === undefined ? sceneOf(kit, parent.entity) : undefined;
}

function keyOfRow(scene: ListScene, { holder }: MadeRow): Py {
  return keyOf(scene.kit, scene.entity, holder);
}

/** `assert ids_of(page) == [first["id"]]` */
function sees(scene: ListScene, rows: readonly MadeRow[], asked: Py): TestCase["body"] {
  return [
    py`page = ${asked}`,
    paragraph(
      py`assert ${textsOf(scene.marker, rowsIn(scene, page))} == [${commaList(rows.map((row) => keyOfRow(scene, row)))}]`,
      totals(scene, rows.length),
    ),
  ];
}

function orderCase(scene: ListScene): readonly TestCase[] {
  const order = orderOf(scene);
  if (order.by === "field") return [];
  const rows = ordinals.map((ordinal) => makeRow(scene, ordinal));
  const later = order.by === "time" ? [py`set_clock.advance(minutes=1)`] : [];
  const sorted = inOrder(scene, 0, 1, 2).flatMap((number) => rows[number] ?? []);
  return [
    {
      name: `lists the ${order.descending ? "newest" : "oldest"} of ${many(scene.entity)} first`,
      fixtures: order.by === "time" ? ["client", "set_clock"] : ["client"],
      body: [
        paragraph(...eachOnce([...scene.setup, ...rows.flatMap(({ before }) => before)])),
        paragraph(...rows.flatMap(({ made }, index) => [...(index === 0 ? [] : later), made])),
        ...sees(scene, sorted, asks(scene)),
      ],
    },
  ];
}

/** Rows of the caller, and of nobody else. */
function ownCase(scene: ListScene): readonly TestCase[] {
  const { kit, operation, owner, create } = scene;
  const { account } = kit;
  if (!operation.meaning.behaviour.own || !owner || !account) return [];
  const stranger = name("stranger");
  const own = makeRow(scene, "first");
  const other = makeRow(scene, "second", stranger);
  return [
    {
      name: `lists no ${many(scene.entity)} of another ${one(account.entity)}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...eachOnce([
            ...scene.setup,
            registers(account, stranger),
            ...grants(create, stranger),
            ...own.before,
            ...other.before,
          ]),
        ),
        paragraph(own.made, other.made),
        ...sees(scene, [own], asks(scene)),
      ],
    },
  ];
}

/** Only rows that have the value of the path. */
function narrowedCase(scene: ListScene): readonly TestCase[] {
  const { kit, operation, create, entity } = scene;
  const { narrowed } = operation.meaning.behaviour;
  const value = narrowed && narrowedRows(kit, operation, create, 1);
  if (!narrowed || !value) return [];
  const order = orderOf(scene);
  if (order.by === "field") return [];
  const rows = ordinals.map((ordinal, index) =>
    makeRow(scene, ordinal, undefined, index === 1 ? value : undefined),
  );
  const later = order.by === "time" ? [py`set_clock.advance(minutes=1)`] : [];
  const seen = (...numbers: readonly number[]) => numbers.flatMap((number) => rows[number] ?? []);
  const before = rows.flatMap((row) => row.before);
  const elsewhere = { ...scene, rows: { ...scene.rows, ...value.rows } };
  return [
    {
      name: `lists no ${many(entity)} of another ${narrowed.field}`,
      fixtures: order.by === "time" ? ["client", "set_clock"] : ["client"],
      body: [
        paragraph(...eachOnce([...scene.setup, ...value.statements, ...before])),
        paragraph(...rows.flatMap(({ made }, index) => [...(index === 0 ? [] : later), made])),
        ...sees(scene, seen(...inOrder(scene, 0, 2)), asks(scene)),
        ...sees(scene, seen(1), asks(elsewhere)),
      ],
    },
  ];
}

/** A state in which rows begin, beside one that no row is in; or who made them. */
function filterCase(scene: ListScene, filter: Filter): readonly TestCase[] {
  const field = filter.by.kind === "field" ? fieldOf(scene.entity, filter.by.field) : undefined;
  if (!field || filter.several !== undefined) return [];
  const title = `filters by ${filter.parameter}`;
  const row = makeRow(scene, "first");
  if (field.meaning.kind === "owner-key") {
    const sieve = sieveOf(scene, filter);
    const stranger = sieve?.by?.(false);
    if (!sieve || !stranger) return [];
    const other = makeRow(scene, "second", stranger);
    return [
      {
        name: title,
        fixtures: ["client"],
        body: [
          paragraph(
            ...eachOnce([
              ...scene.setup,
              ...sieve.accounts,
              ...grants(scene.create, stranger),
              ...row.before,
              ...other.before,
            ]),
          ),
          paragraph(row.made, other.made),
          ...sees(scene, [row], asks(scene, [[filter.parameter, sieve.wanted]])),
        ],
      },
    ];
  }
  const begins = field.default;
  if (field.meaning.kind !== "enum" || typeof begins !== "string") return [];
  const other = field.meaning.values.find((value) => value !== begins);
  if (other === undefined) return [];
  return [
    {
      name: title,
      fixtures: ["client"],
      body: [
        paragraph(...eachOnce([...scene.setup, ...row.before]), row.made),
        ...sees(scene, [row], asks(scene, [[filter.parameter, literal(begins)]])),
        ...sees(scene, [], asks(scene, [[filter.parameter, queryValue(other)]])),
      ],
    },
  ];
}

function pageCase(scene: ListScene): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  const second = pagination && secondOfOne(pagination);
  const order = orderOf(scene);
  if (!second || order.by === "field") return [];
  const rows = ordinals.map((ordinal) => makeRow(scene, ordinal));
  const later = order.by === "time" ? [py`set_clock.advance(minutes=1)`] : [];
  const middle = rows[1];
  if (!middle) return [];
  return [
    {
      name: "divides the list into pages",
      fixtures: order.by === "time" ? ["client", "set_clock"] : ["client"],
      body: [
        paragraph(...eachOnce([...scene.setup, ...rows.flatMap(({ before }) => before)])),
        paragraph(...rows.flatMap(({ made }, index) => [...(index === 0 ? [] : later), made])),
        py`page = ${asks(scene, second)}`,
        paragraph(
          py`assert ${textsOf(scene.marker, rowsIn(scene, page))} == [${keyOfRow(scene, middle)}]`,
          totals(scene, 3),
        ),
      ],
    },
  ];
}
