import { commaList, imported, importedModule, name, type Py, py, str } from "#python";
import { attributeName } from "../tables.ts";
import { api, call, request } from "./calls.ts";
import type { Definition } from "./definition.ts";
import { helperName, type Kit, type OperationOf, operationsOf } from "./kit.ts";

const client = py`client: ${imported("httpx", "AsyncClient")}`;
const letter = imported("email.message", "EmailMessage");

/** Helpers that read letters. */
export function mailDefinitions(kit: Kit): readonly Definition[] {
  const [asks] = operationsOf(kit, "forgot-password");
  if (!asks) return [];
  return [
    {
      name: "token_in",
      text: py`
        def token_in(letter: ${letter}) -> str:
            found = ${imported("re", "search")}(r"\?token=(\S+)", letter.get_content())
            assert found
            return found[1]`,
    },
    {
      name: "mailed_token",
      text: py`
        async def mailed_token(${client}, mailbox: list[${letter}], key: str) -> str:
            """Ask for a token that sets a password, and take it out of the letter."""
            response = ${call(asks, { extra: [name("key")] })}
            assert response.status_code == ${asks.meaning.behaviour.answer.status}
            assert mailbox
            return ${api("token_in")}(mailbox.pop())`,
    },
  ];
}

/** `await forgot_password(client, "jane@example.com")` */
export function askingCall(operation: OperationOf<"forgot-password">): Py {
  const { keyField } = operation.meaning.behaviour;
  const key = name(attributeName(keyField));
  return py`
    async def ${name(helperName(operation))}(${client}, ${key}: str) -> ${imported("httpx", "Response")}:
        return ${request(operation, { body: py`{${str(keyField)}: ${key}}` })}`;
}

/** `await reset_password(client, "jane@example.com", token, "another password")` */
export function takingCall(operation: OperationOf<"reset-password"> | OperationOf<"check-reset-token">): Py {
  const { behaviour } = operation.meaning;
  const sets = behaviour.kind === "reset-password" ? behaviour : undefined;
  const given = [
    ...(behaviour.keyField === undefined ? [] : [behaviour.keyField]),
    behaviour.tokenField,
    ...(sets ? [sets.newField] : []),
  ];
  const parameters = given.map((field) => py`${name(attributeName(field))}: str`);
  const entries = given.map((field) => py`${str(field)}: ${name(attributeName(field))}`);
  const again = sets?.repeatedField;
  if (sets && again !== undefined) entries.push(py`${str(again)}: ${name(attributeName(sets.newField))}`);
  return py`
    async def ${name(helperName(operation))}(${commaList([client, ...parameters])}) -> ${imported("httpx", "Response")}:
        return ${request(operation, { body: py`{${commaList(entries)}}` })}`;
}

/** Takes what is sent in place of the mail server. */
export function mailboxFixture(): Py {
  const mock = imported("unittest.mock", "MagicMock");
  const smtplib = importedModule("smtplib");
  return py`
    @${importedModule("pytest")}.fixture
    def mailbox(monkeypatch: ${importedModule("pytest")}.MonkeyPatch) -> list[${letter}]:
        """Take what is sent in place of the mail server."""
        letters: list[${letter}] = []
        server = ${mock}(spec=${smtplib}.SMTP)
        server.__enter__.return_value = server
        server.send_message.side_effect = letters.append
        monkeypatch.setattr(${smtplib}, "SMTP", ${mock}(return_value=server))
        return letters`;
}
