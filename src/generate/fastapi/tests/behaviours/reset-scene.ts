import { fieldOf, givenField } from "#domain";
import { commaList, literal, name, type Py, py, str } from "#python";
import { badToken } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { api, type CallOptions, call, details } from "../calls.ts";
import { paragraph } from "../cases.ts";
import { type AccountKit, type Kit, type OperationOf, operationsOf, variable } from "../kit.ts";
import { assign } from "../statements.ts";
import { sampleValue } from "../values.ts";

/** What tests of forgotten passwords speak of. */
export interface ResetScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly login: OperationOf<"login">;
  readonly asks: OperationOf<"forgot-password">;
  readonly sets: OperationOf<"reset-password">;
  /** The variable of the account. */
  readonly holder: Py;
  /** The address that it has. */
  readonly address: Py;
  /** What it asks by, and what nobody asks by. */
  readonly key: Py;
  readonly stranger: Py;
  /** The password that is set. */
  readonly fresh: Py;
}

type TakesToken = OperationOf<"reset-password"> | OperationOf<"check-reset-token">;

/** Undefined where tests cannot come by an account, or by its token. */
export function openReset(kit: Kit): ResetScene | undefined {
  const { account } = kit;
  const [asks] = operationsOf(kit, "forgot-password");
  const [sets] = operationsOf(kit, "reset-password");
  if (!account?.login || !asks || !sets) return undefined;
  const { entity } = account;
  const { keyField, mailField } = asks.meaning.behaviour;
  const mail = fieldOf(entity, mailField);
  const key = fieldOf(entity, keyField);
  const password = givenField(entity, sets.meaning.behaviour.body, sets.meaning.behaviour.newField);
  if (!mail || !key || !password) return undefined;
  const holder = name(variable(kit, entity.name));
  const address = literal(sampleValue(kit, entity, mail, 0));
  return {
    kit,
    account,
    login: account.login,
    asks,
    sets,
    holder,
    address,
    key: keyField === mailField ? address : py`${holder}.${name(attributeName(keyField))}`,
    stranger: literal(sampleValue(kit, entity, key, 1)),
    fresh: literal(sampleValue(kit, entity, password, 1)),
  };
}

/** Statement: an account with the address. */
export function arranged({ account, asks, holder, kit }: ResetScene, client?: Py): Py {
  const mail = fieldOf(account.entity, asks.meaning.behaviour.mailField);
  const given = mail ? details([[mail, sampleValue(kit, account.entity, mail, 0)]]) : [];
  return assign(holder, call(account.register, { extra: given, ...(client && { client }) }));
}

/** Statement: what was sent to a new account is put aside. */
export function cleared({ domain }: Kit): Py | undefined {
  return domain.accounts?.confirmation && py`mailbox.clear()`;
}

/** `response = await forgot_password(client, "first@example.com")` */
export function asksBy({ asks }: ResetScene, key: Py): Py {
  return py`response = ${call(asks, { extra: [key] })}`;
}

/** `token = await mailed_token(client, mailbox, …)` */
export function tokenFor(scene: ResetScene, holder = name("token"), client = name("client")): Py {
  return py`${holder} = await ${api("mailed_token")}(${commaList([client, name("mailbox"), scene.key])})`;
}

/** What the helper of an operation that takes a token is called with: of whom, the token, and what is set. */
export function given(
  scene: ResetScene,
  { meaning: { behaviour } }: TakesToken,
  token: Py = name("token"),
  key?: Py,
): CallOptions {
  const { keyField } = behaviour;
  const known =
    keyField === scene.asks.meaning.behaviour.keyField
      ? scene.key
      : py`${scene.holder}.${name(attributeName(keyField ?? ""))}`;
  const whose = keyField === undefined ? [] : [key ?? known];
  const sets = behaviour.kind === "reset-password" ? [scene.fresh] : [];
  // What a path selects comes first.
  return "tokenIn" in behaviour && behaviour.tokenIn === "path"
    ? { rows: { parent: token }, extra: [...whose, ...sets] }
    : { extra: [...whose, token, ...sets] };
}

/** `response = await reset_password(client, token, "another password")` */
export function takes(operation: TakesToken, options: CallOptions): Py {
  return py`response = ${call(operation, options)}`;
}

/** Statements: a call that is served. */
export function served(operation: TakesToken, options: CallOptions): readonly Py[] {
  return paragraph(
    takes(operation, options),
    py`assert response.status_code == ${operation.meaning.behaviour.answer.status}`,
  );
}

/** Statement: that a token is refused. */
export function refusedToken({ meaning: { refusals, behaviour } }: TakesToken): Py {
  return refusals.credentials === 401
    ? py`${api("assert_unauthorized")}(response)`
    : py`${api("assert_refused")}(response, ${refusals.credentials}, ${str(badToken(behaviour.tokenField))})`;
}

/** Statements: the account signs in with a password. */
export function entersWith({ account, login, holder }: ResetScene, password: Py): readonly Py[] {
  const key = py`${holder}.${name(attributeName(account.accounts.loginField))}`;
  return [
    py`entered = ${call(login, { extra: [key, password] })}`,
    py`assert entered.status_code == ${login.meaning.behaviour.answer.status}`,
  ];
}
