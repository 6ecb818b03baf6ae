import { type Entity, type Field, fieldOf, primaryField } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { namedVariable, namesRows, type Reference, referencesIn } from "../references.ts";
import { attributeName } from "../tables.ts";
import { call, registers } from "./calls.ts";
import { createOf, entityIn, isAccount, isAmong, type Kit, shownFieldsOf, variable } from "./kit.ts";
import { grantedTo, grants, letsIn } from "./role-support.ts";
import { type Scene, sceneOf } from "./scenes.ts";
import { assignIdle } from "./statements.ts";
import { sampleObject } from "./value-samples.ts";
import { sampleValue } from "./values.ts";

/** A row that a body names: how a test makes it, and its key. */
export interface NamedRow {
  readonly reference: Reference;
  readonly field: Field;
  readonly holder: Py;
  readonly key: Py;
  readonly statements: readonly Py[];
  readonly scene: Scene;
}

/** Rows that a body must name: of a new row those that are required; of a change those that its answer does not show. */
export function neededRows(
  kit: Kit,
  operation: OperationBlueprint,
  client?: Py,
): readonly NamedRow[] | "impossible" {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour) || !("entity" in behaviour)) return [];
  const required = new Set(behaviour.body.fields.filter((each) => each.required).map(({ field }) => field));
  const create = behaviour.kind === "create" ? undefined : createOf(kit, behaviour.entity);
  const shown = shownFieldsOf(kit, create?.meaning.behaviour.answer.representation);
  const references = referencesIn(kit.domain, operation.meaning);
  const needed = references.filter(({ field }) => required.has(field.name) && !isAmong(shown, field));
  // A change of nothing but references still has to change something.
  const alone = references.length === behaviour.body.fields.length ? references.slice(0, 1) : [];
  const rows = (needed.length > 0 ? needed : alone).map((reference) =>
    namedRow(kit, reference, { ...(client && { client }) }),
  );
  const made = rows.filter((row) => row !== undefined);
  return made.length === rows.length ? made : "impossible";
}

export interface NamedOptions {
  readonly client?: Py;
  /** What the row is made with. */
  readonly details?: readonly Py[];
  /** What tells the row's variable from that of another one: `other`. */
  readonly prefix?: string;
}

/** Undefined where no test can make such a row. */
export function namedRow(
  kit: Kit,
  reference: Reference,
  { client, prefix = "", details = [] }: NamedOptions = {},
): NamedRow | undefined {
  const { field, target } = reference;
  const scene = sceneOf(kit, target.name, { before: true, ...(client && { client }) });
  if (!scene) return undefined;
  const extra = [...stateOf(scene, reference), ...details];
  const called = reference.line || reference.each ? target.name : namedVariable(field, target);
  const holder = name(variable(kit, `${prefix}${prefix === "" ? "" : "_"}${called}`));
  const { account } = kit;
  const isOfAccount = account !== undefined && isAccount(kit, target.name);
  const making = isOfAccount
    ? registers(account, holder, [], client)
    : assignIdle(
        holder,
        call(scene.create, {
          rows: scene.rows,
          ...(scene.owner && { account: scene.owner }),
          ...(client && { client }),
          ...(extra.length > 0 && { extra }),
        }),
      );
  const key = primaryField(target)?.name ?? target.identity.field;
  const named = isOfAccount ? py`${holder}.${name(attributeName(key))}` : py`${holder}[${str(key)}]`;
  return {
    reference,
    field,
    holder,
    key: reference.line
      ? py`[${lineNaming(kit, reference, named)}]`
      : reference.each
        ? py`[${named}]`
        : named,
    statements: [...scene.statements, making],
    scene: { ...scene, row: holder },
  };
}

/** What the row is made with, so that it is in the state that it must be in. */
function stateOf({ create, entity }: Scene, { must }: Reference): readonly Py[] {
  const field = must && fieldOf(entity, must.field);
  const [state] = must?.is ?? [];
  const isGiven = create.meaning.behaviour.body.fields.some((each) => each.field === field?.name);
  if (!field || state === undefined || !isGiven) return [];
  return [py`${name(attributeName(field.name))}=${literal(state)}`];
}

/** The object of a list that names a row by a key: everything that it may say. */
export function lineNaming(kit: Kit, { line }: Reference, key: Py, number = 1): Py {
  const sample = line ? sampleObject(kit, line.value, { number, isSmall: false, depth: 0 }) : {};
  const entries = Object.entries(sample).map(
    ([member, value]) => py`${str(member)}: ${member === line?.member.name ? key : literal(value)}`,
  );
  return py`{${commaList(entries)}}`;
}

/** Statements, each once: an account that two rows need is registered for both. The role that it needs last is its last. */
export function eachOnce(statements: readonly Py[]): readonly Py[] {
  const kept: Py[] = [];
  for (const each of statements) {
    const receiver = grantedTo(each);
    const rivals =
      receiver === undefined ? kept : kept.filter((other) => grantedTo(other) === receiver).slice(-1);
    if (!rivals.some(({ text }) => text === each.text)) kept.push(each);
  }
  return kept;
}

/** Statements: the caller's role again, where making what the body names took another one. */
export function grantsAgain(
  operation: OperationBlueprint,
  caller: Py | undefined,
  named: readonly NamedRow[],
): readonly Py[] {
  const isOther = ({ scene: { create, owner } }: NamedRow): boolean =>
    owner?.text === caller?.text && create.meaning.roles.length > 0 && !letsIn(operation, create);
  return caller && named.some(isOther) ? grants(operation, caller) : [];
}

/** `pen_id=pen["id"]`: what a factory gives the fields that name rows. */
export function namedArguments(rows: readonly NamedRow[]): readonly Py[] {
  return rows.map(({ field, key }) => py`${name(attributeName(field.name))}=${key}`);
}

/** Rows that a new row shows in itself, where they are shown there as their own making shows them. */
export function embeddedRows(
  kit: Kit,
  entity: Entity,
  named: readonly NamedRow[],
): readonly (readonly [string, Py])[] {
  return entity.fields.flatMap(({ name: shown, meaning }): readonly (readonly [string, Py])[] => {
    if (meaning.kind === "of-named") {
      const row = named.find(({ field }) => field.name === meaning.by);
      const told = shownFieldsOf(kit, row?.scene.create.meaning.behaviour.answer.representation);
      return row && told.some(({ name: each }) => each === meaning.field)
        ? [[shown, py`${row.holder}[${str(meaning.field)}]`]]
        : [];
    }
    if (meaning.kind !== "reference" || isAccount(kit, meaning.entity)) return [];
    const row = named.find(({ field }) => field.name === meaning.by);
    const form = row?.scene.create.meaning.behaviour.answer.representation;
    return row && form === meaning.representation ? [[shown, row.holder] as const] : [];
  });
}

/** Keys of the rows that a new row must name, and those rows where it shows them, as its making showed them. */
export function namedBy(
  kit: Kit,
  { meaning: { behaviour } }: Scene["create"],
  row: Py,
): ReadonlyMap<string, Py> {
  const required = new Set(behaviour.body.fields.filter((each) => each.required).map(({ field }) => field));
  const shown = shownFieldsOf(kit, behaviour.answer.representation);
  const naming = shown.filter(
    (field) =>
      (namesRows(field) && required.has(field.name)) ||
      (field.meaning.kind === "reference" && required.has(field.meaning.by ?? "")),
  );
  return new Map(naming.map(({ name: field }) => [field, py`${row}[${str(field)}]`]));
}

/** A key that no row has. */
export function unknownKey(kit: Kit, { field: named, target, line, each }: Reference): Py {
  if (each) return py`[${unknownOf(kit, target)}]`;
  const field = line?.member ?? named;
  const { meaning, bounds } = field;
  if (meaning.kind === "scalar" && meaning.type === "integer" && bounds.maximum === undefined)
    return literal(900_000_000);
  return literal(sampleValue(kit, entityIn(kit, target.name), field, 9));
}

function unknownOf(kit: Kit, target: Entity): Py {
  const key = primaryField(target);
  const type = key?.meaning.kind === "identity" ? key.meaning.type : "string";
  if (type === "integer") return literal(900_000_000);
  if (type === "uuid") return str("00000000-0000-4000-8000-000000000000");
  return key ? literal(sampleValue(kit, entityIn(kit, target.name), key, 9)) : str("unknown");
}
