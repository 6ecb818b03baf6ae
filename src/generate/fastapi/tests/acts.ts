import {
  type BodyShape,
  type ChangePasswordBehaviour,
  type Entity,
  type Field,
  givenField,
  isPatch,
  touchesRow,
} from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { namesRows } from "../references.ts";
import { attributeName } from "../tables.ts";
import { standingOf } from "./behaviours/list-standing.ts";
import { call, keywordArguments, type PathRows, registers } from "./calls.ts";
import { cellRows, firstSample } from "./cell-samples.ts";
import { type Creating, factoryOf } from "./factories.ts";
import {
  type AccountKit,
  entityIn,
  isAccount,
  isAmong,
  type Kit,
  listOf,
  needsAccount,
  type OperationOf,
  ownerVariable,
  readOf,
  shownFieldsOf,
  variable,
} from "./kit.ts";
import { isWhole, rowsFrom } from "./list-answers.ts";
import { eachOnce, grantsAgain, type NamedRow, namedArguments, neededRows } from "./references.ts";
import { grants, letsIn } from "./role-support.ts";
import { changedRowScene, type Scene, sceneOf } from "./scenes.ts";
import { refreshAttribute } from "./session-support.ts";
import { assignIdle } from "./statements.ts";
import { textsOf } from "./texts.ts";
import { sampleValue, smallValue } from "./values.ts";
import { holdsMore, requiredIgnored } from "./whole-changes.ts";

/** How a test brings a valid request about: what it arranges, who calls, on which rows, with which body. */
export interface Act {
  readonly operation: OperationBlueprint;
  readonly statements: readonly Py[];
  /** Of these, what comes after the making of the rows. */
  readonly own: readonly Py[];
  /** The variable of the account that calls, where one must. */
  readonly caller?: Py;
  readonly rows: PathRows;
  readonly scene?: Scene;
  /** A body that is accepted. */
  readonly body?: Py;
  /** One that is bytes. */
  readonly content?: Py;
  /** Fields that the body may give, but for those that name rows. */
  readonly fields: readonly GivenField[];
  /** Fields by which the body names rows of other entities. */
  readonly naming: readonly GivenField[];
  /** Of these, those that the body has, each with its row. */
  readonly named: readonly NamedRow[];
}

export interface GivenField {
  readonly field: Field;
  readonly required: boolean;
}

/** Undefined where the rows that the operation needs cannot be made by any operation. */
export function actOf(kit: Kit, operation: OperationBlueprint, client?: Py): Act | undefined {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "custom") return undefined;
  const scene = sceneFor(kit, operation, client);
  // Roles are granted in the test's own transaction, which another client does not see.
  if (scene === "impossible" || (client && operation.meaning.roles.length > 0)) return undefined;
  const { account } = kit;
  if (needsAccount(operation) && !account) return undefined;
  const owned =
    behaviour.kind === "create" ||
    behaviour.kind === "create-many" ||
    touchesRow(behaviour) ||
    (behaviour.kind === "read" && operation.meaning.access === "owner");
  const owner = owned ? scene?.owner : undefined;
  const caller = needsAccount(operation) ? (owner ?? callerOf(kit, operation)) : undefined;
  const registered = caller !== undefined && owner !== undefined;
  const named = neededRows(kit, operation, client);
  if (named === "impossible") return undefined;
  const whole = scene && replacement(kit, operation, scene, named);
  const own = [
    ...(caller && account && !registered ? [registers(account, caller, [], client)] : []),
    ...granted(operation, caller, scene),
    ...(account ? credentials(kit, account, operation, { client, caller }) : []),
    ...named.flatMap(({ statements }) => statements),
    ...grantsAgain(operation, caller, named),
    ...(whole ? [assignIdle(name("details"), whole)] : []),
  ];
  return {
    operation,
    statements: eachOnce([...(scene?.statements ?? []), ...own]),
    own,
    named,
    ...(caller && { caller }),
    rows: scene?.rows ?? cellRows(kit, behaviour),
    ...(scene && { scene }),
    ...(behaviour.kind === "store-file" && { content: py`b"bytes"` }),
    ...bodyOf(kit, operation, scene, named),
  };
}

/** Statements: the caller's role, unless making the row needed it already. */
function granted(
  operation: OperationBlueprint,
  caller: Py | undefined,
  scene: Scene | undefined,
): readonly Py[] {
  // Who made the row has a role already, which may be one of those that this asks for.
  const isMaker = scene?.owner?.text === caller?.text;
  if (!caller || (scene && isMaker && letsIn(operation, scene.create))) return [];
  return grants(operation, caller);
}

/** A body with the password of an account, and another one. */
export function passwordsGiven(
  kit: Kit,
  account: AccountKit,
  behaviour: ChangePasswordBehaviour,
  holder: Py,
): Py {
  const { oldField, newField, repeatedField, body } = behaviour;
  const field = givenField(account.entity, body, newField);
  const fresh = field ? literal(sampleValue(kit, account.entity, field, 1)) : str("another password");
  const entries = [
    py`${str(oldField)}: ${holder}.${name(attributeName(account.accounts.passwordField))}`,
    py`${str(newField)}: ${fresh}`,
    ...(repeatedField === undefined ? [] : [py`${str(repeatedField)}: ${fresh}`]),
  ];
  return py`{${commaList(entries)}}`;
}

/** Who calls, by name: the account that the operation is about, whose rows it lists, or anybody. */
function callerOf(kit: Kit, { meaning: { behaviour } }: OperationBlueprint): Py {
  const isSelf = behaviour.kind === "current-account" || behaviour.kind === "update-current-account";
  if (isSelf && kit.account) return name(variable(kit, kit.account.entity.name));
  if (behaviour.kind === "list" && behaviour.own)
    return name(ownerVariable(kit, entityIn(kit, behaviour.entity)));
  return name("caller");
}

/** Statements: an account, and what it signs in with, or goes on with, or ends what it began. */
function credentials(
  kit: Kit,
  account: AccountKit,
  { meaning: { behaviour } }: OperationBlueprint,
  { client, caller }: { readonly client: Py | undefined; readonly caller: Py | undefined },
): readonly Py[] {
  const holder = caller ?? name(variable(kit, account.entity.name));
  if (behaviour.kind === "refresh" || (behaviour.kind === "logout" && "body" in behaviour)) {
    const token = py`${holder}.${name(refreshAttribute(account))}`;
    return [
      ...(caller ? [] : [registers(account, holder, [], client)]),
      assignIdle(name("credentials"), py`{${str(behaviour.tokenField)}: ${token}}`),
    ];
  }
  if (behaviour.kind === "change-password")
    return [assignIdle(name("credentials"), passwordsGiven(kit, account, behaviour, holder))];
  if (behaviour.kind !== "login") return [];
  const { loginField, passwordField } = account.accounts;
  const entries = [loginField, passwordField].map(
    (field) => py`${str(field)}: ${holder}.${name(attributeName(field))}`,
  );
  return [
    registers(account, holder, [], client),
    assignIdle(name("credentials"), py`{${commaList(entries)}}`),
  ];
}

function sceneFor(
  kit: Kit,
  operation: OperationBlueprint,
  client: Py | undefined,
): Scene | undefined | "impossible" {
  const { behaviour } = operation.meaning;
  const options = client ? { client } : {};
  switch (behaviour.kind) {
    case "create":
    case "create-many":
      // Whoever adds accounts has one already.
      if (isAccount(kit, behaviour.entity) && needsAccount(operation)) return undefined;
      return sceneOf(kit, behaviour.entity, { ...options, before: true }) ?? "impossible";
    case "update":
    case "update-by-body":
    case "update-by-query":
    case "change-state":
    case "delete":
      return changedRowScene(kit, behaviour.entity, options) ?? "impossible";
    case "read":
    case "membership":
    case "qr-code":
    case "read-file":
    case "store-file":
      return sceneOf(kit, behaviour.entity, options) ?? "impossible";
    case "list": {
      if (!behaviour.parent) return undefined;
      const above = sceneOf(kit, behaviour.parent.entity, options);
      return above
        ? { ...above, rows: { ...(above.rows.item && { parent: above.rows.item }) } }
        : "impossible";
    }
    default:
      return undefined;
  }
}

function bodyOf(
  kit: Kit,
  operation: OperationBlueprint,
  scene: Scene | undefined,
  named: readonly NamedRow[],
): Pick<Act, "body" | "fields" | "naming"> {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "write-cell")
    return { fields: [], naming: [], body: literal(firstSample(kit, entityIn(kit, behaviour.entity))) };
  if (!("body" in behaviour)) return { fields: [], naming: [] };
  const entity = entityIn(kit, behaviour.entity);
  const given = givenFields(entity, behaviour.body);
  const fields = given.filter(({ field }) => !namesRows(field));
  const common = { fields, naming: given.filter(({ field }) => namesRows(field)) };
  if (behaviour.kind === "register" || behaviour.kind === "create")
    return {
      ...common,
      body: py`${factoryOf(operation as Creating)}.build(${namedArguments(named)})`,
    };
  if (behaviour.kind === "create-many")
    return { ...common, body: py`[${factoryOf(operation as Creating)}.build(${namedArguments(named)})]` };
  if (behaviour.kind === "login" || ["refresh", "logout", "change-password"].includes(behaviour.kind))
    return { ...common, body: py`credentials` };
  if (holdsMore(behaviour) && scene) return { ...common, body: name("details") };
  if (behaviour.kind === "update-singleton" && behaviour.mode === "replace") {
    const whole = fields.map(
      ({ field }) => py`${str(field.name)}: ${literal(sampleValue(kit, entity, field, 1))}`,
    );
    return { ...common, body: py`{${commaList([...whole, ...namedEntries(named)])}}` };
  }
  const first = fields.find(({ field }) => !field.unique && field.meaning.kind !== "password") ?? fields[0];
  const value = first && literal(sampleValue(kit, entity, first.field, 1));
  const entries = first && value ? [py`${str(first.field.name)}: ${value}`] : namedEntries(named);
  return { ...common, body: py`{${entries}}` };
}

function namedEntries(named: readonly NamedRow[]): readonly Py[] {
  return named.map(({ field, key }) => py`${str(field.name)}: ${key}`);
}

/** The whole body of a row as it is, for operations that replace it. */
function replacement(
  kit: Kit,
  { meaning: { behaviour } }: OperationBlueprint,
  scene: Scene,
  named: readonly NamedRow[],
): Py | undefined {
  if (!holdsMore(behaviour)) return undefined;
  const shown = shownFieldsOf(kit, scene.form ?? scene.create.meaning.behaviour.answer.representation);
  const entries = givenFields(scene.entity, behaviour.body).flatMap(({ field, required }) => {
    if (behaviour.mode === "patch" && !required) return [];
    if (named.some((row) => row.field.name === field.name)) return [];
    const isWhole = field.meaning.kind === "json" || field.meaning.kind === "objects";
    // What is shown of an object need not be what a body may say of it.
    if (required && (isWhole || field.missing === "absent"))
      return [py`${str(field.name)}: ${literal(smallValue(kit, field))}`];
    // What this body holds to something may be null in the row.
    if (!isAmong(shown, field) || (field.missing === "null" && !field.nullable))
      return required ? [py`${str(field.name)}: ${literal(sampleValue(kit, scene.entity, field, 1))}`] : [];
    return field.missing === "absent" ? [] : [py`${str(field.name)}: ${scene.row}[${str(field.name)}]`];
  });
  const needed = requiredIgnored(behaviour.body).map((each) => py`${str(each)}: ${scene.row}[${str(each)}]`);
  return py`{${[...entries, ...namedEntries(named), ...needed]}}`;
}

function givenFields(entity: Entity, body: BodyShape): readonly GivenField[] {
  return body.fields.flatMap(({ field, required }) => {
    const found = givenField(entity, body, field);
    return found ? [{ field: found, required }] : [];
  });
}

/** The accepted body with one field set to a value. */
export function bodyWith(act: Act, field: Py, value: Py): Py {
  const { behaviour } = act.operation.meaning;
  const patches = isPatch(behaviour) && !holdsMore(behaviour);
  return patches || !act.body ? py`{${field}: ${value}}` : py`{**${act.body}, ${field}: ${value}}`;
}

/** How a test looks at a row that it made: through the operation that reads one, or through a list. */
export interface Sight {
  /** What one field holds, to be compared with `expect` of a value. */
  readonly see: (field: Field) => Py;
  /** What one field holds in what was seen before. */
  readonly pick: (seen: Py, field: Field) => Py;
  /** That what was seen before shows nothing of a field. */
  readonly lacks: (seen: Py, field: Field) => Py;
  /** What to compare with: a list shows many rows. */
  readonly expect: (value: Py) => Py;
  /** Everything that is shown of the row, to be compared with `expect` of a row. */
  readonly whole: Py;
  readonly shown: readonly Field[];
  readonly representation: string | undefined;
}

export interface SightOptions {
  readonly scene: Scene;
  /** Variable of the account that looks. */
  readonly viewer?: Py;
  readonly client?: Py;
}

export function sightOf(
  kit: Kit,
  entity: Entity,
  { scene, viewer, client }: SightOptions,
): Sight | undefined {
  const read = readOf(kit, entity.name);
  // Who made the row may see it, whoever else may.
  const seer = (operation: OperationBlueprint): Py | undefined =>
    viewer ?? (needsAccount(operation) && letsIn(operation, scene.create) ? scene.owner : undefined);
  const common = (operation: OperationBlueprint) => {
    const account = seer(operation);
    return { ...(account && { account }), ...(client && { client }) };
  };
  if (read && (!needsAccount(read) || seer(read))) {
    const whole = call(read, { rows: scene.rows, ...common(read) });
    return rowSight(kit, whole, read.meaning.behaviour.answer.representation);
  }
  const list = listOf(kit, entity.name);
  if (!list || (needsAccount(list) && !seer(list))) return undefined;
  const { parent } = list.meaning.behaviour;
  if (parent && !scene.rows.parent) return undefined;
  const rows = rowsOf(kit, list, { rows: scene.rows, ...common(list) });
  const { representation } = list.meaning.behaviour.answer;
  return {
    see: (field) => textsOf(field, rows),
    pick: (seen, field) => textsOf(field, seen),
    lacks: (seen, field) => py`assert all(${str(field.name)} not in each for each in ${seen})`,
    expect: (value) => py`[${value}]`,
    whole: rows,
    shown: shownFieldsOf(kit, representation),
    representation,
  };
}

/** The rows of a list, called through its helper: all of them. */
export function rowsOf(
  kit: Kit,
  list: OperationOf<"list">,
  options: {
    readonly rows?: PathRows;
    readonly account?: Py;
    readonly client?: Py;
    readonly extra?: readonly Py[];
  },
): Py {
  const everything = keywordArguments(standingOf(kit, list).query);
  const called = call(list, { ...options, extra: [...everything, ...(options.extra ?? [])] });
  return isWhole(list.meaning.behaviour.answer) ? rowsFrom(list, py`(${called})`) : called;
}

/** How a test looks at the account of a credential. */
export function accountSight(kit: Kit, holder: Py, client?: Py): Sight | undefined {
  const current = kit.account?.current;
  if (!current) return undefined;
  const whole = call(current, { account: holder, ...(client && { client }) });
  return rowSight(kit, whole, current.meaning.behaviour.answer.representation);
}

function rowSight(kit: Kit, whole: Py, representation: string | undefined): Sight {
  return {
    see: (field) => py`(${whole})[${str(field.name)}]`,
    pick: (seen, field) => py`${seen}[${str(field.name)}]`,
    lacks: (seen, field) => py`assert ${str(field.name)} not in ${seen}`,
    expect: (value) => value,
    whole,
    shown: shownFieldsOf(kit, representation),
    representation,
  };
}

/** What a variable holds in a field: accounts are objects, rows are dicts. */
export function heldValue(kit: Kit, entity: Entity, holder: Py, field: Field): Py {
  return isAccount(kit, entity.name)
    ? py`${holder}.${name(attributeName(field.name))}`
    : py`${holder}[${str(field.name)}]`;
}
