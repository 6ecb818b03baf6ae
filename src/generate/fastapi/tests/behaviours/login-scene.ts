import type { Field, TokenField } from "#domain";
import { importedModule, name, type Py, py, str } from "#python";
import { attributeName } from "../../tables.ts";
import { answered, awaitless, call } from "../calls.ts";
import { type AccountKit, type Kit, type OperationOf, variable } from "../kit.ts";
import { signInBody } from "../sent-bodies.ts";

/** What tests of signing in speak of. */
export interface LoginScene {
  readonly kit: Kit;
  readonly account: AccountKit;
  readonly operation: OperationOf<"login">;
  readonly login: Field;
  /** The variable of the account. */
  readonly holder: Py;
  /** Its login and its password. */
  readonly key: Py;
  readonly password: Py;
  readonly status: number;
}

export function openLogin(
  kit: Kit,
  account: AccountKit,
  operation: OperationOf<"login">,
  login: Field,
): LoginScene {
  const holder = name(variable(kit, account.entity.name));
  return {
    kit,
    account,
    operation,
    login,
    holder,
    key: py`${holder}.${name(attributeName(login.name))}`,
    password: py`${holder}.${name(attributeName(account.accounts.passwordField))}`,
    status: operation.meaning.behaviour.answer.status,
  };
}

/** `response = await login(client, account.email, account.password)` */
export function signsIn(scene: LoginScene, key: Py, password: Py): Py {
  return py`response = ${call(scene.operation, { extra: [key, password] })}`;
}

/** The answer is of the account, which it shows by its login; nothing where it is a token alone. */
export function answersAccount(scene: LoginScene, expected: Py): Py | undefined {
  const shown = shownLogin(scene.account, scene.operation, name("response"));
  return shown && py`assert ${shown} == ${expected}`;
}

/** What an answer to signing in shows of the account by which it is told; undefined where it is a token alone, or nothing tells it. */
export function shownLogin(
  { accounts, entity }: AccountKit,
  login: OperationOf<"login">,
  response: Py,
): Py | undefined {
  const { token, representation } = login.meaning.behaviour.answer;
  const whole = answered(login, response);
  if (!token && !showsField({ accounts, entity }, representation)) return undefined;
  if (!token || token.account !== undefined) return py`${whole}[${str(accounts.loginField)}]`;
  const alone = token.fields.find(({ is }) => is.kind === "account-login");
  if (alone) return py`${whole}[${str(alone.name)}]`;
  const account = token.fields.find((field) => showsLogin({ accounts, entity }, field));
  return account && py`${whole}[${str(account.name)}][${str(accounts.loginField)}]`;
}

function showsField(
  { accounts, entity }: Pick<AccountKit, "accounts" | "entity">,
  representation: string | undefined,
): boolean {
  const form = entity.representations.find(({ name: each }) => each === representation);
  return form?.fields.some(({ field }) => field === accounts.loginField) ?? false;
}

/** Whether a part of the answer is the account, with what people sign in with. */
export function showsLogin(
  { accounts, entity }: Pick<AccountKit, "accounts" | "entity">,
  { is }: TokenField,
): boolean {
  return is.kind === "account" && showsField({ accounts, entity }, is.representation);
}

/** Many guesses at once. */
export function guesses(scene: LoginScene, count: Py): Py {
  const body = signInBody(scene.kit, scene.operation.meaning.behaviour, scene.key, str("wrong"));
  const sent = awaitless(scene.operation, { client: name("committing_client"), body });
  return py`responses = await ${importedModule("asyncio")}.gather(*(${sent} for _ in range(${count})))`;
}
