import { assert } from "#base";
import { docstring, formatted, imported, importedModule, name, type Py, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { referenceAttribute, type Table } from "../tables.ts";
import { primaryKey, primaryKeyType } from "./keys.ts";
import { model, pythonFile, tableClass } from "./names.ts";

const asyncSession = (): Py => imported("sqlalchemy.ext.asyncio", "AsyncSession");
const settings = (): Py => imported("app.settings", "Settings");
const now = (): Py => py`${imported("app", "clock")}.now()`;

/** What tokens that go by mail are for. */
export type MailedKind = "password-resets" | "confirmations";

/** How their module speaks of them. */
interface Words {
  readonly file: string;
  /** `begin_reset`, `use_reset` and the like. */
  readonly noun: string;
  readonly subject: (title: string) => string;
  readonly lifetime: Py;
  readonly page: Py;
  readonly letter: readonly [said: string, within: string, otherwise: string];
  readonly use: string;
}

const words: Readonly<Record<MailedKind, () => Words>> = {
  "password-resets": () => ({
    file: "password_resets",
    noun: "reset",
    subject: (title) => `A new password for ${title}`,
    lifetime: py`minutes=settings.reset_lifetime_minutes`,
    page: py`settings.reset_page`,
    letter: [
      "Somebody asked for a new password for your account.",
      "Set one within {settings.reset_lifetime_minutes} minutes here:",
      "If that was not you, leave it be: your password stays as it is.",
    ],
    use: "Use a token up, and tell whose it was: of two calls at once, one is told.",
  }),
  confirmations: () => ({
    file: "confirmations",
    noun: "confirmation",
    subject: (title) => `Your account at ${title}`,
    lifetime: py`hours=settings.confirmation_lifetime_hours`,
    page: py`settings.confirmation_page`,
    letter: [
      "Somebody made an account with this address.",
      "Confirm within {settings.confirmation_lifetime_hours} hours that it is yours:",
      "If that was not you, leave it be.",
    ],
    use: "Use a token up, and tell whose it was.",
  }),
};

/** The table of such tokens, where they are kept. */
export function mailedTableOf({ tables }: Blueprint, kind: MailedKind): Table | undefined {
  return tables.find(({ origin }) => origin.kind === kind);
}

/** Whether some operation sends a letter. */
export function sendsMail({ domain }: Blueprint): boolean {
  return (
    domain.accounts?.confirmation !== undefined ||
    domain.operations.some(({ behaviour }) => behaviour.kind === "forgot-password")
  );
}

/** Whether it is this one. */
export function sendsLetter({ domain }: Blueprint, { meaning: { behaviour } }: OperationBlueprint): boolean {
  if (behaviour.kind === "register") return domain.accounts?.confirmation !== undefined;
  return behaviour.kind === "forgot-password" || behaviour.kind === "resend-confirmation";
}

/** A function of the module that keeps such tokens, by what it does: `begin` is `begin_reset`. */
export function mailedSymbol(
  { account }: Blueprint,
  kind: MailedKind,
  does: "begin" | "can" | "use" | "letter" | "subject",
): Py {
  assert(account, "tokens are of accounts");
  const { file, noun } = words[kind]();
  const symbol =
    does === "letter"
      ? `${noun}_letter`
      : does === "subject"
        ? `${noun.toUpperCase()}_SUBJECT`
        : `${does}_${noun}`;
  return imported(`app.${account.table}.${file}`, symbol);
}

/** What printing the module needs to know. */
interface Parts {
  readonly words: Words;
  readonly title: Py;
  /** The column of the account: `member_id`. */
  readonly owner: Py;
  readonly account: Py;
  readonly key: Py;
  readonly keyType: Py;
  /** Which account a token must be of, as a parameter and as an argument, where bodies say so. */
  readonly whose?: { readonly parameter: Py; readonly argument: Py };
}

const takers: Readonly<Record<MailedKind, readonly string[]>> = {
  "password-resets": ["reset-password", "check-reset-token"],
  confirmations: ["confirm-account"],
};

/** `app/<accounts>/password_resets.py` and `confirmations.py`: tokens that go by mail, and serve once. */
export function emitMailedTokens(blueprint: Blueprint): readonly GeneratedFile[] {
  return (["password-resets", "confirmations"] as const).flatMap((kind) => emitModule(blueprint, kind));
}

function emitModule(blueprint: Blueprint, kind: MailedKind): readonly GeneratedFile[] {
  const { account, domain } = blueprint;
  const table = mailedTableOf(blueprint, kind);
  if (!account || !table) return [];
  const behaviours = domain.operations
    .map(({ behaviour }) => behaviour)
    .filter((behaviour) => takers[kind].includes(behaviour.kind));
  const whose = named(
    behaviours.map((behaviour) => "keyField" in behaviour && behaviour.keyField !== undefined),
  );
  const parts: Parts = {
    words: words[kind](),
    title: tableClass(table),
    owner: name(referenceAttribute(table)),
    account: model(blueprint, account.name),
    key: primaryKey(account),
    keyType: primaryKeyType(account),
    ...(whose && { whose }),
  };
  const { file, noun, subject } = parts.words;
  return [
    pythonFile(`app/${account.table}/${file}.py`, [
      py`${name(`${noun.toUpperCase()}_SUBJECT`)} = ${str(subject(domain.title))}`,
      begin(parts),
      letter(parts),
      ...(behaviours.some((behaviour) => behaviour.kind === "check-reset-token") ? [can(parts)] : []),
      use(parts),
      isLive(parts),
      digest(),
    ]),
  ];
}

const condition = (): Py => py`${imported("sqlalchemy", "ColumnElement")}[bool]`;

/** Bodies that all name the account do so in one way; where only some do, the others say nothing. */
function named(names: readonly boolean[]): Parts["whose"] {
  if (!names.some((each) => each)) return undefined;
  return names.every((each) => each)
    ? { parameter: py`, whose: ${condition()}`, argument: py`, whose` }
    : { parameter: py`, *whose: ${condition()}`, argument: py`, *whose` };
}

function begin({ words: { noun, lifetime }, title, owner, account, key }: Parts): Py {
  const literal = imported("sqlalchemy", "literal");
  return py`
    async def ${name(`begin_${noun}`)}(session: ${asyncSession()}, settings: ${settings()}, whose: ${condition()}) -> str:
        """Make a token for an account, in place of the one before.

        Where there is no such account the same statement keeps nothing: the time it takes tells nobody.
        """
        token = ${imported("secrets", "token_urlsafe")}()
        expires_at = ${now()} + ${imported("datetime", "timedelta")}(${lifetime})
        begun = ${imported("app.database", "insert")}(${title}).from_select(
            [${str(owner.text)}, "token_hash", "expires_at"],
            ${imported("sqlalchemy", "select")}(
                ${account}.${key},
                ${literal}(_digest(token)),
                ${literal}(expires_at, ${title}.expires_at.type),
            ).where(whose),
        )
        await session.execute(
            begun.on_conflict_do_update(
                index_elements=[${title}.${owner}],
                set_={"token_hash": begun.excluded.token_hash, "expires_at": begun.excluded.expires_at},
            )
        )
        return token`;
}

function letter({ words: { noun, letter: texts, page } }: Parts): Py {
  const [said, within, otherwise] = texts;
  const lifetime = /\{settings\.(\w+)\}/.exec(within)?.[1] ?? "";
  const [before = "", after = ""] = within.split(/\{[^}]*\}/);
  return py`
    def ${name(`${noun}_letter`)}(settings: ${settings()}, token: str) -> str:
        return (
            ${str(`${said}\n\n`)}
            ${formatted([before, py`settings.${name(lifetime)}`, `${after}\n\n`])}
            ${formatted([page, "?token=", name("token"), "\n\n"])}
            ${str(`${otherwise}\n`)}
        )`;
}

function can({ words: { noun }, title, owner, whose }: Parts): Py {
  return py`
    async def ${name(`can_${noun}`)}(session: ${asyncSession()}, token: str${whose?.parameter}) -> bool:
        """Whether a token would set a password; it stays what it is."""
        found = await session.scalar(${imported("sqlalchemy", "select")}(${title}.${owner}).where(_is_live(token${whose?.argument})))
        return found is not None`;
}

function use({ words: { noun, use: told }, title, owner, keyType, whose }: Parts): Py {
  return py`
    async def ${name(`use_${noun}`)}(session: ${asyncSession()}, token: str${whose?.parameter}) -> ${keyType} | None:
        ${docstring(told)}
        return await session.scalar(${imported("sqlalchemy", "delete")}(${title}).where(_is_live(token${whose?.argument})).returning(${title}.${owner}))`;
}

function isLive({ title, owner, account, key, whose }: Parts): Py {
  const select = imported("sqlalchemy", "select");
  const given = whose?.argument.text.includes("*") ? py`*whose` : py`whose`;
  return py`
    def _is_live(token: str${whose?.parameter}) -> ${condition()}:
        return ${imported("sqlalchemy", "and_")}(
            ${title}.token_hash == _digest(token),
            ${title}.expires_at > ${now()},
            ${whose && py`${title}.${owner}.in_(${select}(${account}.${key}).where(${given})),`}
        )`;
}

function digest(): Py {
  return py`
    def _digest(token: str) -> str:
        return ${importedModule("hashlib")}.sha256(token.encode()).hexdigest()`;
}
