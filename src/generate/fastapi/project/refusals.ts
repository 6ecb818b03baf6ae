import {
  type Behaviour,
  type BodyShape,
  type CreateManyBehaviour,
  changeRefusal,
  type Entity,
  type Field,
  type ListBehaviour,
  type ListLinesBehaviour,
  type NamedRowsBehaviour,
  namesSeveral,
  type OperationMeaning,
  objectsIn,
  type Pagination,
  type RegisterClientBehaviour,
  travelsInQuery,
  type WriteCellBehaviour,
} from "#domain";
import { pathKeyKind } from "../app/keys.ts";
import { bodyFields } from "../app/names.ts";
import { signsOf } from "../app/password-signs.ts";
import { needsOne } from "../app/schemas/index.ts";
import { bringsSum, totalOf } from "../app/services/lines.ts";
import { type Blueprint, modelAttribute, valuesTableOf } from "../blueprint.ts";
import { isUnknownNotFound, namesRows } from "../references.ts";
import { type Column, isSearchedMember } from "../tables.ts";

/** Why an input that fits the contract's schemas can still be refused, and how. */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
}

/** What an operation refuses besides what its schemas forbid: what only rows know, and what columns cannot hold. */
export function refusalsOf(blueprint: Blueprint, operation: OperationMeaning): readonly Refusal[] {
  const { behaviour, refusals } = operation;
  const keys = keyRefusals(blueprint, behaviour, refusals.parameters);
  if (behaviour.kind === "list-lines") return [...keys, ...lineRefusals(behaviour, refusals.parameters)];
  if (behaviour.kind === "list") return [...keys, ...listRefusals(behaviour, refusals.parameters)];
  if (behaviour.kind === "write-cell") return cellRefusals(blueprint, operation, behaviour);
  if (behaviour.kind === "register-client") return [...keys, ...clientRefusals(behaviour, refusals.body)];
  if (namesSeveral(behaviour)) return [...keys, ...severalRefusals(blueprint, behaviour, refusals)];
  if (!("body" in behaviour)) return [...keys, ...tokenRefusals(operation)];
  const isQuery = travelsInQuery(behaviour);
  const invalid = isQuery ? refusals.parameters : refusals.body;
  const entity = blueprint.domain.entities.find(({ name }) => name === behaviour.entity);
  const fields = entity ? bodyFields(entity, behaviour.body) : [];
  const signsIn = behaviour.kind === "login";
  const writes = !signsIn && !keepsNoField.has(behaviour.kind);
  const taken = writes && fields.filter(({ unique }) => unique);
  const reasons = [
    { status: refusals.credentials, reason: signsIn && "nobody may sign in with it" },
    {
      status: changeRefusal(refusals.credentials),
      reason: behaviour.kind === "change-password" && "it may not be the password",
    },
    { status: refusals.conflict, reason: taken && said(taken, "may be taken already") },
    ...bodyReasons(blueprint, behaviour, fields).map((reason) => ({ status: refusals.body, reason })),
    {
      status: isUnknownNotFound(operation) ? 404 : refusals.body,
      reason: said(fields.filter(namesRows), "may name what is not there"),
    },
    { status: refusals.body, reason: bringsSum(behaviour, entity) && sumReason(entity) },
    {
      status: refusals.body,
      reason: said(
        fields.filter(
          ({ meaning, bounds }) =>
            meaning.kind === "objects" && meaning.names && bounds.maxItems === undefined,
        ),
        "so many cannot be looked up at once",
      ),
    },
  ];
  return [
    ...keys,
    ...tokenRefusals(operation),
    ...(behaviour.kind === "create-many" ? countRefusals(behaviour, invalid) : []),
    ...insideRefusals(blueprint, fields, invalid),
    ...reasons.flatMap(({ status, reason }) => (reason === false ? [] : [{ status, reason }])),
  ];
}

/** Tokens that nobody was sent. */
function tokenRefusals({ behaviour: { kind }, refusals }: OperationMeaning): readonly Refusal[] {
  return kind === "check-reset-token" || kind === "reset-password" || kind === "confirm-account"
    ? [{ status: refusals.credentials, reason: "the token may be none, or none any more" }]
    : [];
}

/** Behaviours whose bodies bring nothing that a row shows. */
const keepsNoField: ReadonlySet<Behaviour["kind"]> = new Set([
  "refresh",
  "logout",
  "change-password",
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
  "resend-confirmation",
]);

/** Keys that no row can have, and more of them than are looked up at once. */
function severalRefusals(
  { domain }: Blueprint,
  { kind, entity: title, keysField, body, byQuery }: NamedRowsBehaviour,
  { parameters, body: inBody, conflict }: OperationMeaning["refusals"],
): readonly Refusal[] {
  const status = byQuery ? parameters : inBody;
  const entity = domain.entities.find(({ name }) => name === title);
  const bounds = body.own?.find(({ name }) => name === keysField)?.bounds;
  const isNumber = entity !== undefined && pathKeyKind(entity) === "integer";
  return [
    ...(isNumber ? [{ status, reason: `${keysField}: must fit the database's integers` }] : []),
    ...(bounds?.maxItems === undefined
      ? [{ status, reason: `${keysField}: so many cannot be looked up at once` }]
      : []),
    ...(kind === "reorder" ? [{ status, reason: `${keysField}: an order names every row once` }] : []),
    { status: conflict, reason: "one of them may not be as it must be" },
  ];
}

/** What of a matrix is not written: what is there already, and what may only be read. */
function cellRefusals(
  { domain }: Blueprint,
  { refusals }: OperationMeaning,
  { entity: name, once, refusesEmpty }: WriteCellBehaviour,
): readonly Refusal[] {
  const cells = domain.entities.find((each) => each.name === name)?.cells;
  return [
    ...(once === undefined
      ? []
      : [{ status: refusals.conflict, reason: "something may stand there already" }]),
    ...(refusesEmpty === undefined
      ? []
      : [{ status: refusals.body, reason: `${JSON.stringify(cells?.empty)} is read and not written` }]),
  ];
}

function sumReason(entity: Entity | undefined): string | false {
  const summed = entity && totalOf(entity);
  return summed !== undefined && `${summed.total.over}: may come to more than can be kept`;
}

/** What RFC 7591 asks for beyond the schema. */
function clientRefusals({ given }: RegisterClientBehaviour, status: number): readonly Refusal[] {
  const addresses = given.find(({ is }) => is === "redirect-uris");
  if (!addresses || !given.some(({ is }) => is === "grant-types")) return [];
  return [{ status, reason: `${addresses.name}: is needed with authorization_code` }];
}

type Writing = Extract<Behaviour, { readonly body: BodyShape }>;

/** What makes input invalid that its schema allows. */
function bodyReasons(
  blueprint: Blueprint,
  behaviour: Writing,
  fields: readonly Field[],
): readonly (string | false)[] {
  const { needs = [], atLeastOne } = behaviour.body;
  const all = (test: (field: Field) => boolean, what: string): string | false =>
    said(fields.filter(test), what);
  return [
    all((field) => isCut(blueprint, behaviour, field), "is indexed, so its length is bounded"),
    behaviour.kind !== "login" && all((field) => mustSay(blueprint, behaviour, field), "must not be blank"),
    behaviour.kind !== "login" && all((field) => signsOf(field).length > 0, "must not be weak"),
    all(
      (field) => holds(blueprint, field, isOfForm) || isOfFormOrNull(blueprint, field),
      "must have the form that its format names",
    ),
    all((field) => holds(blueprint, field, isUnboundedInteger), "must fit the database's integers"),
    ...needs.map(({ field, where, is }) => `${field}: is needed where ${where} is ${is}`),
    atLeastOne && "a change must change something",
    behaviour.kind === "update" &&
      behaviour.moves !== undefined &&
      `${behaviour.moves.field}: may not become that from what it is`,
  ];
}

/** How many rows can be made at once. */
function countRefusals({ bounds, answer }: CreateManyBehaviour, status: number): readonly Refusal[] {
  const reasons = [
    bounds.maxItems === undefined && "so many cannot be made at once",
    needsOne(answer) && "one of them is answered, so there must be one",
  ];
  return reasons.flatMap((reason) => (reason === false ? [] : [{ status, reason }]));
}

/** Objects by whose members lists look them up. */
function insideRefusals({ domain }: Blueprint, fields: readonly Field[], status: number): readonly Refusal[] {
  return fields.flatMap(({ name: list, meaning }) => {
    const value = domain.values.find((each) => meaning.kind === "objects" && each.name === meaning.value);
    const cut = (value?.fields ?? []).filter(
      (member) => isSearchedMember(domain, member) && member.bounds.maxLength === undefined,
    );
    return cut.map((member) => ({
      status,
      reason: `${list}.${member.name}: is indexed, so its length is bounded`,
    }));
  });
}

/** Numbers in a path that no key can be, where clients choose the keys. */
function keyRefusals({ domain }: Blueprint, behaviour: Behaviour, status: number): readonly Refusal[] {
  const selected = [
    ...("parameter" in behaviour ? [behaviour] : []),
    ...("parent" in behaviour && behaviour.parent ? [behaviour.parent] : []),
  ];
  return selected.flatMap(({ entity: name, parameter }): readonly Refusal[] => {
    const entity = domain.entities.find((candidate) => candidate.name === name);
    if (!entity) return [];
    const isChosen = entity.identity.by === "client" && pathKeyKind(entity) === "integer";
    // Tools follow the keys that answers show, also where one is null.
    const isShownAsNull = domain.entities.some(({ fields }) =>
      fields.some(({ refersTo, missing }) => refersTo?.entity === name && missing === "null"),
    );
    return [
      ...(isChosen ? [{ status, reason: `${parameter}: must fit the database's integers` }] : []),
      ...(isShownAsNull && pathKeyKind(entity) !== "text"
        ? [{ status, reason: `${parameter}: answers may show null in its place, which is no key` }]
        : []),
    ];
  });
}

/** Whether it is so of a field, or of what the objects in it hold. */
function holds(
  { domain }: Pick<Blueprint, "domain">,
  field: Field,
  test: (field: Field) => boolean,
  seen: ReadonlySet<string> = new Set(),
): boolean {
  if (test(field)) return true;
  const inner = domain.values.filter(
    ({ name }) => !seen.has(name) && objectsIn(field.meaning).includes(name),
  );
  const known = new Set([...seen, ...inner.map(({ name }) => name)]);
  return inner.some(({ fields, given }) =>
    fields.some(
      (member) =>
        given.some(({ field: name }) => name === member.name) && holds({ domain }, member, test, known),
    ),
  );
}

/** What a list of lines refuses although its parameter's schema allows it. */
function lineRefusals({ language }: ListLinesBehaviour, invalid: number): readonly Refusal[] {
  if (!language) return [];
  const { parameter } = language;
  const asked = [`${parameter}: must be pairs of a field of the lines and its values`];
  return asked.map((reason) => ({ status: invalid, reason }));
}

/** What a list refuses although its parameters' schemas allow it. */
function listRefusals(list: ListBehaviour, invalid: number): readonly Refusal[] {
  const { sorting, language, pagination } = list;
  const asked = [
    sorting && !sorting.isListed && `${sorting.parameter}: must be fields that the list can be sorted by`,
    language && `${language.parameter}: must be pairs of a field of the rows and its values`,
  ].filter((reason) => typeof reason === "string");
  return [
    ...asked.map((reason) => ({ status: invalid, reason })),
    ...(pagination ? pageRefusals(pagination, invalid) : []),
  ];
}

function pageRefusals(pagination: Pagination, invalid: number): readonly Refusal[] {
  const { limit, leastDeclared, least } = pagination.size;
  const starts =
    pagination.style === "offset"
      ? [pagination.offset]
      : pagination.style === "number"
        ? [pagination.page]
        : [];
  const bounds = [
    ...starts.map(({ name, first, leastDeclared: said }) => ({ name, least: first, said })),
    ...(limit === undefined ? [] : [{ name: limit, least, said: leastDeclared }]),
  ];
  const cursors =
    pagination.style === "keyset"
      ? [pagination.after, pagination.before].filter((parameter) => parameter !== undefined)
      : [];
  const places = cursors.map((parameter) => ({
    status: invalid,
    reason: `${parameter}: must be a place that the list has told`,
  }));
  const below = bounds
    .filter((bound) => !bound.said)
    .map((bound) => ({
      status: invalid,
      reason: `${bound.name}: no page is before ${bound.least}`,
    }));
  return [...below, ...places];
}

function said(fields: readonly Field[], what: string): string | false {
  return fields.length > 0 && `${fields.map(({ name }) => name).join(", ")}: ${what}`;
}

/** Whether the column holds less text than the contract allows. */
function isCut(
  blueprint: Blueprint,
  behaviour: Behaviour & { readonly entity: string },
  field: Field,
): boolean {
  const isValues = field.meaning.kind === "values";
  const bounds = field.meaning.kind === "values" ? field.meaning.bounds : field.bounds;
  const table = isValues
    ? valuesTableOf(blueprint, behaviour.entity, field.name)
    : blueprint.tables.find(({ origin }) => origin.kind === "entity" && origin.entity === behaviour.entity);
  const holds = (column: Column): boolean =>
    column.type.kind === "string" &&
    field.meaning.kind !== "enum" &&
    (isValues || column.name === modelAttribute(field)) &&
    (bounds.maxLength ?? Number.POSITIVE_INFINITY) > column.type.length;
  return table?.columns.some(holds) ?? false;
}

/** Names, sign-in fields and passwords identify: an empty one would be a mistake. */
function mustSay(
  blueprint: Blueprint,
  behaviour: Behaviour & { readonly entity: string },
  field: Field,
): boolean {
  const { accounts } = blueprint.domain;
  const isAccount = accounts?.entity === behaviour.entity;
  const entity = blueprint.domain.entities.find(({ name }) => name === behaviour.entity);
  const isKey = entity?.identity.by === "client" && entity.identity.field === field.name;
  const own = "body" in behaviour ? behaviour.body.own : undefined;
  const isNew = own?.some(({ name, is }) => name === field.name && is === "password") === true;
  return (
    isKey ||
    isNew ||
    (isAccount && (field.name === accounts.loginField || field.name === accounts.passwordField))
  );
}

/** Formats that tools which make requests from schemas take for any text. */
const unusualFormats: ReadonlySet<string> = new Set([
  "decimal",
  "duration",
  "idn-email",
  "iri",
  "iri-reference",
  "url",
]);

function isOfForm({ meaning, bounds }: Field): boolean {
  const { format } = meaning.kind === "values" ? meaning.bounds : bounds;
  const isText =
    meaning.kind === "scalar" ? /^(string|decimal-text)$/.test(meaning.type) : meaning.kind === "values";
  return isText && format !== undefined && unusualFormats.has(format);
}

/** Tools that make requests from schemas mind no format beside several types. */
function isOfFormOrNull({ domain }: Blueprint, { meaning, nullable }: Field): boolean {
  const isFormed = meaning.kind === "scalar" && /^(uuid|date|date-time)$/.test(meaning.type);
  return isFormed && nullable && domain.label !== "OpenAPI 3.0";
}

function isUnboundedInteger({ meaning, bounds }: Field): boolean {
  const isInteger = meaning.kind === "scalar" && meaning.type === "integer";
  return isInteger && (bounds.minimum === undefined || bounds.maximum === undefined);
}

/** What depends on what headers speak of: the version of the row, and an earlier request. */
export function headerRefusals({ version, repeated, refusals }: OperationMeaning): readonly Refusal[] {
  const { asks, guards } = version ?? {};
  return [
    ...(asks ? [{ status: 304, reason: "the caller may have the row already" }] : []),
    ...(guards ? [{ status: guards.stale, reason: "the row may have another version" }] : []),
    ...(repeated
      ? [
          {
            status: repeated.reused === "conflict" ? 409 : refusals.parameters,
            reason: `the ${repeated.header} may have been used for another request`,
          },
        ]
      : []),
    ...(guards?.missing
      ? [{ status: guards.missing, reason: "which version is meant may not be said" }]
      : []),
  ];
}
