import { fieldOf } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import type { Act } from "../acts.ts";
import { request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { beyondLimits, takesAnyText } from "../filter-values.ts";
import { isAmong, type Kit, type OperationOf, shownFieldsOf, variable } from "../kit.ts";
import { spellValue } from "../long-values.ts";
import { eachOnce } from "../references.ts";
import { grants } from "../role-support.ts";
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
import { dynamicQuery, standingOf } from "./list-standing.ts";

const page = name("page");

/** Every filter alone, all of them together, and values that nothing has. */
export function filterCases(scene: ListScene): readonly TestCase[] {
  const { filters } = scene.operation.meaning.behaviour;
  const sieves = filters.flatMap((filter) => sieveOf(scene, filter) ?? []);
  const apart = apartFrom(sieves);
  return [
    ...sieves.map((sieve) => aloneCase(scene, sieve)),
    ...(apart.length > 1 ? [togetherCase(scene, apart)] : []),
    ...sieves.flatMap((sieve) => wholeCase(scene, sieve)),
    ...pagedCase(
      scene,
      sieves.find((sieve) => !isMarked(scene, sieve)),
    ),
    ...nothingCases(scene, sieves),
    ...refusedCases(scene, sieves),
  ];
}

/** Of sieves on one field the first, whose rows others of them would undo. */
function apartFrom(sieves: readonly Sieve[]): readonly Sieve[] {
  return sieves.filter(
    ({ field, clock }, index) =>
      !sieves
        .slice(0, index)
        .some((other) => (field !== undefined && other.field === field) || (clock && other.clock)),
  );
}

/** Whether rows pass by the very field that tells them apart. */
function isMarked({ marker }: ListScene, { field }: Sieve): boolean {
  return field?.name === marker.name;
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
  const under = sieves.find((sieve) => sieve.below);
  const below = under?.below?.(passes(under));
  const more = sieves
    .filter((sieve) => !isMarked(scene, sieve))
    .flatMap((sieve) => sieve.details(passes(sieve), number));
  const made = makes(scene, literal(mark(scene, number)), {
    ...(account && { by: account }),
    ...(below && { below }),
    more,
  });
  const clocks = sieves.flatMap((sieve) => sieve.clock?.(passes(sieve)) ?? []);
  const afters = sieves.flatMap((sieve) => sieve.after?.(row, passes(sieve)) ?? []);
  return [...clocks, ...(afters.length === 0 ? [made] : [assign(row, made), ...afters])];
}

function query(sieves: readonly Sieve[]): readonly (readonly [string, Py])[] {
  return sieves.map(({ filter, wanted }) => [filter.parameter, wanted]);
}

function fixturesOf(sieves: readonly Sieve[]): TestCase["fixtures"] {
  return sieves.some(({ clock }) => clock) ? ["client", "set_clock"] : ["client"];
}

function aloneCase(scene: ListScene, sieve: Sieve): TestCase {
  const rows = [true, false, true].flatMap((passes, number) =>
    makesFor(scene, [sieve], number, () => passes),
  );
  // Where the marker is what is asked for, no two rows have it.
  const found = isMarked(scene, sieve) && !sieve.filter.several ? [0] : inOrder(scene, 0, 2);
  return {
    name: `filters by ${sieve.filter.parameter}`,
    fixtures: fixturesOf([sieve]),
    body: [
      paragraph(...arranges(scene, [sieve])),
      paragraph(...rows),
      py`page = ${asks(scene, query([sieve]))}`,
      paragraph(
        py`assert ${markersIn(scene, page)} == ${marks(scene, ...found)}`,
        totals(scene, found.length),
      ),
    ],
  };
}

/** Statements before any row: those of every test of the list, and what the filters ask for. */
function arranges({ setup, create, owner }: ListScene, sieves: readonly Sieve[]): readonly Py[] {
  const wanted = sieves.flatMap(({ accounts }) => accounts);
  return eachOnce([...setup, ...wanted, ...(owner ? grants(create, owner) : [])]);
}

function togetherCase(scene: ListScene, sieves: readonly Sieve[]): TestCase {
  const all = makesFor(scene, sieves, 0, () => true);
  const others = sieves.flatMap((failing, index) =>
    makesFor(scene, sieves, index + 1, (sieve) => sieve !== failing),
  );
  return {
    name: "lists only what passes every filter",
    fixtures: fixturesOf(sieves),
    body: [
      paragraph(...arranges(scene, sieves)),
      paragraph(...all, ...others),
      py`page = ${asks(scene, query(sieves))}`,
      paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 0)}`, totals(scene, 1)),
    ],
  };
}

/** Filtering by one of several values hides none of the others. */
function wholeCase(scene: ListScene, { filter, wanted }: Sieve): readonly TestCase[] {
  const { kit, entity, operation } = scene;
  const field =
    filter.by.kind === "contains" && filter.by.member === undefined
      ? fieldOf(entity, filter.by.field)
      : undefined;
  const shown = shownFieldsOf(kit, operation.meaning.behaviour.answer.representation);
  if (!field || !isAmong(shown, field)) return [];
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
      fixtures: fixturesOf([sieve]),
      body: [
        paragraph(...arranges(scene, [sieve])),
        paragraph(...rows),
        py`page = ${asks(scene, paged)}`,
        paragraph(py`assert ${markersIn(scene, page)} == ${marks(scene, 2)}`, totals(scene, 3)),
      ],
    },
  ];
}

/** Values that no row has. Nothing of them is a pattern, and none of them is ignored. */
function nothingCases(scene: ListScene, sieves: readonly Sieve[]): readonly TestCase[] {
  // Of values that one text spells, an empty one asks for none.
  const texts = sieves.filter(
    ({ isText, filter }) => isText && (filter.several ?? "repeated") === "repeated" && takesAnyText(filter),
  );
  const asked = texts.map(({ filter }) => filter.parameter);
  const standing = scene.standing.query.filter(([parameter]) => !asked.includes(parameter));
  if (texts.length === 0) return [];
  return [
    {
      name: "lists nothing where nothing matches",
      fixtures: fixturesOf(sieves),
      parameters: [
        { names: [{ name: "value", type: py`str` }], values: py`["nobody", "", "%", "' OR 1=1 --"]` },
        {
          names: [{ name: "parameter", type: py`str` }],
          values: py`[${texts.map(({ filter }) => str(filter.parameter))}]`,
        },
      ],
      body: [
        paragraph(...arranges(scene, sieves), ...makesFor(scene, apartFrom(sieves), 0, () => true)),
        py`page = ${asksWith(scene, [py`**${dynamicQuery({ ...scene.standing, query: standing })}`])}`,
        paragraph(
          py`assert ${rowsIn(scene, page)} == []`,
          totals(scene, 0),
          py`assert ${markersAsked(scene, asks(scene))} == ${marks(scene, 0)}`,
        ),
      ],
    },
  ];
}

/** How a list is asked for, whether or not a test can make rows of it. */
type Asking = Pick<ListScene, "operation" | "act" | "caller" | "standing">;

/** Wrong values for the filters of a list of which tests cannot tell the rows apart. */
export function filterRefusals(kit: Kit, operation: OperationOf<"list">, act: Act): readonly TestCase[] {
  const standing = standingOf(kit, operation);
  return refusedCases({ operation, act, standing, ...(act.caller && { caller: act.caller }) }, []);
}

function refusedCases(scene: Asking, sieves: readonly Sieve[]): readonly TestCase[] {
  const all = [...sieves, ...askedOtherwise(scene, sieves)];
  const alone = all.filter(({ filter }) => !filter.several);
  const lists = all.filter(({ filter }) => filter.several);
  return [
    ...refusedCase(scene, "refuses a filter that nothing can match", alone, name("parameter")),
    ...refusedCase(
      scene,
      "refuses one of several values that nothing can match",
      lists,
      py`f"{parameter}.0"`,
    ),
  ];
}

/** What a value that nothing can match is told by. */
type Refused = Pick<Sieve, "filter" | "isText" | "isSearch">;

/** Filters of the query of which no sieve is made: wrong values of theirs are refused all the same. */
function askedOtherwise({ operation }: Asking, sieves: readonly Sieve[]): readonly Refused[] {
  const known = new Set(sieves.map(({ filter }) => filter.parameter));
  const asked = new Set(
    operation.contract.parameters.flatMap(({ in: where, name: title }) => (where === "query" ? [title] : [])),
  );
  return operation.meaning.behaviour.filters
    .filter(({ parameter }) => asked.has(parameter) && !known.has(parameter))
    .map((filter) => ({ filter, isText: filter.type === "string" && filter.values === undefined }));
}

function refusedCase(
  scene: Asking,
  title: string,
  sieves: readonly Refused[],
  place: Py,
): readonly TestCase[] {
  const { operation, act, caller } = scene;
  const texts = sieves.filter(({ isText, isSearch }) => isText || isSearch);
  const others = sieves.filter(({ isText, isSearch }) => !isText && !isSearch);
  const pairs = [
    ...texts.map(({ filter }) => py`(${str(filter.parameter)}, "nul\0")`),
    ...others.map(({ filter }) => py`(${str(filter.parameter)}, "no such value")`),
    ...sieves.flatMap(({ filter }) =>
      beyondLimits(filter).map((value) => py`(${str(filter.parameter)}, ${spellValue(value)})`),
    ),
  ];
  // A limit may keep out what is no such value anyhow.
  const distinct = [...new Map(pairs.map((pair) => [pair.text, pair])).values()];
  if (distinct.length === 0) return [];
  const asked = request(operation, {
    rows: act.rows,
    query: dynamicQuery(scene.standing),
    ...(caller && { headers: py`${caller}.headers` }),
  });
  return [
    {
      name: title,
      fixtures: ["client"],
      parameters: [
        {
          names: [
            { name: "parameter", type: py`str` },
            { name: "value", type: py`str` },
          ],
          values: py`[${commaList(distinct)}]`,
        },
      ],
      body: [
        paragraph(...act.statements),
        py`response = ${asked}`,
        assertInvalid(scene.operation, "parameters", place),
      ],
    },
  ];
}
