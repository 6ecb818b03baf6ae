import { type Filter, fieldOf } from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { call, details, registers } from "../calls.ts";
import { keyOf } from "../kit.ts";
import { sampleElement, sampleValue } from "../values.ts";
import { addTo, type ListScene } from "./list-scene.ts";

/** How rows come to pass a filter, or not. */
export interface Sieve {
  readonly filter: Filter;
  /** What the query asks for. */
  readonly wanted: Py;
  /** Accounts that the test needs. */
  readonly accounts: readonly Py[];
  /** Makes a row that passes, or one that does not. */
  readonly details: (passes: boolean) => readonly Py[];
  readonly by?: (passes: boolean) => Py;
  /** What happens to a row afterwards. */
  readonly after?: (row: Py, passes: boolean) => Py;
  /** Whether the value is text of any form. */
  readonly isText: boolean;
}

export function sieveOf(scene: ListScene, filter: Filter): Sieve | undefined {
  const { kit, entity } = scene;
  const { by } = filter;
  const { account } = kit;
  switch (by.kind) {
    case "field": {
      const field = fieldOf(entity, by.field);
      if (!field) return undefined;
      const value = (passes: boolean): JsonLike => sampleValue(kit, entity, field, passes ? 0 : 1);
      const isText = field.meaning.kind === "scalar" && field.meaning.type === "string";
      return {
        filter,
        wanted: queryValue(value(true)),
        accounts: [],
        details: (passes) => details([[field, value(passes)]]),
        isText,
      };
    }
    case "contains": {
      const field = fieldOf(entity, by.field);
      if (!field) return undefined;
      const wanted = sampleElement(kit, field, 0);
      const other = sampleElement(kit, field, 1);
      return {
        filter,
        wanted: queryValue(wanted),
        accounts: [],
        details: (passes) => [
          py`${name(attributeName(field.name))}=${literal(passes ? [other, wanted] : [other])}`,
        ],
        isText: true,
      };
    }
    case "reference": {
      if (!account || by.field !== entity.owner?.field || !scene.owner) return undefined;
      const stranger = name("stranger");
      const owner = scene.owner;
      return {
        filter,
        wanted: keyOf(kit, account.entity, owner),
        accounts: [registers(account, stranger)],
        details: () => [],
        by: (passes) => (passes ? owner : stranger),
        isText: true,
      };
    }
    case "member":
      return memberSieve(scene, filter, by.relation);
  }
}

/** A query's value: numbers and flags as JSON writes them. */
export function queryValue(value: JsonLike): Py {
  return typeof value === "boolean" ? str(String(value)) : literal(value);
}

export function memberSieve({ kit, entity }: ListScene, filter: Filter, relation: string): Sieve | undefined {
  const add = addTo(kit, relation);
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
