import { assert } from "#base";
import { type Behaviour, type Entity, elementName, type Field } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, modelAttribute, valueNamed } from "../../blueprint.ts";
import { isUnknownNotFound, placeInBody, type Reference, referencesIn } from "../../references.ts";
import { namesNothing, tooLarge } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { primaryKeyType } from "../keys.ts";
import { model } from "../names.ts";
import { valueClass } from "../shape-types.ts";
import { asyncSession, notFound, type ServiceContext } from "./parts.ts";

export type Total = Extract<Field["meaning"], { readonly kind: "total" }>;

/** The field of a row that is a sum over its lines. */
export function totalOf(entity: Entity): { readonly field: Field; readonly total: Total } | undefined {
  for (const field of entity.fields)
    if (field.meaning.kind === "total") return { field, total: field.meaning };
  return undefined;
}

/** `things = await _named_things(session, details.lines)` */
export function findNamed(context: ServiceContext, reference: Reference): Py {
  const { field, target } = reference;
  const found = py`await _named_${name(target.table)}(session, details.${name(attributeName(field.name))})`;
  return givesPrices(context, reference) ? py`${name(target.table)} = ${found}` : found;
}

/** Whether the rows that lines name say what the lines are worth. */
function givesPrices({ blueprint, operation }: ServiceContext, { field }: Reference): boolean {
  const { behaviour } = operation.meaning;
  const total = "entity" in behaviour ? totalOf(entityNamed(blueprint, behaviour.entity))?.total : undefined;
  return total?.over === field.name && total.price.of === "named";
}

function lineReferences({ blueprint, operation }: ServiceContext): readonly Reference[] {
  return referencesIn(blueprint.domain, operation.meaning).filter(({ line }) => line);
}

/** How a line is called in Python. */
function lineVariable(field: Field): Py {
  const element = attributeName(elementName(field.name));
  // Of some words one and many are the same.
  const taken = ["position", "found", "session", attributeName(field.name)];
  return name(taken.includes(element) ? "one" : element);
}

/** The rows that lines name, each of which must be there. */
export function lineFunctions(context: ServiceContext): ReadonlyMap<string, Py> {
  return new Map(
    lineReferences(context).map((reference) => [
      `_named_${reference.target.table}`,
      namedFunction(context, reference),
    ]),
  );
}

function namedFunction(context: ServiceContext, reference: Reference): Py {
  const { blueprint, operation } = context;
  const { field, target, line } = reference;
  const { behaviour } = operation.meaning;
  const isUsed = givesPrices(context, reference);
  assert(line && "body" in behaviour, "lines name rows");
  const variable = lineVariable(field);
  const lines = name(attributeName(field.name));
  const key = py`${variable}.${name(attributeName(line.member.name))}`;
  const found = imported(`app.${target.table}.queries`, `find_${target.table}`);
  const place = placeInBody(behaviour.body, field).map((part) => str(part));
  const isNotFound = isUnknownNotFound(operation.meaning);
  const refusal = isNotFound
    ? notFound(target)
    : py`${imported("app.errors", "unknown_row")}(${[str(namesNothing(target)), ...place, py`str(position)`, str(line.member.name)]})`;
  const type = py`dict[${primaryKeyType(target)}, ${model(blueprint, target.name)}]`;
  return py`
    async def _named_${name(target.table)}(session: ${asyncSession()}, ${lines}: list[${valueClass(blueprint, line.value.name, "input")}]) -> ${isUsed ? type : py`None`}:
        found = await ${found}(session, {${key} for ${variable} in ${lines}})
        for ${isNotFound ? py`${variable} in ${lines}` : py`position, ${variable} in enumerate(${lines})`}:
            if ${key} not in found:
                raise ${refusal}
        ${isUsed && py`return found`}`;
}

/** `total_price=_sum_order_items(details.order_items, menu_items)` */
export function totalArguments({ blueprint, operation }: ServiceContext, entity: Entity): readonly Py[] {
  const summed = totalOf(entity);
  if (!summed || operation.meaning.behaviour.kind !== "create") return [];
  const { field, total } = summed;
  const lines = name(attributeName(total.over));
  const named = namedTarget(blueprint, entity, total);
  const given = [py`details.${lines}`, ...(named ? [name(named.target.table)] : [])];
  return [py`${name(modelAttribute(field))}=_sum_${lines}(${given}),`];
}

/** `row.total = _sum_lines(changes.lines)`, where a change may bring another list. */
export function sumAgain({ operation }: ServiceContext, entity: Entity, variable: Py): Py | undefined {
  const summed = totalOf(entity);
  const { behaviour } = operation.meaning;
  const given =
    "body" in behaviour && behaviour.body?.fields.find(({ field }) => field === summed?.total.over);
  if (!summed || !given) return undefined;
  const lines = name(attributeName(summed.total.over));
  const assigned = py`${variable}.${name(modelAttribute(summed.field))} = _sum_${lines}(changes.${lines})`;
  return given.required
    ? assigned
    : py`
      if changes.${lines} is not None:
          ${assigned}`;
}

/** Whether an operation brings the list over which a sum is taken. */
export function bringsSum(behaviour: Behaviour, entity: Entity | undefined): boolean {
  const over = entity && totalOf(entity)?.total.over;
  const isGiven = "body" in behaviour && behaviour.body?.fields.some(({ field }) => field === over);
  return behaviour.kind === "create" || (behaviour.kind === "update" && isGiven === true);
}

/** Where prices are those of rows that the lines name: by which member, and of which entity. */
export function namedTarget(
  blueprint: Blueprint,
  entity: Entity,
  { over, price }: Total,
): { readonly member: string; readonly target: Entity } | undefined {
  const list = entity.fields.find(({ name: each }) => each === over)?.meaning;
  if (price.of === "line" || list?.kind !== "objects" || !list.names) return undefined;
  return { member: list.names.member, target: entityNamed(blueprint, list.names.entity) };
}

/** What lines come to: as much as can be kept. */
export function totalFunctions(
  { blueprint, operation }: ServiceContext,
  entity: Entity,
): ReadonlyMap<string, Py> {
  const { behaviour } = operation.meaning;
  const summed = totalOf(entity);
  const list = entity.fields.find(({ name: each }) => each === summed?.total.over);
  if (!summed || !list || list.meaning.kind !== "objects" || !("body" in behaviour)) return new Map();
  const { total } = summed;
  const { value } = valueNamed(blueprint, list.meaning.value);
  const named = namedTarget(blueprint, entity, total);
  const variable = lineVariable(list);
  const lines = name(attributeName(list.name));
  const type =
    total.type === "integer" ? py`int` : total.type === "number" ? py`float` : imported("decimal", "Decimal");
  const rows = named && name(named.target.table);
  const parameters = [
    py`${lines}: list[${valueClass(blueprint, list.meaning.value, "input")}]`,
    ...(named && rows
      ? [py`${rows}: dict[${primaryKeyType(named.target)}, ${model(blueprint, named.target.name)}]`]
      : []),
  ];
  const price =
    named && rows
      ? py`${rows}[${variable}.${name(attributeName(named.member))}].${name(attributeName(total.price.field))}`
      : py`${variable}.${name(attributeName(total.price.field))}`;
  const place = placeInBody(behaviour.body, list).map((part) => str(part));
  const much = imported("app.errors", "too_much");
  const worth = py`sum(${lineWorth(value.fields, total, price, variable)} for ${variable} in ${lines})`;
  return new Map([
    [
      `_sum_${lines.text}`,
      py`
        def _sum_${lines}(${parameters}) -> ${type}:
            total = ${worth}
            if total > ${imported("app.schemas", "BIGINT_MAX")}:
                raise ${much}(${[str(tooLarge), ...place]})
            return total`,
    ],
  ]);
}

function lineWorth(fields: readonly Field[], { quantity, discount }: Total, price: Py, variable: Py): Py {
  const member = (title: string, empty: number): Py => {
    const field = fields.find(({ name: each }) => each === title);
    const held = py`${variable}.${name(attributeName(title))}`;
    return field?.optional && field.default === undefined ? py`(${held} or ${empty})` : held;
  };
  const many = quantity === undefined ? price : py`${price} * ${member(quantity, 1)}`;
  return discount === undefined ? many : py`max(${many} - ${member(discount, 0)}, 0)`;
}

function isEnd({ meaning }: Field): boolean {
  return meaning.kind === "ends-after";
}

/** Whether some operation refuses what comes to more than can be kept. */
export function sumsUp({ domain }: Pick<Blueprint, "domain">): boolean {
  return domain.operations.some(({ behaviour }) => {
    const entity =
      "entity" in behaviour && domain.entities.find(({ name: each }) => each === behaviour.entity);
    const isSum = entity && (totalOf(entity) !== undefined || entity.fields.some(isEnd));
    return behaviour.kind === "create" && isSum;
  });
}
