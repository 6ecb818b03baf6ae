import { type Field, primaryField } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { challengeOf } from "../app/errors.ts";
import { attributeName } from "../tables.ts";
import { accountKeyDefinitions } from "./account-keys.ts";
import { barredDefinitions } from "./barred-support.ts";
import { api } from "./calls.ts";
import { cookieDefinitions, otherSites, sentCredential } from "./cookie-support.ts";
import type { Definition } from "./definition.ts";
import { checkUnauthorized, errorDefinitions } from "./error-support.ts";
import type { AccountKit, Kit } from "./kit.ts";
import { mailDefinitions } from "./mail-support.ts";
import { roleDefinitions } from "./role-support.ts";
import { refreshAttribute, renews, sessionDefinitions } from "./session-support.ts";
import { storedRow } from "./stored-row-support.ts";
import { toldFields } from "./told-keys.ts";

const response = imported("httpx", "Response");

/** What tests share that is not a call of an operation, in the order in which it is printed. */
export function supportDefinitions(kit: Kit): readonly Definition[] {
  return [
    { name: "Json", constant: true, text: py`type Json = dict[str, ${imported("typing", "Any")}]` },
    ...(kit.account ? [...credentialDefinitions(kit.account), ...otherSites()] : []),
    ...valueDefinitions(),
    ...(kit.account ? accountDefinitions(kit.account) : []),
    {
      name: "escaped",
      text: py`
        def escaped(content: ${api("Json")}) -> bytes:
            """Spell JSON in ASCII. The client does not, and so cannot send a lone surrogate."""
            return ${imported("json", "dumps")}(content).encode("ascii")`,
    },
    {
      name: "form",
      text: py`
        def form(details: ${imported("collections.abc", "Mapping")}[str, object]) -> list[tuple[str, tuple[str | None, str | bytes]]]:
            """Spell values as the parts of a form; bytes are a file."""
            parts: list[tuple[str, tuple[str | None, str | bytes]]] = []
            for key, value in details.items():
                if isinstance(value, bytes):
                    parts.append((key, ("file", value)))
                elif value is not None:
                    parts.append((key, (None, value if isinstance(value, str) else ${imported("json", "dumps")}(value))))
            return parts`,
    },
    ...errorDefinitions(kit),
    ...sessionDefinitions(kit),
    ...mailDefinitions(kit),
    ...roleDefinitions(kit),
    ...barredDefinitions(kit),
    ...accountKeyDefinitions(kit),
    { name: "assert_unauthorized", text: assertUnauthorized(kit) },
    { name: "put_value", text: putValue() },
    { name: "stored_row", text: storedRow() },
  ];
}

function putValue(): Py {
  return py`
    async def put_value(connection: ${imported("sqlalchemy.ext.asyncio", "AsyncConnection")}, table_name: str, key: object, **values: object) -> None:
        """Bring a row into a state that no operation gives it."""
        table = ${imported("app.database", "Base")}.metadata.tables.get(table_name)
        assert table is not None
        (column,) = table.primary_key.columns
        await connection.execute(${imported("sqlalchemy", "update")}(table).where(column == key).values(values))`;
}

function credentialDefinitions({ accounts: { credential } }: AccountKit): readonly Definition[] {
  const { parameter, prefix } = credential;
  if (credential.in === "cookie") return cookieDefinitions(parameter);
  const header = (value: string): Py => py`{${str(parameter)}: ${str(value)}},`;
  const other = prefix.toLowerCase() === "bearer" ? "Basic" : "Bearer";
  const malformed =
    prefix === ""
      ? [header("nonsense"), header("Bearer nonsense")]
      : [header(`${prefix} nonsense`), header(prefix), header("nonsense"), header(`${other} nonsense`)];
  return [
    {
      name: "MALFORMED_CREDENTIALS",
      constant: true,
      text: py`
        # Accepted nowhere: none of these can be read as a credential of this API.
        MALFORMED_CREDENTIALS: tuple[dict[str, str], ...] = (
            ${malformed.length > 0 && py`${malformed[0]}`}
            ${malformed[1]}
            ${malformed[2]}
            ${malformed[3]}
        )`,
    },
    {
      name: "WITHOUT_ACCESS",
      constant: true,
      text: py`WITHOUT_ACCESS: tuple[dict[str, str], ...] = ({}, *${api("MALFORMED_CREDENTIALS")})`,
    },
  ];
}

function valueDefinitions(): readonly Definition[] {
  return [
    {
      name: "NOT_TEXT",
      constant: true,
      text: py`
        # Values of other types than text, as JSON has them.
        NOT_TEXT: tuple[object, ...] = (1, True, ["text"], {"text": "text"})`,
    },
    {
      name: "UNREADABLE_XML",
      constant: true,
      text: py`
        # No document, no element, and entities that grow or lead elsewhere.
        UNREADABLE_XML: tuple[str, ...] = (
            "<x>",
            "",
            '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>',
            '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><x>&a;</x>',
        )`,
    },
    {
      name: "UNSTORABLE",
      constant: true,
      text: py`
        # Text that JSON can spell and not every database can store.
        UNSTORABLE: tuple[str, ...] = ("nul\0", "surrogate\ud800")`,
    },
  ];
}

function accountDefinitions(account: AccountKit): readonly Definition[] {
  const token = py`self.${name(attributeName(account.accounts.tokenField))}`;
  const { parameter: held, value } = sentCredential(account.accounts, token);
  return [
    {
      name: "Account",
      text: py`
        @${imported("dataclasses", "dataclass")}(frozen=True, slots=True, kw_only=True)
        class Account:
            ${accountAttributes(account).map((attribute) => py`${name(attribute)}: ${attributeType(account, attribute)}`)}

            @property
            def headers(self) -> dict[str, str]:
                return {${str(held)}: ${value}}`,
    },
    {
      name: "headers_of",
      text: py`
        def headers_of(viewer: ${api("Account")} | None) -> dict[str, str]:
            return viewer.headers if viewer else {}`,
    },
  ];
}

/** What a test knows of an account: by what it is found, by what it signs in, and its credential. */
export function accountAttributes(account: AccountKit): readonly string[] {
  const { accounts, entity } = account;
  const known = new Set([...toldFields(account), accounts.tokenField]);
  const fields = [entity.identity.field, accounts.loginField, accounts.passwordField, accounts.tokenField];
  const attributes = fields.filter((field) => known.has(field)).map(attributeName);
  return [...new Set([...attributes, ...(renews(account) ? [refreshAttribute(account)] : [])])];
}

/** The attribute of the primary key, where tests know that of an account: what rows show of whoever made them. */
export function accountKey(account: AccountKit): string | undefined {
  const key = primaryField(account.entity);
  const attribute = key && attributeName(key.name);
  return attribute !== undefined && accountAttributes(account).includes(attribute) ? attribute : undefined;
}

/** The field by which tests recognise an account in an answer: what it signs in with, else its key. */
export function markOf(account: AccountKit, shown: readonly Field[]): Field | undefined {
  const { accounts, entity } = account;
  const known = new Set(accountAttributes(account));
  return [accounts.loginField, entity.identity.field]
    .filter((field) => known.has(attributeName(field)))
    .map((field) => shown.find(({ name: each }) => each === field))
    .find((field) => field !== undefined);
}

/** An account's key is a number where the database makes it. */
function attributeType({ entity }: AccountKit, attribute: string): Py {
  const field = entity.fields.find(({ name: candidate }) => attributeName(candidate) === attribute);
  return field?.meaning.kind === "identity" && field.meaning.type === "integer" ? py`int` : py`str`;
}

function assertUnauthorized(kit: Kit): Py {
  const challenge = challengeOf(kit.blueprint);
  // Where names and passwords are one of several ways, the framework tells of a malformed one by itself.
  const mixes = !challenge.startsWith("Basic") && kit.domain.outside.some(({ kind }) => kind === "password");
  return py`
    def assert_unauthorized(response: ${response}) -> None:
        assert response.status_code == 401
        ${checkUnauthorized(kit)}
        ${mixes ? py`assert response.headers["WWW-Authenticate"]` : py`assert response.headers["WWW-Authenticate"] == ${str(challenge)}`}`;
}
