import { assert } from "#base";
import {
  type BodyShape,
  type ChangePasswordBehaviour,
  type Entity,
  type Field,
  fieldOf,
  givenField,
  type LoginBehaviour,
  type NamedRowsBehaviour,
  namesSeveral,
  type ScalarValue,
  type UpdateBehaviour,
  type UpdateCurrentAccountBehaviour,
} from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { namesRows } from "../references.ts";
import { attributeName } from "../tables.ts";
import { registers } from "./calls.ts";
import { firstSample } from "./cell-samples.ts";
import { type Creating, factoryOf } from "./factories.ts";
import { type AccountKit, entityIn, isAmong, type Kit, keyOf, shownFieldsOf, variable } from "./kit.ts";
import { type NamedRow, namedArguments } from "./references.ts";
import { requiredEntries } from "./required-of-accounts.ts";
import type { Scene } from "./scenes.ts";
import { refreshAttribute } from "./session-support.ts";
import { assignIdle } from "./statements.ts";
import { sampleValue, smallValue } from "./values.ts";
import { begins, holdsMore, requiredIgnored } from "./whole-changes.ts";

/** What a request of an operation brings. */
export interface SentBody {
  /** A body that is accepted. */
  readonly body?: Py;
  /** Fields that the body may give, but for those that name rows. */
  readonly fields: readonly GivenField[];
  /** Fields by which the body names rows of other entities. */
  readonly naming: readonly GivenField[];
}

export interface GivenField {
  readonly field: Field;
  readonly required: boolean;
}

/** A body that is accepted, and the fields that it may give. */
export function bodyOf(
  kit: Kit,
  operation: OperationBlueprint,
  scene: Scene | undefined,
  named: readonly NamedRow[],
): SentBody {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "write-cell")
    return { fields: [], naming: [], body: literal(firstSample(kit, entityIn(kit, behaviour.entity))) };
  if (!("body" in behaviour)) return { fields: [], naming: [] };
  const entity = entityIn(kit, behaviour.entity);
  const given = givenFields(entity, behaviour.body);
  const fields = given.filter(({ field }) => !namesRows(field));
  const common = { fields, naming: given.filter(({ field }) => namesRows(field)) };
  if (namesSeveral(behaviour))
    return { ...common, ...(scene && { body: keysBody(kit, behaviour, scene.entity, [scene.row]) }) };
  if (behaviour.kind === "register" || behaviour.kind === "create")
    return {
      ...common,
      body: py`${factoryOf(operation as Creating)}.build(${namedArguments(named)})`,
    };
  if (behaviour.kind === "create-many")
    return { ...common, body: py`[${factoryOf(operation as Creating)}.build(${namedArguments(named)})]` };
  if (travelsAsCredentials.has(behaviour.kind)) return { ...common, body: py`credentials` };
  if (holdsMore(behaviour) && scene) return { ...common, body: name("details") };
  if (behaviour.kind === "change-state") return { ...common, body: name("details") };
  if (begins(behaviour)) return { ...common, body: name("details") };
  const first = fields.find(({ field }) => !field.unique && field.meaning.kind !== "password") ?? fields[0];
  const isMoved = behaviour.kind === "update" && behaviour.moves?.field === first?.field.name;
  const moved = isMoved ? firstMove(entity, behaviour.moves) : undefined;
  const value = first && literal(moved ?? sampleValue(kit, entity, first.field, 1));
  const entries = first && value ? [py`${str(first.field.name)}: ${value}`] : namedEntries(named);
  return { ...common, body: py`{${entries}}` };
}

/** Bodies of which no row keeps anything. */
const travelsAsCredentials: ReadonlySet<string> = new Set([
  "login",
  "refresh",
  "logout",
  "change-password",
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
  "resend-confirmation",
]);

const mailedKinds: ReadonlySet<string> = new Set([
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
  "resend-confirmation",
]);

/** Everything that a document may be given, where a change must give more than what it changes. */
export function wholeDocument(
  kit: Kit,
  { meaning: { behaviour } }: OperationBlueprint,
  named: readonly NamedRow[],
): Py | undefined {
  if (!begins(behaviour)) return undefined;
  if (behaviour.kind === "update-current-account") return ownDocument(kit, behaviour);
  if (behaviour.kind !== "update-singleton") return undefined;
  const entity = entityIn(kit, behaviour.entity);
  const plain = givenFields(entity, behaviour.body).filter(({ field }) => !namesRows(field));
  const whole = plain.map(
    ({ field }) => py`${str(field.name)}: ${literal(sampleValue(kit, entity, field, 1))}`,
  );
  return py`{${commaList([...whole, ...namedEntries(named)])}}`;
}

/** What the caller's own account must be given in any case. */
function ownDocument(kit: Kit, { body }: UpdateCurrentAccountBehaviour): Py | undefined {
  const { account } = kit;
  if (!account) return undefined;
  const holder = name(variable(kit, account.entity.name));
  return py`{${commaList(requiredEntries(kit, account, givenFields(account.entity, body), { holder }))}}`;
}

/** What is said beside a change of state: all that may be; nothing where it takes no body. */
export function stateBody(kit: Kit, operation: OperationBlueprint): Py | undefined {
  const { behaviour } = operation.meaning;
  if (behaviour.kind !== "change-state" || !("body" in behaviour)) return undefined;
  const entity = entityIn(kit, behaviour.entity);
  const entries = givenFields(entity, behaviour.body).map(
    ({ field }) => py`${str(field.name)}: ${literal(sampleValue(kit, entity, field, 1))}`,
  );
  return py`{${commaList(entries)}}`;
}

/** A body that names several rows. */
export function keysBody(
  kit: Kit,
  { keysField }: NamedRowsBehaviour,
  entity: Entity,
  rows: readonly Py[],
): Py {
  return py`{${str(keysField)}: [${commaList(rows.map((row) => keyOf(kit, entity, row)))}]}`;
}

/** What a new row may become at once. */
export function firstMove(entity: Entity, moves: UpdateBehaviour["moves"]): ScalarValue | undefined {
  const start = moves && fieldOf(entity, moves.field)?.default;
  return moves?.allowed.find(({ from }) => from.some((value) => value === start))?.to;
}

function namedEntries(named: readonly NamedRow[]): readonly Py[] {
  return named.map(({ field, key }) => py`${str(field.name)}: ${key}`);
}

/** The whole body of a row as it is, for operations that replace it. */
export function replacement(
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

/** Statements: an account, and what it signs in with, or goes on with, or ends what it began. */
export function credentials(
  kit: Kit,
  account: AccountKit,
  { meaning: { behaviour } }: OperationBlueprint,
  { client, caller }: { readonly client: Py | undefined; readonly caller: Py | undefined },
): readonly Py[] {
  const holder = caller ?? name(variable(kit, account.entity.name));
  if (behaviour.kind === "refresh" && "cookie" in behaviour) return [];
  if (behaviour.kind === "refresh" || (behaviour.kind === "logout" && "body" in behaviour)) {
    const token = py`${holder}.${name(refreshAttribute(account))}`;
    return [
      ...(caller ? [] : [registers(account, holder, [], client)]),
      assignIdle(name("credentials"), py`{${str(behaviour.tokenField)}: ${token}}`),
    ];
  }
  if (behaviour.kind === "change-password")
    return [assignIdle(name("credentials"), passwordsGiven(kit, account, behaviour, holder))];
  if (mailedKinds.has(behaviour.kind) && "body" in behaviour)
    return [assignIdle(name("credentials"), mailedBody(kit, account, behaviour.body))];
  if (behaviour.kind !== "login") return [];
  const held = (field: string): Py => py`${holder}.${name(attributeName(field))}`;
  const { loginField, passwordField } = account.accounts;
  return [
    registers(account, holder, [], client),
    assignIdle(name("credentials"), signInBody(kit, behaviour, held(loginField), held(passwordField))),
  ];
}

/** A body that could be taken, of an account that there is not, and with a token that was never sent. */
function mailedBody(kit: Kit, { entity }: AccountKit, body: BodyShape): Py {
  const entries = givenFields(entity, body).map(
    ({ field }) => py`${str(field.name)}: ${literal(sampleValue(kit, entity, field, 1))}`,
  );
  return py`{${commaList(entries)}}`;
}

/** What somebody signs in with: the two, and whatever else is asked for. `remember`: whether the browser is to keep a cookie. */
export function signInBody(kit: Kit, behaviour: LoginBehaviour, login: Py, password: Py, remember?: Py): Py {
  const { accounts } = kit.domain;
  assert(accounts, "accounts sign in");
  const entries = [
    py`${str(accounts.loginAs ?? accounts.loginField)}: ${login}`,
    py`${str(accounts.passwordField)}: ${password}`,
    ...ownEntries(kit, behaviour, remember),
  ];
  return py`{${commaList(entries)}}`;
}

function ownEntries(
  kit: Kit,
  { entity: account, body }: LoginBehaviour,
  remember: Py | undefined,
): readonly Py[] {
  const entity = entityIn(kit, account);
  return (body.own ?? []).flatMap(({ name: own, is }) => {
    if (own === kit.domain.accounts?.loginAs) return [];
    if (is === "remember" && remember) return [py`${str(own)}: ${remember}`];
    const isNeeded = body.fields.some((each) => each.field === own && each.required);
    const field = is === "unchecked" || isNeeded ? givenField(entity, body, own) : undefined;
    return field ? [py`${str(own)}: ${literal(sampleValue(kit, entity, field, 0))}`] : [];
  });
}
