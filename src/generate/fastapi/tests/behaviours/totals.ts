import { type Bounds, type Entity, type Field, fieldOf, type ValueObject } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { namedTarget, type Total, totalOf } from "../../app/services/lines.ts";
import { tooLarge } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { call, details, placeOf, request } from "../calls.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { assertInvalid } from "../error-support.ts";
import { entityIn, type Kit } from "../kit.ts";
import { eachOnce, type NamedRow } from "../references.ts";
import { type Scene, sceneOf } from "../scenes.ts";
import { assign } from "../statements.ts";
import { sampleObject } from "../value-samples.ts";
import type { CreateScene } from "./create-scene.ts";

interface Summed {
  readonly field: Field;
  readonly total: Total;
  readonly list: Field;
  readonly value: ValueObject;
}

function summedIn(kit: Kit, entity: Entity): Summed | undefined {
  const found = totalOf(entity);
  const list = found && fieldOf(entity, found.total.over);
  const meaning = list?.meaning;
  const value = kit.domain.values.find((each) => meaning?.kind === "objects" && each.name === meaning.value);
  return found && list && value ? { ...found, list, value } : undefined;
}

/** What the total of a row is whose one line is as tests of rows that name others have it. */
export function namedTotal(
  kit: Kit,
  entity: Entity,
  named: readonly NamedRow[],
): readonly (readonly [string, Py])[] {
  const summed = summedIn(kit, entity);
  const row = named.find(({ field }) => field === summed?.list);
  if (!summed || !row) return [];
  const { field, total, value } = summed;
  const sample = sampleObject(kit, value, { number: 1, isSmall: false, depth: 0 });
  const of = (member: string | undefined, empty: number): Py =>
    member === undefined ? literal(empty) : literal(sample[member] ?? empty);
  const price =
    total.price.of === "named" ? py`${row.holder}[${str(total.price.field)}]` : of(total.price.field, 0);
  const many = total.quantity === undefined ? price : py`${price} * ${of(total.quantity, 1)}`;
  const worth = total.discount === undefined ? many : py`max(${many} - ${of(total.discount, 0)}, 0)`;
  return [[field.name, worth]];
}

/** Lines of several rows: as many as are asked for, less what is taken off, and never less than nothing. */
export function totalCases(scene: CreateScene): readonly TestCase[] {
  const { kit, operation, made, sight } = scene;
  const entity = entityIn(kit, operation.meaning.behaviour.entity);
  const summed = summedIn(kit, entity);
  const lines = summed && linesOf(kit, entity, summed);
  if (!summed || !lines) return [];
  // Also of rows that nothing shows no more is taken than can be kept.
  if (!sight?.shown.includes(summed.field)) return largeCase(scene, summed, lines);
  const { field, list } = summed;
  const keyword = name(attributeName(list.name));
  const { statements, row } = made([py`${keyword}=[${commaList(lines.lines)}]`]);
  return [
    {
      name: `sums ${list.name} up`,
      fixtures: ["client"],
      body: [
        paragraph(...lines.statements, ...statements),
        py`assert ${row}[${str(field.name)}] == ${lines.worth}`,
        py`assert ${sight.see(field)} == ${sight.expect(literal(lines.worth))}`,
      ],
    },
    ...largeCase(scene, summed, lines),
  ];
}

interface Lines {
  readonly statements: readonly Py[];
  readonly lines: readonly Py[];
  readonly worth: number;
  /** What the first line alone is worth, and how many statements it needs. */
  readonly first: number;
  readonly firstStatements: number;
  /** What comes to more than can be kept. */
  readonly large: readonly Py[];
}

/** Two lines: of 250 thrice less 20, and of 1000 less 1500, which is none. */
function linesOf(kit: Kit, entity: Entity, { total, list, value }: Summed): Lines | undefined {
  const named = namedTarget(kit.blueprint, entity, total);
  const member = (title: string | undefined): Field | undefined =>
    value.fields.find(({ name: each }) => each === title);
  const names = list.meaning.kind === "objects" ? list.meaning.names : undefined;
  const target = names && entityIn(kit, names.entity);
  const scenes = [250, 1000].map((price, index) => {
    if (named) return pricedRow(kit, named.target, total.price.field, price, index);
    return target && sceneOf(kit, target.name);
  });
  if (target && scenes.some((scene) => scene === undefined)) return undefined;
  const allows = (title: string | undefined, number: number): boolean => {
    const field = title === undefined ? undefined : member(title);
    return field === undefined || fits(field.bounds, number);
  };
  const quantities = total.quantity === undefined ? [1, 1] : [3, 1];
  const discounts = total.discount === undefined ? [0, 0] : [20, 1500];
  if (!quantities.every((each) => allows(total.quantity, each))) return undefined;
  if (!discounts.every((each) => allows(total.discount, each))) return undefined;
  if (!named && ![250, 1000].every((each) => allows(total.price.field, each))) return undefined;
  const line = (
    index: number,
    many = literal(quantities[index] ?? 1),
    each = literal([250, 1000][index] ?? 0),
  ): Py => {
    const sample = sampleObject(kit, value, { number: 0, isSmall: true, depth: 0 });
    const own: Record<string, Py> = Object.fromEntries(
      Object.entries(sample).map(([key, value]) => [key, literal(value)]),
    );
    if (names && target) own[names.member] = keyOfRow(scenes[index], target);
    if (!named) own[total.price.field] = each;
    if (total.quantity !== undefined) own[total.quantity] = many;
    if (total.discount !== undefined) own[total.discount] = literal(discounts[index] ?? 0);
    return py`{${commaList(Object.entries(own).map(([key, value]) => py`${str(key)}: ${value}`))}}`;
  };
  const worth = [250, 1000]
    .map((price, index) => Math.max(price * (quantities[index] ?? 1) - (discounts[index] ?? 0), 0))
    .reduce((sum, each) => sum + each, 0);
  const huge = py`2**62`;
  const large = isEndless(member(total.quantity))
    ? [line(1, huge)]
    : !named && isEndless(member(total.price.field))
      ? [line(0, undefined, huge), line(1, undefined, huge)]
      : [];
  return {
    statements: eachOnce(scenes.flatMap((scene) => scene?.statements ?? [])),
    lines: [line(0), line(1)],
    worth,
    first: 250 * (quantities[0] ?? 1) - (discounts[0] ?? 0),
    firstStatements: scenes[0]?.statements.length ?? 0,
    large,
  };
}

/** Whether a number may be as large as a column holds. */
function isEndless(field: Field | undefined): boolean {
  const { maximum, exclusiveMaximum } = field?.bounds ?? {};
  const isNumber = field?.meaning.kind === "scalar" && /^(integer|number)$/.test(field.meaning.type);
  return isNumber && maximum === undefined && exclusiveMaximum === undefined;
}

/** A row with a price, in a variable of its own. */
function pricedRow(kit: Kit, target: Entity, field: string, price: number, index: number): Scene | undefined {
  const found = fieldOf(target, field);
  const scene = found && fits(found.bounds, price) ? sceneOf(kit, target.name, { before: true }) : undefined;
  if (!found || !scene || scene.create.meaning.behaviour.kind !== "create") return undefined;
  const row = index === 0 ? scene.row : name(`other_${scene.row.text}`);
  const made = call(scene.create, {
    rows: scene.rows,
    ...(scene.owner && { account: scene.owner }),
    extra: details([[found, price]]),
  });
  return { ...scene, row, statements: [...scene.statements, assign(row, made)] };
}

function keyOfRow(scene: Scene | undefined, target: Entity): Py {
  return scene ? py`${scene.row}[${str(target.identity.field)}]` : py`None`;
}

/** What comes to more than a column holds. */
function largeCase(scene: CreateScene, { list }: Summed, { statements, large }: Lines): readonly TestCase[] {
  const { operation, act } = scene;
  if (large.length === 0) return [];
  const sent = request(operation, {
    rows: act.rows,
    body: py`{**${act.body}, ${str(list.name)}: [${commaList(large)}]}`,
    ...(act.caller && { headers: py`${act.caller}.headers` }),
  });
  return [
    {
      name: `refuses ${list.name} that come to more than can be kept`,
      fixtures: ["client"],
      body: [
        paragraph(...statements, ...act.statements),
        py`response = ${sent}`,
        assertInvalid(operation, "body", placeOf(operation, list.name), py`because=${str(tooLarge)}`),
      ],
    },
  ];
}

function fits(
  { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf }: Bounds,
  value: number,
): boolean {
  return (
    value >= (minimum ?? value) &&
    value <= (maximum ?? value) &&
    value > (exclusiveMinimum ?? value - 1) &&
    value < (exclusiveMaximum ?? value + 1) &&
    (multipleOf === undefined || Number.isInteger(value / multipleOf))
  );
}

/** Rows that are worth something: what each is made with, and how much it is worth. */
export interface Worth {
  readonly statements: readonly Py[];
  readonly extra: (index: number) => readonly Py[];
  readonly amount: (index: number) => number;
}

/** How a test makes rows of different worth: by lines that come to it, or by the field itself. */
export function worthOf(kit: Kit, entity: Entity, field: Field): Worth | undefined {
  const summed = summedIn(kit, entity);
  if (summed?.field === field) {
    const lines = linesOf(kit, entity, summed);
    const [first] = lines?.lines ?? [];
    const keyword = name(attributeName(summed.list.name));
    if (!lines || !first || summed.total.quantity === undefined) return undefined;
    const several = (index: number): readonly Py[] => Array.from({ length: index + 1 }, () => first);
    return {
      statements: lines.statements.slice(0, lines.firstStatements),
      extra: (index) => [py`${keyword}=[${commaList(several(index))}]`],
      amount: (index) => lines.first * (index + 1),
    };
  }
  const amounts = [10, 30, 50, 70, 90, 110];
  if (!amounts.every((amount) => fits(field.bounds, amount))) return undefined;
  const amount = (index: number): number => amounts[index % amounts.length] ?? 10;
  return { statements: [], extra: (index) => details([[field, amount(index)]]), amount };
}
