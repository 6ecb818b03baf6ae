import { snakeCase } from "#base";
import {
  type Accounts,
  type Behaviour,
  type Domain,
  type Entity,
  type Field,
  type Filter,
  fieldOf,
  type OperationMeaning,
} from "#domain";
import { identifierText, imported, name, type Py, py, str } from "#python";
import { adderOf } from "../app/added-accounts.ts";
import { loadersOf } from "../app/load.ts";
import { sendsMail } from "../app/mailed-tokens.ts";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../blueprint.ts";
import { referencesIn } from "../references.ts";
import { attributeName } from "../tables.ts";
import { ofFirstKinds } from "./first-kinds.ts";
import { isKeyTold, knowsKey } from "./told-keys.ts";

export type Kind = Behaviour["kind"];
export type BehaviourOf<K extends Kind> = Extract<Behaviour, { readonly kind: K }>;

/** An operation whose behaviour is known to be of one kind. */
export interface OperationOf<K extends Kind> extends OperationBlueprint {
  readonly meaning: OperationMeaning & { readonly behaviour: BehaviourOf<K> };
}

/** What all emitters of tests read: the blueprint, and what tests can do with it. */
export interface Kit {
  /** The application as if rows were all of the first of their kinds. */
  readonly blueprint: Blueprint;
  /** The application as it is. */
  readonly whole: Blueprint;
  readonly domain: Domain;
  /** Operations that tests can call: every part of their paths is known. */
  readonly operations: readonly OperationBlueprint[];
  /** Accounts that tests can register. */
  readonly account?: AccountKit;
  /** Names that a variable of a test must keep off. */
  readonly taken: ReadonlySet<string>;
}

export interface AccountKit {
  readonly entity: Entity;
  readonly accounts: Accounts;
  readonly register: OperationOf<"register">;
  readonly login?: OperationOf<"login">;
  readonly current?: OperationOf<"current-account">;
}

export function openKit(whole: Blueprint): Kit {
  const blueprint = ofFirstKinds(whole);
  const operations = blueprint.modules.flatMap((module) => module.operations).filter(isCallable);
  const of = <K extends Kind>(kind: K): readonly OperationOf<K>[] =>
    operations.filter((operation): operation is OperationOf<K> => operation.meaning.behaviour.kind === kind);
  const [register = adderIn(blueprint)] = of("register");
  const [login] = of("login");
  const [current] = of("current-account");
  const { accounts } = blueprint.domain;
  const ofMail = sendsMail(blueprint)
    ? ["letter", "letters", "mailbox", "resets", "kept", "known", "entered"]
    : [];
  const taken = new Set([...words, ...ofMail, ...operations.map(helperName)]);
  for (const operation of operations) if (loadsRows(blueprint, operation)) loading.add(operation);
  return {
    blueprint,
    whole,
    domain: blueprint.domain,
    operations,
    ...(blueprint.account &&
      accounts &&
      register && {
        account: {
          entity: blueprint.account,
          accounts,
          register,
          ...(login && { login }),
          ...(current && { current }),
        },
      }),
    taken,
  };
}

/** What adds accounts where no operation does. */
function adderIn(blueprint: Blueprint): OperationOf<"register"> | undefined {
  return adderOf(blueprint) as OperationOf<"register"> | undefined;
}

/** Operations that make rows which must name others that come from outside, or whose making asks for a role. */
const loading = new WeakSet<OperationBlueprint>();

/** Whether tests need their own connection to make rows by the operation: no request of theirs makes what the rows name. */
export function needsConnection(operation: OperationBlueprint): boolean {
  return loading.has(operation);
}

function loadsRows(blueprint: Blueprint, { meaning }: OperationBlueprint): boolean {
  if (meaning.behaviour.kind !== "create") return false;
  return referencesIn(blueprint.domain, meaning).some(({ target, mayBeMissing }) => {
    if (mayBeMissing) return false;
    const makers = blueprint.modules
      .flatMap((module) => module.operations)
      .filter((each) => "entity" in each.meaning.behaviour && each.meaning.behaviour.entity === target.name)
      .filter(
        ({ meaning: { behaviour } }) =>
          (behaviour.kind === "create" && !("parameter" in behaviour)) || behaviour.kind === "register",
      );
    const [first] = makers.toSorted(openFirst);
    return first === undefined || first.meaning.roles.length > 0 || loadsRows(blueprint, first);
  });
}

function isCallable({ meaning: { behaviour }, contract }: OperationBlueprint): boolean {
  const known = new Set([
    "parameter" in behaviour ? behaviour.parameter : undefined,
    "parent" in behaviour ? behaviour.parent?.parameter : undefined,
    behaviour.kind === "list" ? behaviour.narrowed?.parameter : undefined,
    "tokenIn" in behaviour ? behaviour.tokenField : undefined,
    ...("coordinates" in behaviour ? behaviour.coordinates : []),
  ]);
  return contract.segments.every((segment) => segment.kind === "literal" || known.has(segment.name));
}

export function operationsOf<K extends Kind>(kit: Kit, kind: K): readonly OperationOf<K>[] {
  return kit.operations.filter(
    (operation): operation is OperationOf<K> => operation.meaning.behaviour.kind === kind,
  );
}

/** The first operation that makes rows of an entity, or what loads them where none does. */
export function createOf(kit: Kit, entity: string): OperationOf<"create"> | undefined {
  return [...operationsOf(kit, "create"), ...loadersIn(kit)]
    .toSorted(openFirst)
    .find(({ meaning }) => meaning.behaviour.entity === entity && !("parameter" in meaning.behaviour));
}

/** Operations that ask for a role come last. */
function openFirst(one: OperationBlueprint, other: OperationBlueprint): number {
  return Number(one.meaning.roles.length > 0) - Number(other.meaning.roles.length > 0);
}

/** What loads rows that no operation makes. */
export function loadersIn({ blueprint }: Kit): readonly OperationOf<"create">[] {
  return loadersOf(blueprint).filter(
    (loader): loader is OperationOf<"create"> => loader.meaning.behaviour.kind === "create",
  );
}

/** Whether rows come from outside: no request makes them. */
export function isLoader({ contract }: OperationBlueprint): boolean {
  return contract.path === "";
}

export function readOf(kit: Kit, entity: string): OperationOf<"read"> | undefined {
  return operationsOf(kit, "read")
    .toSorted(openFirst)
    .find(({ meaning }) => meaning.behaviour.entity === entity);
}

/** Lists of an entity that show all rows, or all of a parent, where they are asked for them. */
export function listOf(kit: Kit, entity: string): OperationOf<"list"> | undefined {
  return operationsOf(kit, "list")
    .toSorted(openFirst)
    .find(
      ({ meaning: { behaviour } }) =>
        behaviour.entity === entity &&
        behaviour.following === undefined &&
        behaviour.narrowed === undefined &&
        behaviour.nested === undefined &&
        behaviour.filters.every((filter) => showsAll(entityIn(kit, entity), filter)),
    );
}

/** Whether a filter can let all rows through: left out, or as a range that nothing lies beyond. */
function showsAll(entity: Entity, { required, fallback, by }: Filter): boolean {
  if (required) return false;
  if (!fallback) return true;
  const field = by.kind === "range" ? fieldOf(entity, by.field) : undefined;
  return fallback.kind === "moment" && field?.meaning.kind === "scalar" && field.missing === "never";
}

export function entityIn(kit: Kit, entityName: string): Entity {
  return entityNamed(kit.blueprint, entityName);
}

export function isAccount(kit: Kit, entity: string): boolean {
  return kit.account?.entity.name === entity;
}

/** The fields that an answer shows, in its order. */
export function shownFieldsOf(kit: Kit, representation: string | undefined): readonly Field[] {
  for (const entity of kit.domain.entities) {
    const found = entity.representations.find((candidate) => candidate.name === representation);
    if (found) return found.fields.flatMap(({ field }) => fieldOf(entity, field) ?? []);
  }
  return [];
}

/** Whether a field is one of these: by its name, for a body may hold it to limits of its own. */
export function isAmong(fields: readonly Field[], field: Field): boolean {
  return fields.some(({ name: each }) => each === field.name);
}

/** Whether an operation refuses those who are not signed in. */
export function needsAccount({ meaning: { access } }: OperationBlueprint): boolean {
  return access === "required" || access === "owner";
}

// Names that the printed tests give to other things.
const words: readonly string[] = (
  "account after another answer answered app app_settings argon2 asyncio attempt base before below caller caller_row changes client claims clock " +
  "committing_app committing_client connection content counting_statements credentials datetime details duration earlier engine etag " +
  "entry expected extra factory field first fixed following found freed guess hashed header headers httpx index insert json jwt key keys last " +
  "later length limit longest many message messages middle missing monkeypatch moment name names newest noise number offset oldest " +
  "one operation order other others others_row page params pages path permitted place pytest query quote reader recorded refused renewed replace " +
  "repeated response responses row rows running_app same second seen sent set_clock settings shown start statement statements status " +
  "statuses stored stranger text third times title token total unknown until url value values viewer wanted window words"
).split(" ");

/** A variable that holds a row, or an account: its entity's name, kept off other names of a test. */
export function variable(kit: Kit, text: string): string {
  const wanted = identifierText(snakeCase(text), { avoidBuiltins: true });
  return kit.taken.has(wanted) ? `${wanted}_row` : wanted;
}

/** The name of the helper in `tests/api.py` that calls an operation. */
export function helperName({ functionName }: OperationBlueprint): string {
  return reservedHelpers.has(functionName) ? `call_${functionName}` : functionName;
}

const reservedHelpers: ReadonlySet<string> = new Set(
  (
    "app begin_another client committing_app committing_client counting_statements monkeypatch set_clock headers_of errors_of grant key_of " +
    "token_in mailed_token assert_refused assert_invalid assert_unauthorized put_value stored_row escaped asyncio pytest json jwt renewed replace response page rows"
  ).split(" "),
);

/** How a test calls the account that owns a row: as the contract does (`author`), or by the entity's name. */
export function ownerVariable(kit: Kit, entity: Entity): string {
  return variable(kit, entity.owner?.field ?? kit.account?.entity.name ?? "account");
}

/** A field that tells accounts apart and that tests know of each: the key, else what people sign in with. */
export function accountMark(account: AccountKit): string {
  const { entity, accounts, register } = account;
  const { body, answer } = register.meaning.behaviour;
  const shown = entity.representations.find(({ name: form }) => form === answer.representation)?.fields ?? [];
  const given = [...body.fields, ...shown].some(({ field }) => field === entity.identity.field);
  return given || knowsKey(account) ? entity.identity.field : accounts.loginField;
}

/** The value by which a path selects a row that a variable holds; looked up where no answer tells that of an account. */
export function keyOf(kit: Kit, entity: Entity, holder: Py): Py {
  const { field } = entity.identity;
  if (kit.account?.entity.name !== entity.name) return py`${holder}[${str(madeKey(kit, entity) ?? field)}]`;
  return isKeyTold(kit.account)
    ? py`${holder}.${name(attributeName(field))}`
    : py`await ${imported("tests.api", "key_of")}(connection, ${holder})`;
}

/** The longer name under which the answer to the making of a row shows its key, where it has no other. */
export function madeKey(kit: Kit, entity: Entity): string | undefined {
  const making = operationsOf(kit, "create").find(({ meaning }) => meaning.behaviour.entity === entity.name);
  const shown = making && shownFieldsOf(kit, making.meaning.behaviour.answer.representation);
  if (!shown || shown.some(({ name: each }) => each === entity.identity.field)) return undefined;
  return shown.find(({ meaning }) => meaning.kind === "own-key" && meaning.of === entity.identity.field)
    ?.name;
}
