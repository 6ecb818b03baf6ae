import { type Field, type FilterLanguage, type FilterTerm, fieldOf } from "#domain";
import { commaList, formatted, type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { shownFieldsOf } from "../kit.ts";
import { isFreeText, sampleValue } from "../values.ts";
import {
  type AskedList,
  asks,
  inOrder,
  type ListScene,
  makes,
  mark,
  markersIn,
  marks,
  orderOf,
  totals,
} from "./list-scene.ts";

const page = name("page");

/** Conditions in one text: by each term that tests can give rows, by several at once, and those that say nothing. */
export function termCases(scene: ListScene): readonly TestCase[] {
  const { language, order } = scene.operation.meaning.behaviour;
  if (!language) return [];
  if (scene.marker.meaning.kind !== "scalar" || orderOf(scene).by === "field") return termRefusals(scene);
  const kept = order.length > 0 ? valuedTerms(scene, language) : [];
  return [
    ...kept.flatMap((term) => valueCases(scene, language, term)),
    ...keyCase(scene, language),
    ...sinceCase(scene, language, kept[0]),
    ...termRefusals(scene),
  ];
}

interface Valued {
  readonly term: FilterTerm;
  readonly field: Field;
  /** Two values that a text can spell, as rows keep them. */
  readonly values: readonly [JsonLike, JsonLike];
}

/** Terms whose fields bodies give. */
function valuedTerms(scene: ListScene, { terms }: FilterLanguage): readonly Valued[] {
  const given = new Set(scene.create.meaning.behaviour.body.fields.map(({ field }) => field));
  return terms.flatMap((term) => {
    const field = fieldOf(scene.entity, term.field);
    if (!field || term.by !== "any" || !given.has(field.name) || field.name === scene.marker.name) return [];
    const values = spellable(scene, field);
    return values ? [{ term, field, values }] : [];
  });
}

function spellable({ kit, entity }: ListScene, field: Field): readonly [JsonLike, JsonLike] | undefined {
  const { minLength = 0, maxLength = 5 } = field.bounds;
  const isFree = isFreeText(field) && field.bounds.format === undefined;
  const [one, other] = isFree
    ? [0, 1].map((number) => ["first", "other"][number]?.slice(0, maxLength).padEnd(minLength, "x"))
    : [0, 1].map((number) => sampleValue(kit, entity, field, number));
  const isPlain = (value: JsonLike | undefined): value is JsonLike =>
    value !== undefined && /^[^\s,:]+$/.test(String(value));
  return isPlain(one) && isPlain(other) && one !== other ? [one, other] : undefined;
}

function asked(scene: ListScene, { parameter }: FilterLanguage, text: Py): Py {
  return asks(scene, [[parameter, text]]);
}

function valueCases(scene: ListScene, language: FilterLanguage, valued: Valued): readonly TestCase[] {
  const { term, field, values } = valued;
  const [one, other] = values;
  const made = [one, other, one].map((value, number) =>
    makes(scene, literal(mark(scene, number)), {
      more: [py`${name(attributeName(field.name))}=${literal(value)}`],
    }),
  );
  const several = language.several && field.meaning.kind !== "constant";
  return [
    {
      name: `finds those whose ${term.name} is asked for`,
      fixtures: ["client"],
      body: [
        paragraph(...scene.setup, ...made),
        py`page = ${asked(scene, language, str(`${term.name}:${String(one)}`))}`,
        paragraph(
          py`assert ${markersIn(scene, page)} == ${marks(scene, ...inOrder(scene, 0, 2))}`,
          totals(scene, 2),
        ),
        ...(several
          ? [
              py`page = ${asked(scene, language, str(`${term.name}:${String(one)},${String(other)}`))}`,
              paragraph(
                py`assert ${markersIn(scene, page)} == ${marks(scene, ...inOrder(scene, 0, 1, 2))}`,
                totals(scene, 3),
              ),
            ]
          : []),
      ],
    },
  ];
}

/** Rows by the key that making them answers. */
function keyCase(scene: ListScene, language: FilterLanguage): readonly TestCase[] {
  const { kit, entity, create } = scene;
  const shown = shownFieldsOf(kit, create.meaning.behaviour.answer.representation);
  const keys = language.terms.filter(
    ({ field, by }) =>
      by === "any" && field === entity.identity.field && shown.some((each) => each.name === field),
  );
  const [first] = keys;
  if (!first) return [];
  const one = name("one");
  const other = name("other");
  const value = (row: Py): Py => py`${row}[${str(first.field)}]`;
  const texts = keys.map(({ name: term }) => formatted([`${term}:`, value(one)]));
  const both = formatted([`${first.name}:`, value(one), ",", value(other)]);
  return [
    {
      name: `finds those whose ${keys.map(({ name: term }) => term).join(" or ")} is asked for`,
      fixtures: ["client"],
      body: [
        paragraph(
          ...scene.setup,
          py`one = ${makes(scene, literal(mark(scene, 0)))}`,
          makes(scene, literal(mark(scene, 1))),
          py`${language.several && py`other = `}${makes(scene, literal(mark(scene, 2)))}`,
        ),
        paragraph(
          py`pages = [${commaList(texts.map((text) => asked(scene, language, text)))}]`,
          py`assert [${markersIn(scene, page)} for page in pages] == ${literal(texts.map(() => [mark(scene, 0)]))}`,
        ),
        ...(language.several
          ? [
              paragraph(
                py`page = ${asked(scene, language, both)}`,
                py`assert sorted(${markersIn(scene, page)}, key=str) == ${literal(
                  [mark(scene, 0), mark(scene, 2)].toSorted((left, right) =>
                    String(left) < String(right) ? -1 : 1,
                  ),
                )}`,
              ),
            ]
          : []),
      ],
    },
  ];
}

const spans: Readonly<Record<string, string>> = { h: "hours", d: "days", w: "weeks" };

/** Rows that were made no longer ago than a span, alone and beside another condition. */
function sinceCase(
  scene: ListScene,
  language: FilterLanguage,
  beside: Valued | undefined,
): readonly TestCase[] {
  const { entity } = scene;
  const [unit = "d"] = language.units;
  const term = language.terms.find(
    ({ field, by }) => by === "since" && fieldOf(entity, field)?.meaning.kind === "created-at",
  );
  if (!term) return [];
  const made = (number: number, value?: JsonLike): Py =>
    makes(scene, literal(mark(scene, number)), {
      more: beside
        ? [py`${name(attributeName(beside.field.name))}=${literal(value ?? beside.values[0])}`]
        : [],
    });
  const advance = py`set_clock.advance(${name(spans[unit] ?? "days")}=1)`;
  const text = (count: number): string => `${term.name}:${count}${unit}`;
  return [
    {
      name: `finds those whose ${term.name} is no longer ago than asked`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...scene.setup, made(0), advance, made(1, beside?.values[1]), advance, made(2)),
        paragraph(
          py`pages = [${commaList([1, 2].map((count) => asked(scene, language, str(text(count)))))}]`,
          py`assert [${markersIn(scene, page)} for page in pages] == [${commaList([marks(scene, ...inOrder(scene, 1, 2)), marks(scene, ...inOrder(scene, 0, 1, 2))])}]`,
        ),
        ...(beside
          ? [
              paragraph(
                py`page = ${asked(scene, language, str(`${beside.term.name}:${String(beside.values[0])} ${text(1)}`))}`,
                py`assert ${markersIn(scene, page)} == ${marks(scene, 2)}`,
              ),
            ]
          : []),
      ],
    },
  ];
}

/** Conditions that say nothing, whatever rows there are. */
export function termRefusals({
  operation,
  act,
  caller,
  entity,
  standing: { query: kept },
}: AskedList & Pick<ListScene, "entity">): readonly TestCase[] {
  const { language } = operation.meaning.behaviour;
  if (!language) return [];
  const { parameter, terms } = language;
  const since = terms.find(({ by }) => by === "since");
  const listed = terms.find(
    ({ field, by }) => by === "any" && fieldOf(entity, field)?.meaning.kind === "enum",
  );
  const [first] = terms;
  const values: readonly (readonly [string, string])[] = [
    ["nonsense", parameter],
    [":", parameter],
    [`${first?.name ?? ""}:`, parameter],
    ["no_such_field:1", `${parameter}.no_such_field`],
    ...(since ? ([[`${since.name}:yesterday`, `${parameter}.${since.name}`]] as const) : []),
    ...(since ? ([[`${since.name}:99999999999d`, `${parameter}.${since.name}`]] as const) : []),
    ...(listed ? ([[`${listed.name}:no_such_value`, `${parameter}.${listed.name}.0`]] as const) : []),
  ];
  const standing = kept.map(([each, given]) => py`${str(each)}: ${given}`);
  const query = py`{${commaList([...standing, py`${str(parameter)}: value`])}}`;
  return [
    {
      name: "refuses conditions that it does not know",
      fixtures: ["client"],
      parameters: [
        {
          names: [
            { name: "value", type: py`str` },
            { name: "place", type: py`str` },
          ],
          values: py`[${commaList(values.map(([value, place]) => py`(${str(value)}, ${str(place)})`))}]`,
        },
      ],
      body: [
        paragraph(...act.statements),
        py`response = ${request(operation, {
          rows: act.rows,
          query,
          ...(caller && { headers: py`${caller}.headers` }),
        })}`,
        assertInvalid(operation, "parameters", name("place")),
      ],
    },
  ];
}
