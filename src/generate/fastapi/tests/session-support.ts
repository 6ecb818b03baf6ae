import { commaList, imported, name, type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { holdsToken, tokenAnswerOf } from "../token-answers.ts";
import { api, cookieOf, refreshCookieOf, tokenIn } from "./calls.ts";
import type { Definition } from "./definition.ts";
import { type AccountKit, helperName, type Kit, operationsOf } from "./kit.ts";

const client = py`client: ${imported("httpx", "AsyncClient")}`;

/** Helpers that give a test another session of an account, or its session gone on with. */
export function sessionDefinitions(kit: Kit): readonly Definition[] {
  const { account } = kit;
  if (!account?.login || !account.accounts.sessions) return [];
  const { login, accounts } = account;
  const [refresh] = operationsOf(kit, "refresh");
  const key = py`account.${name(attributeName(accounts.loginField))}`;
  const password = py`account.${name(attributeName(accounts.passwordField))}`;
  return [
    {
      name: "begin_another",
      text: py`
        async def begin_another(${client}, account: ${api("Account")}) -> ${api("Account")}:
            """Sign in once more: another session of the same account."""
            response = await ${api(helperName(login))}(client, ${key}, ${password})
            assert response.status_code == ${login.meaning.behaviour.answer.status}
            return ${holding(account, login)}`,
    },
    ...(refresh
      ? [
          {
            name: "renewed",
            text: py`
              async def renewed(${client}, account: ${api("Account")}) -> ${api("Account")}:
                  """Go on with the session of the account."""
                  response = await ${api(helperName(refresh))}(client, account.${name(refreshAttribute(account))})
                  assert response.status_code == ${refresh.meaning.behaviour.answer.status}
                  return ${holding(account, refresh)}`,
          },
        ]
      : []),
  ];
}

/** The account with the tokens of an answer in place of its own. */
function holding(account: AccountKit, operation: OperationBlueprint): Py {
  const token = tokenAnswerOf(operation.meaning.behaviour);
  const own = name(attributeName(account.accounts.tokenField));
  if (cookieOf(operation) !== undefined)
    return py`${imported("dataclasses", "replace")}(account, ${own}=${tokenIn(operation, name("response"), own.text)})`;
  const values: Py[] = (token?.fields ?? []).flatMap(({ name: field, is }) => {
    const held = tokenIn(operation, name("response"), field);
    if (is.kind === "token") return [py`${own}=${held}`];
    return is.kind === "refresh" ? [py`${name(refreshAttribute(account))}=${held}`] : [];
  });
  const cookie = refreshCookieOf(operation);
  if (cookie !== undefined)
    values.push(py`${name(refreshAttribute(account))}=response.cookies[${str(cookie)}]`);
  return py`${imported("dataclasses", "replace")}(${commaList([name("account"), ...values])})`;
}

/** The field of an answer that holds a refresh token. */
export function refreshField(operation: OperationBlueprint): string | undefined {
  return tokenAnswerOf(operation.meaning.behaviour)?.fields.find(({ is }) => is.kind === "refresh")?.name;
}

/** What a test's account calls its refresh token, where it has one. */
export function refreshAttribute({ login, register }: AccountKit): string {
  return attributeName(refreshField(register) ?? (login && refreshField(login)) ?? "refresh_token");
}

/** Whether sessions of accounts are renewed. */
export function renews({ accounts }: AccountKit): boolean {
  return (accounts.sessions?.renewal ?? "none") !== "none";
}

/** Whether registering begins a session with all that is handed over for one. */
export function beginsSession(account: AccountKit): boolean {
  const { register } = account;
  const token = tokenAnswerOf(register.meaning.behaviour);
  const hands = refreshField(register) !== undefined || refreshCookieOf(register) !== undefined;
  return holdsToken(token) && (!renews(account) || hands);
}
