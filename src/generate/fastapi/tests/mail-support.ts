import { commaList, imported, importedModule, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import { attributeName } from "../tables.ts";
import { api, call, request } from "./calls.ts";
import type { Definition } from "./definition.ts";
import { helperName, type Kit, type OperationOf, operationsOf } from "./kit.ts";

const client = py`client: ${imported("httpx", "AsyncClient")}`;
const letter = imported("email.message", "EmailMessage");

/** Helpers that read letters. */
export function mailDefinitions(kit: Kit): readonly Definition[] {
  const [asks] = operationsOf(kit, "forgot-password");
  return [
    {
      name: "token_in",
      text: py`
        def token_in(letter: ${letter}) -> str:
            found = ${imported("re", "search")}(r"\?token=(\S+)", letter.get_content())
            assert found
            return found[1]`,
    },
    ...(asks ? [mailedToken(asks)] : []),
  ];
}

function mailedToken(asks: OperationOf<"forgot-password">): Definition {
  return {
    name: "mailed_token",
    text: py`
        async def mailed_token(${client}, mailbox: list[${letter}], key: str) -> str:
            """Ask for a token that sets a password, and take it out of the letter."""
            response = ${call(asks, { extra: [name("key")] })}
            assert response.status_code == ${asks.meaning.behaviour.answer.status}
            assert mailbox
            return ${api("token_in")}(mailbox.pop())`,
  };
}

/** `await forgot_password(client, "jane@example.com")`, or of whom the letter is for by who calls. */
export function askingCall(
  operation: OperationOf<"forgot-password"> | OperationOf<"resend-confirmation">,
): Py {
  const { behaviour } = operation.meaning;
  const response = imported("httpx", "Response");
  if (!("body" in behaviour))
    return py`
      async def ${name(helperName(operation))}(${client}, account: ${api("Account")}) -> ${response}:
          return ${request(operation, { headers: py`account.headers` })}`;
  const key = name(attributeName(behaviour.keyField));
  return py`
    async def ${name(helperName(operation))}(${client}, ${key}: str) -> ${response}:
        return ${request(operation, { body: py`{${str(behaviour.keyField)}: ${key}}` })}`;
}

/** `await reset_password(client, "jane@example.com", token, "another password")` */
export function takingCall(operation: TakesToken): Py {
  const { behaviour } = operation.meaning;
  const { keyField, tokenField } = behaviour;
  const sets = behaviour.kind === "reset-password" ? behaviour : undefined;
  const tokenIn = "tokenIn" in behaviour ? behaviour.tokenIn : undefined;
  const token = name(attributeName(tokenField));
  const named = keyField === undefined ? [] : [keyField];
  const given = [
    ...(tokenIn === "path" ? [tokenField, ...named] : [...named, tokenField]),
    ...(sets ? [sets.newField] : []),
  ];
  const entries = given
    .filter((field) => tokenIn === undefined || field !== tokenField)
    .map((field) => py`${str(field)}: ${name(attributeName(field))}`);
  const again = sets?.repeatedField;
  if (sets && again !== undefined) entries.push(py`${str(again)}: ${name(attributeName(sets.newField))}`);
  const sent = request(operation, {
    ...(entries.length > 0 && { body: py`{${commaList(entries)}}` }),
    ...(tokenIn === "path" && { rows: { parent: token } }),
    ...(tokenIn === "query" && { query: py`{${str(tokenField)}: ${token}}` }),
  });
  const parameters = given.map((field) => py`${name(attributeName(field))}: str`);
  return py`
    async def ${name(helperName(operation))}(${commaList([client, ...parameters])}) -> ${imported("httpx", "Response")}:
        return ${sent}`;
}

type TakesToken =
  | OperationOf<"reset-password">
  | OperationOf<"check-reset-token">
  | OperationOf<"confirm-account">;

/** Takes what is sent in place of the mail server. */
export function mailboxFixture({ domain }: Blueprint): Py {
  // Where every new account is sent a letter, no test may reach a mail server.
  const always = domain.accounts?.confirmation && py`(autouse=True)`;
  const mock = imported("unittest.mock", "MagicMock");
  const smtplib = importedModule("smtplib");
  return py`
    @${importedModule("pytest")}.fixture${always}
    def mailbox(monkeypatch: ${importedModule("pytest")}.MonkeyPatch) -> list[${letter}]:
        """Take what is sent in place of the mail server."""
        letters: list[${letter}] = []
        server = ${mock}(spec=${smtplib}.SMTP)
        server.__enter__.return_value = server
        server.send_message.side_effect = letters.append
        monkeypatch.setattr(${smtplib}, "SMTP", ${mock}(return_value=server))
        return letters`;
}
