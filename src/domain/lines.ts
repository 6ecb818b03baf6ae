import type { Contract } from "#contract";
import type { Entity, Field, FieldMeaning, ScalarType, ValueObject } from "./domain.ts";
import { readListBody } from "./list-bodies.ts";
import { hasWord } from "./names.ts";
import { namedEntity } from "./references.ts";
import type { Resource } from "./resources.ts";
import { givenProperties } from "./schemas.ts";
import type { DomainSettings } from "./settings.ts";
import { objectsIn } from "./value-shapes.ts";

/** Entities and objects of rows, with what the objects name and what is summed up over them. */
export interface LineReading {
  readonly entities: readonly Entity[];
  readonly values: readonly ValueObject[];
}

type Objects = Extract<FieldMeaning, { readonly kind: "objects" }>;

/** Finds lists of objects that name rows of other entities, and totals over them. */
export function readLines(
  contract: Contract,
  entities: readonly Entity[],
  values: readonly ValueObject[],
  resources: readonly Resource[],
  settings: DomainSettings,
): LineReading {
  const makers = entities.filter((_, index) => resources[index]?.inputs.some(({ creates }) => creates));
  const named = new Map<string, ValueObject>();
  const withNames = entities.map((entity, index) => ({
    ...entity,
    fields: entity.fields.map((field): Field => {
      const { meaning } = field;
      const value =
        meaning.kind === "objects" ? values.find(({ name }) => name === meaning.value) : undefined;
      const holders = [...entities, ...values].flatMap(({ fields }) => fields);
      const isOwn = value && holders.filter(holds(value.name)).length === 1;
      const isKept =
        value && isOwn && makers.includes(entity) && !isChanged(contract, resources[index], field);
      if (meaning.kind !== "objects" || !value || !isKept) return field;
      const found = namedBy(value, entity, makers);
      if (!found || settings.references?.[`${entity.name}.${field.name}`] === "none") return field;
      named.set(value.name, withReference(value, found.member, found.target));
      return {
        ...field,
        meaning: { ...meaning, names: { member: found.member, entity: found.target.name } },
      };
    }),
  }));
  const known = values.map((value) => named.get(value.name) ?? value);
  return {
    values: known,
    entities: withNames.map((entity, index) => {
      if (
        entity.fields.some(
          (field) => field.meaning.kind === "objects" && isChanged(contract, resources[index], field),
        )
      )
        return entity;
      const given = (resources[index]?.inputs ?? []).flatMap(({ schema }) =>
        givenProperties(contract, schema),
      );
      return withTotal(entity, withNames, known, new Set(given.map(({ name }) => name)));
    }),
  };
}

/** Whether rows are made several at once, or a list of theirs is another later: what it names is not looked at there yet. */
function isChanged(contract: Contract, resource: Resource | undefined, { name }: Field): boolean {
  return (resource?.inputs ?? []).some(
    ({ shape, schema, creates }) =>
      (creates && readListBody(contract, shape) !== undefined) ||
      (!creates && givenProperties(contract, schema).some((property) => property.name === name)),
  );
}

function holds(name: string) {
  return ({ meaning }: Field): boolean => objectsIn(meaning).includes(name);
}

/** The one member by which an object that is given names a row. */
function namedBy(
  { fields, given }: ValueObject,
  entity: Entity,
  targets: readonly Entity[],
): { readonly member: string; readonly target: Entity } | undefined {
  const required = new Set(given.filter((each) => each.required).map(({ field }) => field));
  const found = fields.flatMap((field) => {
    const target = required.has(field.name) ? namedEntity(field, entity, targets) : undefined;
    return target && target !== entity ? [{ member: field.name, target }] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}

function withReference(value: ValueObject, member: string, { name }: Entity): ValueObject {
  return {
    ...value,
    fields: value.fields.map((field) =>
      field.name === member ? { ...field, refersTo: { entity: name, onDelete: "refuse" as const } } : field,
    ),
  };
}

const totalWords: ReadonlySet<string> = new Set(["total", "sum"]);
const priceWords: ReadonlySet<string> = new Set(["price", "cost", "fee", "rate"]);
const quantityWords: ReadonlySet<string> = new Set(["quantity", "qty", "count", "pieces", "units"]);
const discountWords: ReadonlySet<string> = new Set(["discount", "reduction", "rebate"]);
const shareWords: ReadonlySet<string> = new Set(["percent", "percentage", "share", "ratio", "rate"]);

/** A number that no body gives and that is called a total, over the one list of lines with prices. */
function withTotal(
  entity: Entity,
  entities: readonly Entity[],
  values: readonly ValueObject[],
  given: ReadonlySet<string>,
): Entity {
  const totals = entity.fields.filter(
    (field) => !given.has(field.name) && numberOf(field) !== undefined && hasWord(field.name, totalWords),
  );
  const lists = entity.fields.filter(
    (field): field is Field & { readonly meaning: Objects } => field.meaning.kind === "objects",
  );
  const [total, ...otherTotals] = totals;
  const [list, ...otherLists] = lists;
  if (!total || !list || otherTotals.length + otherLists.length > 0 || !given.has(list.name)) return entity;
  const value = values.find(({ name }) => name === list.meaning.value);
  const meaning = value && sumOf(total, list, value, entities);
  if (!meaning) return entity;
  const computed = ({ unfilled: _, default: __, ...field }: Field): Field => ({
    ...field,
    meaning,
    nullable: false,
    missing: "never",
  });
  return { ...entity, fields: entity.fields.map((field) => (field === total ? computed(field) : field)) };
}

/** How a total comes about; undefined where the lines have numbers that are not understood. */
function sumOf(
  total: Field,
  list: Field & { readonly meaning: Objects },
  { fields, given }: ValueObject,
  entities: readonly Entity[],
): Extract<FieldMeaning, { readonly kind: "total" }> | undefined {
  const type = numberOf(total);
  const numbers = fields.filter(
    (field) =>
      given.some((each) => each.field === field.name) && !field.refersTo && numberOf(field) !== undefined,
  );
  const oneOf = (words: ReadonlySet<string>): Field | undefined =>
    numbers.find(({ name }) => hasWord(name, words));
  const own = oneOf(priceWords);
  const quantity = oneOf(quantityWords);
  const discount = oneOf(discountWords);
  const understood = [own, quantity, discount].filter((field) => field !== undefined);
  if (type === undefined || numbers.some((field) => !understood.includes(field))) return undefined;
  if (discount && (hasWord(discount.name, shareWords) || numberOf(discount) !== type)) return undefined;
  if (quantity && numberOf(quantity) !== "integer") return undefined;
  const target = entities.find(({ name }) => name === list.meaning.names?.entity);
  const prices = (target?.fields ?? []).filter(
    (field) => numberOf(field) === type && hasWord(field.name, priceWords) && field.missing === "never",
  );
  const price = own ?? (prices.length === 1 ? prices[0] : undefined);
  if (!price || numberOf(price) !== type || own?.optional) return undefined;
  return {
    kind: "total",
    type,
    over: list.name,
    price: { of: own ? "line" : "named", field: price.name },
    ...(quantity && { quantity: quantity.name }),
    ...(discount && { discount: discount.name }),
  };
}

function numberOf({ meaning }: Field): ScalarType | undefined {
  const isNumber = meaning.kind === "scalar" && ["integer", "number", "decimal"].includes(meaning.type);
  return isNumber ? meaning.type : undefined;
}

/** `price × quantity − discount`: how a line counts, for people. */
export function spellLine(
  { price, quantity, discount }: Extract<FieldMeaning, { readonly kind: "total" }>,
  target: string | undefined,
): string {
  const first = price.of === "named" ? `${target ?? "its"}.${price.field}` : price.field;
  const many = quantity === undefined ? first : `${first} × ${quantity}`;
  return discount === undefined ? many : `${many} − ${discount}, at least 0`;
}

/** Objects that had to give way to a name that nothing bears any more, called by it after all. */
export function renameLines(
  { entities, values }: LineReading,
  renamed: readonly { readonly value: string; readonly name: string }[],
): LineReading {
  const nameOf = (value: string): string => renamed.find((each) => each.value === value)?.name ?? value;
  return {
    values: values.map((value) => ({ ...value, name: nameOf(value.name) })),
    entities: entities.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field): Field => {
        const { meaning } = field;
        return meaning.kind === "objects"
          ? { ...field, meaning: { ...meaning, value: nameOf(meaning.value) } }
          : field;
      }),
    })),
  };
}
