import {
  comparedType,
  type Entity,
  elementField,
  type Field,
  type Filter,
  type FilterTarget,
  fieldOf,
  type ScalarValue,
} from "#domain";
import { commaList, formatted, type JsonLike, literal, name, type Py, py, str } from "#python";
import { type Reference, referencesIn } from "../../references.ts";
import { attributeName } from "../../tables.ts";
import { accountKey } from "../api-support.ts";
import { call, details, type PathRows, registers } from "../calls.ts";
import { createOf, type Kit, keyOf, needsAccount, type OperationOf, operationsOf, variable } from "../kit.ts";
import { eachOnce, namedArguments, namedRow } from "../references.ts";
import { letsIn } from "../role-support.ts";
import { sceneOf } from "../scenes.ts";
import { firstMove } from "../sent-bodies.ts";
import { assign } from "../statements.ts";
import { sampleCalled } from "../value-samples.ts";
import { sampleElement, sampleValue } from "../values.ts";
import { daySieve } from "./list-days.ts";
import { edgeOf, setsClock } from "./list-edges.ts";
import { addTo, type ListScene } from "./list-scene.ts";
import { searchedFields } from "./list-search.ts";
import { queryValue } from "./query-value.ts";

/** How rows come to pass a filter, or not. */
export interface Sieve {
  readonly filter: Filter;
  /** What the query asks for. */
  readonly wanted: Py;
  /** Accounts and rows that the test needs. */
  readonly accounts: readonly Py[];
  /** Makes a row that passes, or one that does not; where several values pass, rows by their numbers have one each. */
  readonly details: (passes: boolean, number: number) => readonly Py[];
  readonly by?: (passes: boolean) => Py;
  /** What a row is made below. */
  readonly below?: (passes: boolean) => PathRows;
  /** Sets the clock before a row is made. */
  readonly clock?: (passes: boolean) => Py;
  /** What happens to a row afterwards. */
  readonly after?: (row: Py, passes: boolean) => Py | undefined;
  /** Whether the value is text of any form. */
  readonly isText: boolean;
  /** Whether any text is a question that can be asked. */
  readonly isSearch?: boolean;
  /** The field that tells whether a row passes, where one does. */
  readonly field?: Field;
}

export function sieveOf(scene: ListScene, filter: Filter): Sieve | undefined {
  const { by } = filter;
  const { account } = scene.kit;
  switch (by.kind) {
    case "field":
      return fieldSieve(scene, filter, by.field);
    case "range":
      return rangeSieve(scene, filter, by.field);
    case "day":
      return daySieve(scene, filter, by.field);
    case "search": {
      const [field] = searchedFields(scene, filter);
      if (!field) return undefined;
      return {
        filter,
        wanted: str("NEEDLE"),
        accounts: [],
        details: (passes) => details([[field, passes ? "A needle there" : "Nothing there"]]),
        isText: false,
        isSearch: true,
        field,
      };
    }
    case "present":
      return presentSieve(scene, filter, by.field);
    case "contains":
      return by.member === undefined
        ? elementSieve(scene, filter, by.field)
        : memberOfSieve(scene, filter, by);
    case "parent":
      return parentSieve(scene, filter, by.entity);
    case "reference": {
      if (!account || by.field !== scene.entity.owner?.field || !scene.owner) return undefined;
      const stranger = name("stranger");
      const owner = scene.owner;
      return {
        filter,
        wanted: keyOf(scene.kit, account.entity, owner),
        accounts: [registers(account, stranger)],
        details: () => [],
        by: (passes) => (passes ? owner : stranger),
        isText: true,
      };
    }
    case "named":
      return namedFieldSieve(scene, filter, by);
    case "member":
      return memberSieve(scene, filter, by.relation);
  }
}

const signs = { commas: ",", spaces: " ", pipes: "|" } as const;

/** Several values, as the contract spells them. */
function queryValues({ several }: Filter, values: readonly JsonLike[]): Py {
  const [first = ""] = values;
  if (several === undefined) return queryValue(first);
  const texts = [...new Set(values.map(String))];
  return several === "repeated"
    ? py`[${commaList(texts.map((text) => str(text)))}]`
    : str(texts.join(signs[several]));
}

function fieldSieve(scene: ListScene, filter: Filter, fieldName: string): Sieve | undefined {
  const field = fieldOf(scene.entity, fieldName);
  // The server makes identities: which one a test asks for is known only afterwards.
  if (!field || field.meaning.kind === "identity") return undefined;
  if (field.refersTo) return namingSieve(scene, filter, field);
  if (field.meaning.kind === "owner-key") return makerSieve(scene, filter, field);
  const given = scene.create.meaning.behaviour.body.fields.some((each) => each.field === field.name);
  const mover = given ? undefined : moverOf(scene, field);
  if (mover) return movedSieve(scene, filter, field, mover);
  const { value, other } = fieldValues(scene, filter, field);
  return {
    filter,
    wanted: queryValues(filter, filter.several ? [value(0), value(2)] : [value(0)]),
    accounts: [],
    details: (passes, number) => details([[field, passes ? value(filter.several ? number : 0) : other]]),
    isText: comparedType(field) === "string" && !filter.values,
    field,
  };
}

/** Rows by the account that made them. */
function makerSieve({ kit: { account }, owner }: ListScene, filter: Filter, field: Field): Sieve | undefined {
  const key = account && accountKey(account);
  if (!account || !owner || key === undefined || filter.several !== undefined) return undefined;
  const stranger = name("stranger");
  return {
    filter,
    wanted: py`${owner}.${name(key)}`,
    accounts: [registers(account, stranger)],
    details: () => [],
    by: (passes) => (passes ? owner : stranger),
    isText: comparedType(field) === "string",
    field,
  };
}

/** What brings a row into a state in which it is not made, if whoever makes rows may do so. */
function moverOf(
  { kit, entity, create }: ListScene,
  { name: moved }: Field,
): OperationOf<"update"> | undefined {
  return operationsOf(kit, "update").find(
    (operation) =>
      operation.meaning.behaviour.entity === entity.name &&
      operation.meaning.behaviour.moves?.field === moved &&
      needsAccount(operation) === needsAccount(create) &&
      letsIn(operation, create),
  );
}

/** Rows in the state that a change brings them into, beside those that are still as they were made. */
function movedSieve(
  { kit, entity, owner }: ListScene,
  filter: Filter,
  field: Field,
  mover: OperationOf<"update">,
): Sieve | undefined {
  const target = firstMove(entity, mover.meaning.behaviour.moves);
  if (target === undefined || filter.several !== undefined) return undefined;
  const changes = py`{${str(field.name)}: ${literal(target)}}`;
  return {
    filter,
    wanted: queryValue(target),
    accounts: [],
    details: () => [],
    after: (row, passes) =>
      passes
        ? call(mover, {
            rows: { item: keyOf(kit, entity, row) },
            ...(owner && { account: owner }),
            extra: [changes],
          })
        : undefined,
    isText: false,
    field,
  };
}

/** Rows by the row that they name: those that are asked for, by number, and one that is not. */
function namingSieve({ kit, create }: ListScene, filter: Filter, field: Field): Sieve | undefined {
  const target = kit.domain.entities.find(({ name: each }) => each === field.refersTo?.entity);
  const reference = target && referenceOf(kit, create, field, target);
  const [first, other, second] = ["", "other", ...(filter.several ? ["second"] : [])].map(
    (prefix) => reference && namedRow(kit, reference, { prefix }),
  );
  if (!first || !other) return undefined;
  const last = second ?? first;
  const keys = [first.key, last.key];
  const wanted =
    filter.several === undefined
      ? first.key
      : filter.several === "repeated"
        ? py`[${commaList(keys.map((key) => py`str(${key})`))}]`
        : formatted([first.key, signs[filter.several], last.key]);
  return {
    filter,
    wanted,
    accounts: eachOnce([first, other, last].flatMap(({ statements }) => statements)),
    details: (passes, number) =>
      namedArguments([passes ? (filter.several && number === 2 ? last : first) : other]),
    isText: field.meaning.kind === "scalar" && field.meaning.type === "string",
    field,
  };
}

/** How a new row names another, which may have to be in some state. */
function referenceOf(kit: Kit, create: OperationOf<"create">, field: Field, target: Entity): Reference {
  const own = referencesIn(kit.domain, create.meaning).find((each) => each.field.name === field.name);
  return own ?? { field, target, mayBeMissing: false };
}

/** Rows by a field of the row that they name. */
function namedFieldSieve(
  { kit, entity, create }: ListScene,
  filter: Filter,
  by: FilterTarget & { readonly kind: "named" },
): Sieve | undefined {
  const target = kit.domain.entities.find(({ name: each }) => each === by.entity);
  const field = fieldOf(entity, by.field);
  const of = target && fieldOf(target, by.of);
  if (!target || !field || !of) return undefined;
  const reference = referenceOf(kit, create, field, target);
  const sample = (number: number): JsonLike => sampleValue(kit, target, of, number);
  const [first, other] = [0, 1].map((number) =>
    namedRow(kit, reference, {
      prefix: number === 0 ? "" : "other",
      details: details([[of, sample(number)]]),
    }),
  );
  if (!first || !other) return undefined;
  return {
    filter,
    wanted: queryValue(sample(0)),
    accounts: eachOnce([first, other].flatMap(({ statements }) => statements)),
    details: (passes) => namedArguments([passes ? first : other]),
    isText: true,
  };
}

/** Values that are asked for, by number, and one that is not. */
function fieldValues(
  { kit, entity }: ListScene,
  filter: Filter,
  field: Field,
): { readonly value: (number: number) => JsonLike; readonly other: JsonLike } {
  const sample = (number: number): JsonLike => sampleValue(kit, entity, field, number);
  const allowed = field.meaning.kind === "enum" ? field.meaning.values : undefined;
  const usable = (filter.values ?? allowed)?.filter((each) => each !== filter.everything) ?? [];
  const [first, second = first] = usable;
  // A text may be asked for by some values alone, though rows hold any.
  const held = allowed ?? usable;
  if (first === undefined || second === undefined) return { value: sample, other: sample(1) };
  // Of two values in all, one alone can be asked for.
  const isLeft = (each: ScalarValue): boolean => each !== first && each !== second;
  const last = filter.several && held.some(isLeft) ? second : first;
  const other = held.find((each) => each !== first && each !== last) ?? (allowed ? first : sample(1));
  return { value: (number) => (number === 2 ? last : first), other };
}

function rangeSieve({ kit, entity }: ListScene, filter: Filter, fieldName: string): Sieve | undefined {
  const field = fieldOf(entity, fieldName);
  const edge = edgeOf(kit, entity, filter);
  if (!field || !edge) return undefined;
  const value = (passes: boolean): JsonLike => (passes ? edge.within : edge.outside);
  const common = { filter, wanted: queryValue(edge.wanted), accounts: [], isText: false, field };
  switch (field.meaning.kind) {
    case "created-at":
      return { ...common, details: () => [], clock: (passes) => setsClock(value(passes)) };
    case "values":
      return {
        ...common,
        details: (passes) => [py`${name(attributeName(field.name))}=${literal([value(passes)])}`],
      };
    case "scalar":
      return { ...common, details: (passes) => details([[field, value(passes)]]) };
    default:
      return undefined;
  }
}

function presentSieve({ kit, entity }: ListScene, filter: Filter, fieldName: string): Sieve | undefined {
  const field = fieldOf(entity, fieldName);
  if (!field) return undefined;
  return {
    filter,
    wanted: str("true"),
    accounts: [],
    details: (passes) => details([[field, passes ? sampleValue(kit, entity, field, 0) : null]]),
    isText: false,
    field,
  };
}

function elementSieve({ kit, entity }: ListScene, filter: Filter, fieldName: string): Sieve | undefined {
  const field = fieldOf(entity, fieldName);
  if (field?.meaning.kind !== "values") return undefined;
  const [wanted, other, second] = [0, 1, 2].map((number) => sampleElement(kit, field, number));
  const element = (number: number): JsonLike => (filter.several && number === 2 ? second : wanted) ?? "";
  const values = (given: readonly (JsonLike | undefined)[]): readonly Py[] => [
    py`${name(attributeName(field.name))}=${literal(given.map((each) => each ?? ""))}`,
  ];
  return {
    filter,
    wanted: queryValues(filter, filter.several ? [wanted ?? "", second ?? ""] : [wanted ?? ""]),
    accounts: [],
    details: (passes, number) => values(passes ? [other, element(number)] : [other]),
    isText: field.meaning.of === "string" && !filter.values,
    field,
  };
}

/** Rows whose lists hold an object that is called so, among others. */
function memberOfSieve(
  { kit, entity }: ListScene,
  filter: Filter,
  by: FilterTarget & { readonly kind: "contains" },
): Sieve | undefined {
  const field = fieldOf(entity, by.field);
  const [first, other, last] = [0, 1, filter.several ? 2 : 0].map((number) =>
    sampleCalled(kit, entity, by, number),
  );
  const member = elementField(kit.domain, entity, by);
  if (!field || !member || !first || !other || !last) return undefined;
  return {
    filter,
    wanted: queryValues(filter, filter.several ? [first.called, last.called] : [first.called]),
    accounts: [],
    details: (passes, number) =>
      details([[field, passes ? [other.object, (number === 2 ? last : first).object] : [other.object]]]),
    isText: comparedType(member) === "string" && !filter.values,
    field,
  };
}

function parentSieve(scene: ListScene, filter: Filter, parentName: string): Sieve | undefined {
  const { kit, rows } = scene;
  const above = sceneOf(kit, parentName);
  const create = createOf(kit, parentName);
  if (!above || !create || rows.parent === undefined) return undefined;
  const other = name(`other_${variable(kit, parentName)}`);
  const key = keyOf(kit, above.entity, other);
  return {
    filter,
    wanted: keyOf(kit, above.entity, above.row),
    accounts: [
      assign(other, call(create, { rows: above.rows, ...(above.owner && { account: above.owner }) })),
    ],
    details: () => [],
    below: (passes) => (passes ? rows : { ...rows, parent: key }),
    isText: false,
  };
}

export function memberSieve({ kit, entity }: ListScene, filter: Filter, relation: string): Sieve | undefined {
  const add: OperationOf<"membership"> | undefined = addTo(kit, relation);
  const { account } = kit;
  if (!add || !account) return undefined;
  const [reader, other] = [name("reader"), name("other")];
  return {
    filter,
    wanted: keyOf(kit, account.entity, reader),
    accounts: [registers(account, reader), registers(account, other)],
    details: () => [],
    after: (row, passes) =>
      call(add, { account: passes ? reader : other, rows: { item: keyOf(kit, entity, row) } }),
    isText: true,
  };
}
