import { fieldOf } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { shownFieldsOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { textsOf } from "../texts.ts";
import { keptValues, sampleElement } from "../values.ts";
import { secondOfOne } from "./list-pages.ts";
import {
  asks,
  asksWith,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersAsked,
  markersIn,
  marks,
  rowsIn,
  totals,
} from "./list-scene.ts";
import { type Sieve, sieveOf } from "./list-sieves.ts";

const page = name("page");

/** Every filter alone, all of them together, and values that nothing has. */
export function filterCases(scene: ListScene): readonly TestCase[] {
  const sieves = scene.operation.meaning.behaviour.filters.flatMap((filter) => sieveOf(scene, filter) ?? []);
  if (sieves.length === 0) return [];
  return [
    ...sieves.map((sieve) => aloneCase(scene, sieve)),
    ...(sieves.length > 1 ? [togetherCase(scene, sieves)] : []),
    ...sieves.flatMap((sieve) => wholeCase(scene, sieve)),
    ...pagedCase(scene, sieves[0]),
    ...nothingCases(scene, sieves),
    ...refusedCases(scene, sieves),
  ];
}

/** Statements that make a row for which each sieve passes or not. */
function makesFor(
  scene: ListScene,
  sieves: readonly Sieve[],
  number: number,
  passes: (sieve: Sieve) => boolean,
): readonly Py[] {
  const row = name(variable(scene.kit, scene.entity.name));
  const by = sieves.find((sieve) => sieve.by);
  const account = by?.by?.(passes(by));
  const isMarked = (sieve: Sieve): boolean =>
    sieve.filter.by.kind === "field" && sieve.filter.by.field === scene.marker.name;
  const more = sieves.filter((sieve) => !isMarked(sieve)).flatMap((sieve) => sieve.details(passes(sieve)));
  const made = makes(scene, literal(mark(scene, number)), { ...(account && { by: account }), more });
  const afters = sieves.flatMap((sieve) => sieve.after?.(row, passes(sieve)) ?? []);
  return afters.length === 0 ? [made] : [assign(row, made), ...afters];
}

function query(sieves: readonly Sieve[]): readonly (readonly [string, Py])[] {
  return sieves.map(({ filter, wanted }) => [filter.parameter, wanted]);
}

function aloneCase(scene: ListScene, sieve: Sieve): TestCase {
  const rows = [true, false, true].flatMap((passes, number) =>
    makesFor(scene, [sieve], number, () => passes),
  );
  return {
    name: `filters by ${sieve.filter.parameter}`,
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, ...sieve.accounts),
      paragraph(...rows),
      py`page = ${asks(scene, query([sieve]))}`,
      paragraph(
        py`assert ${markersIn(scene, page)} == ${marks(scene, ...inOrder(scene, 0, 2))}`,
        totals(scene, 2),
      ),
    ],
  };
}

function togetherCase(scene: ListScene, sieves: readonly Sieve[]): TestCase {
  const accounts = [
    ...new Map(sieves.flatMap((sieve) => sieve.accounts.map((each) => [each.text, each]))).values(),
  ];
  const all = makesFor(scene, sieves, 0, () => true);
  const others = sieves.flatMap((failing, index) =>
    makesFor(scene, sieves, index + 1, (sieve) => sieve !== failing),
  );
  return {
    name: "lists only what passes every filter",
    fixtures: ["client"],
    body: [
      paragraph(...scene.setup, ...accounts),
      paragraph(...all, ...others),
      py`page = ${asks(scene, query(sieves))}`,
      paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`, totals(scene, 1)),
    ],
  };
}

/** Filtering by one of several values hides none of the others. */
function wholeCase(scene: ListScene, { filter, wanted }: Sieve): readonly TestCase[] {
  const { kit, entity, operation } = scene;
  const field = filter.by.kind === "contains" ? fieldOf(entity, filter.by.field) : undefined;
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  if (!field || !shown.includes(field)) return [];
  const given = [1, 0, 2].map((number) => sampleElement(kit, field, number));
  const values = literal(given);
  const kept = literal(keptValues(kit, entity, field, given));
  return [
    {
      name: `shows all of ${field.name} where it filters by ${filter.parameter}`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          makes(scene, literal(mark(scene, 0)), { more: [py`${name(attributeName(field.name))}=${values}`] }),
        ),
        py`page = ${asks(scene, [[filter.parameter, wanted]])}`,
        py`assert ${textsOf(field, rowsIn(scene, page))} == [${kept}]`,
      ],
    },
  ];
}

/** Pages are pages of what passes, and so is the total. */
function pagedCase(scene: ListScene, sieve: Sieve | undefined): readonly TestCase[] {
  const { pagination } = scene.operation.meaning.behaviour;
  const second = pagination && secondOfOne(pagination);
  if (!sieve || !second) return [];
  const rows = [true, false, true, false, true].flatMap((passes, number) =>
    makesFor(scene, [sieve], number, () => passes),
  );
  const paged = [...query([sieve]), ...second];
  return [
    {
      name: "divides a filtered list into pages",
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, ...sieve.accounts),
        paragraph(...rows),
        py`page = ${asks(scene, paged)}`,
        paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 2)}`, totals(scene, 3)),
      ],
    },
  ];
}

/** Values that no row has. Nothing of them is a pattern, and none of them is ignored. */
function nothingCases(scene: ListScene, sieves: readonly Sieve[]): readonly TestCase[] {
  const texts = sieves.filter((sieve) => sieve.isText);
  if (texts.length === 0) return [];
  const accounts = [
    ...new Map(sieves.flatMap((sieve) => sieve.accounts.map((each) => [each.text, each]))).values(),
  ];
  return [
    {
      name: "lists nothing where nothing matches",
      fixtures: ["client"],
      parameters: [
        { names: [{ name: "value", type: py`str` }], values: py`["nobody", "", "%", "' OR 1=1 --"]` },
        {
          names: [{ name: "parameter", type: py`str` }],
          values: py`[${texts.map(({ filter }) => str(filter.parameter))}]`,
        },
      ],
      body: [
        paragraph(...scene.setup, ...accounts, ...makesFor(scene, sieves, 0, () => true)),
        py`page = ${asksWith(scene, [py`**{parameter: value}`])}`,
        paragraph(
          py`assert ${rowsIn(scene, page)} == []`,
          totals(scene, 0),
          py`assert ${markersAsked(scene, asks(scene))} == ${marks(scene, 0)}`,
        ),
      ],
    },
  ];
}

function refusedCases(scene: ListScene, sieves: readonly Sieve[]): readonly TestCase[] {
  const { operation, act, caller } = scene;
  const texts = sieves.filter((sieve) => sieve.isText);
  const others = sieves.filter((sieve) => !sieve.isText);
  const pairs = [
    ...texts.map(({ filter }) => py`(${str(filter.parameter)}, "nul\0")`),
    ...others.map(({ filter }) => py`(${str(filter.parameter)}, "no such value")`),
  ];
  const asked = request(operation, {
    rows: act.rows,
    query: py`{parameter: value}`,
    ...(caller && { headers: py`${caller}.headers` }),
  });
  return [
    {
      name: "refuses a filter that nothing can match",
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
        py`response = ${asked}`,
        assertInvalid(scene.operation, "parameters", name("parameter")),
      ],
    },
  ];
}
