import { type Field, type Filter, fieldOf } from "#domain";
import { type JsonLike, literal, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { putsAccount } from "../barred-support.ts";
import { paragraph, type TestCase } from "../cases.ts";
import { sampleValue } from "../values.ts";
import {
  type AccountList,
  arranges,
  asksFor,
  caller,
  counts,
  markOf,
  marksIn,
  others,
} from "./list-accounts.ts";
import { queryValue } from "./query-value.ts";

const [second = caller, third = caller] = others;

/** Each filter of a list of accounts, by values that one account alone is brought to hold. */
export function accountFilterCases(list: AccountList): readonly TestCase[] {
  return list.operation.meaning.behaviour.filters.flatMap((filter) => {
    if (filter.several || filter.required) return [];
    if (filter.by.kind === "search") return searchCase(list, filter, filter.by.fields);
    return filter.by.kind === "field" ? fieldCase(list, filter, filter.by.field) : [];
  });
}

/** A search finds who signs in by what is sought; no sign in it is a pattern. */
function searchCase(
  list: AccountList,
  { parameter }: Filter,
  fields: readonly string[],
): readonly TestCase[] {
  const { loginField } = list.account.accounts;
  if (!fields.includes(loginField)) return [];
  const sought = py`${second}.${name(attributeName(loginField))}`;
  return [
    {
      name: `finds by ${parameter} who signs in by it`,
      fixtures: ["client", "set_clock"],
      body: [
        paragraph(...arranges(list, [second])),
        py`page = ${asksFor(list, [[parameter, py`${sought}.upper()`]])}`,
        paragraph(py`assert ${marksIn(list)} == [${markOf(list, second)}]`, counts(list, 1)),
        py`page = ${asksFor(list, [[parameter, str("%")]])}`,
        py`assert ${marksIn(list)} == []`,
      ],
    },
  ];
}

function fieldCase(list: AccountList, filter: Filter, fieldName: string): readonly TestCase[] {
  const field = fieldOf(list.entity, fieldName);
  const roles = list.kit.blueprint.domain.roles;
  const [held] = list.operation.meaning.roles;
  if (field && fieldName === roles?.field) return held === undefined ? [] : [heldCase(list, filter, held)];
  const values = field && valuesOf(list, field);
  if (!field || !values) return [];
  const [wanted, other] = values;
  const put = (holder: Py, value: JsonLike): Py =>
    putsAccount(holder, py`${name(attributeName(field.name))}=${literal(value)}`);
  // Whoever is refused everywhere could not ask: the caller stays as it is where that is the field.
  const isBarring = list.account.accounts.barred?.field === fieldName;
  const arranged = isBarring
    ? [...arranges(list, [second]), put(second, wanted)]
    : [...arranges(list), put(second, wanted), put(caller, other), put(third, other)];
  return [filterCase(list, filter, arranged, queryValue(wanted), second)];
}

/** The role that the caller must have is one that nobody else has. */
function heldCase(list: AccountList, filter: Filter, role: string): TestCase {
  return filterCase(list, filter, arranges(list, []), str(role), caller);
}

function filterCase(
  list: AccountList,
  { parameter }: Filter,
  arranged: readonly Py[],
  value: Py,
  found: Py,
): TestCase {
  return {
    name: `filters by ${parameter}`,
    fixtures: ["client", "set_clock"],
    body: [
      paragraph(...arranged),
      py`page = ${asksFor(list, [[parameter, value]])}`,
      paragraph(py`assert ${marksIn(list)} == [${markOf(list, found)}]`, counts(list, 1)),
    ],
  };
}

/** A value that one account is to hold, and one for the others. */
function valuesOf(
  { kit, entity, account }: AccountList,
  field: Field,
): readonly [JsonLike, JsonLike] | undefined {
  const { barred } = account.accounts;
  const [refused] = barred?.field === field.name ? barred.values : [];
  if (refused !== undefined) return [refused, refused];
  if (field.meaning.kind !== "scalar" || field.name === account.accounts.loginField || field.unique)
    return undefined;
  const [wanted, other] = [0, 1].map((number) => sampleValue(kit, entity, field, number));
  const { type } = field.meaning;
  const isPlain =
    type === "boolean" || type === "integer" || (type === "string" && field.bounds.format === undefined);
  if (!isPlain || wanted === undefined || other === undefined || wanted === other) return undefined;
  return [wanted, other];
}
