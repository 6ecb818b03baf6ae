import type { Entity } from "#domain";
import { name, type Py } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { type KnownKey, knownKey } from "./account-keys.ts";
import { accountKey } from "./api-support.ts";
import { call, type PathRows, registers } from "./calls.ts";
import {
  createOf,
  entityIn,
  isAccount,
  isLoader,
  type Kit,
  keyOf,
  needsAccount,
  needsConnection,
  type OperationOf,
  ownerVariable,
  readOf,
  variable,
} from "./kit.ts";
import { grants } from "./role-support.ts";
import { assign } from "./statements.ts";

/** Variables and statements that bring a row about: its account, the rows above it, itself. */
export interface Scene {
  readonly statements: readonly Py[];
  readonly entity: Entity;
  /** The variable of the row. */
  readonly row: Py;
  /** The variable of the account that made it, if accounts make such rows. */
  readonly owner?: Py;
  /** Values for the path of an operation on the row. */
  readonly rows: PathRows;
  readonly create: OperationOf<"create"> | OperationOf<"register">;
  /** The form in which the variable holds the row, where that is not the answer to its making. */
  readonly form?: string;
  /** The operation whose role the owner holds, where that is not the one that made the row. */
  readonly entered?: OperationBlueprint;
}

export interface SceneOptions {
  readonly details?: readonly Py[];
  readonly client?: Py;
  /** Without the row itself: only its account and what is above it. */
  readonly before?: boolean;
}

/** Undefined where no operation makes such rows. */
export function sceneOf(kit: Kit, entityName: string, options: SceneOptions = {}): Scene | undefined {
  const entity = entityIn(kit, entityName);
  const { account } = kit;
  if (account && isAccount(kit, entityName)) {
    const row = name(variable(kit, entityName));
    const made = call(account.register, {
      ...(options.details && { extra: options.details }),
      ...(options.client && { client: options.client }),
    });
    const known = knownKey(kit, account, row);
    if (isUnseen(known, options)) return undefined;
    return {
      statements: options.before ? [] : [assign(row, made), ...known.statements],
      entity,
      row,
      owner: row,
      rows: { item: known.key },
      create: account.register,
    };
  }
  const create = createOf(kit, entityName);
  if (!create || (needsAccount(create) && !account)) return undefined;
  // What is loaded or granted stands in the test's own transaction, which another client does not see.
  const isOutside = isLoader(create) || needsConnection(create) || create.meaning.roles.length > 0;
  if (isOutside && options.client) return undefined;
  // Whose a row is that comes from outside, only the key of an account says.
  if (isLoader(create) && entity.owner && !(account && accountKey(account))) return undefined;
  const above = parentScene(kit, create, options);
  if (create.meaning.behaviour.parent && !above) return undefined;
  const owner = needsAccount(create) ? name(ownerVariable(kit, entity)) : undefined;
  const row = name(variable(kit, entityName));
  const registered =
    above?.statements.some(({ text }) => owner && text.startsWith(`${owner.text} = `)) ?? false;
  const rows = {
    item: keyOf(kit, entity, row),
    ...(above?.rows.item && { parent: above.rows.item }),
  };
  const made = assign(
    row,
    call(create, {
      rows,
      ...(owner && { account: owner }),
      ...(options.details && { extra: options.details }),
      ...(options.client && { client: options.client }),
    }),
  );
  return {
    statements: [
      ...(owner && account && !registered ? [registers(account, owner, [], options.client)] : []),
      ...(above?.statements ?? []),
      ...(owner ? grants(create, owner) : []),
      ...(options.before ? [] : [made]),
    ],
    entity,
    row,
    ...(owner && { owner }),
    rows,
    create,
  };
}

/** Whether a key stands in the test's own transaction, which another client does not see. */
function isUnseen({ isLookedUp }: KnownKey, { client }: SceneOptions): boolean {
  return isLookedUp && client !== undefined;
}

/** The form of an account that no operation shows: a variable holds it as tests know it, and not as an answer. */
const noForm = "";

/** A row that is changed, as answers show it: of an account, the caller's own. */
export function changedRowScene(kit: Kit, entityName: string, options: SceneOptions = {}): Scene | undefined {
  return isAccount(kit, entityName) ? accountRowScene(kit, options) : sceneOf(kit, entityName, options);
}

function accountRowScene(kit: Kit, options: SceneOptions): Scene | undefined {
  const { account } = kit;
  if (!account) return undefined;
  const read = readOf(kit, account.entity.name);
  const owner = name("caller");
  // Who looks after accounts is another one than the one that is looked after.
  const isGuarded = read !== undefined && read.meaning.roles.length > 0;
  const changed = isGuarded ? name("account") : owner;
  const known = knownKey(kit, account, changed);
  if ((isGuarded && options.client) || isUnseen(known, options)) return undefined;
  const rows = { item: known.key };
  const registered = registers(account, changed, options.details ?? [], options.client);
  const common = { entity: account.entity, owner, rows, create: account.register };
  if (!read) return { ...common, statements: [registered, ...known.statements], row: owner, form: noForm };
  const row = name(variable(kit, account.entity.name));
  const client = options.client ? { client: options.client } : {};
  const { representation: form } = read.meaning.behaviour.answer;
  const looks = needsAccount(read) ? { account: owner } : {};
  return {
    ...common,
    statements: [
      ...(isGuarded ? [registers(account, owner), ...grants(read, owner)] : []),
      registered,
      ...known.statements,
      assign(row, call(read, { rows, ...looks, ...client })),
    ],
    row,
    ...(form !== undefined && { form }),
    ...(isGuarded && { entered: read }),
  };
}

function parentScene(kit: Kit, create: OperationOf<"create">, options: SceneOptions): Scene | undefined {
  const { parent } = create.meaning.behaviour;
  return parent && sceneOf(kit, parent.entity, options.client ? { client: options.client } : {});
}
