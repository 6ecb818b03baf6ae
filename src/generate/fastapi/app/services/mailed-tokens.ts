import { assert } from "#base";
import type { Behaviour, Confirmation, Entity } from "#domain";
import { fieldOf } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, variableName } from "../../blueprint.ts";
import { badToken } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { type MailedKind, mailedSymbol } from "../mailed-tokens.ts";
import { model } from "../names.ts";
import { sessionSymbol } from "../session-names.ts";
import { tokenError } from "../token-errors.ts";
import { countAttempt, settingsParameter, signInFailures } from "./attempts.ts";
import { asyncFunction, bodyParameter, type ServiceContext, type ServiceParts, session } from "./parts.ts";

export const outboxParameter = (): Py => py`outbox: ${imported("app.mail", "Outbox")}`;

const given = (field: string): Py => py`details.${name(attributeName(field))}`;

/** The accounts of a project, which all of this is about. */
function accountsOf({ account, domain }: Blueprint) {
  const { accounts } = domain;
  assert(account && accounts, "tokens are of accounts");
  const login = name(attributeName(accounts.loginField));
  return { account, accounts, login, variable: name(variableName(account)) };
}

/** That an account is the one that a body names. */
function isNamed(blueprint: Blueprint, keyField: string): Py {
  const { account } = accountsOf(blueprint);
  return py`${model(blueprint, account.name)}.${name(attributeName(keyField))} == ${given(keyField)}`;
}

/** Statements: a token is made, and goes to the address, if there is one. */
function sends(blueprint: Blueprint, kind: MailedKind, address: Py, whose: Py): Py {
  return py`
    token = await ${mailedSymbol(blueprint, kind, "begin")}(session, settings, ${whose})
    ${address}`;
}

function letter(blueprint: Blueprint, kind: MailedKind, address: Py): Py {
  return py`outbox.add(${address}, ${mailedSymbol(blueprint, kind, "subject")}, ${mailedSymbol(blueprint, kind, "letter")}(settings, token))`;
}

/** Statements: the same is done for whoever is named, and a letter goes to the one that there is. */
function asksByName(
  blueprint: Blueprint,
  kind: MailedKind,
  { mailField, whose, key }: { readonly mailField: string; readonly whose: Py; readonly key: Py },
): Py {
  const { account } = accountsOf(blueprint);
  const address = py`${model(blueprint, account.name)}.${name(attributeName(mailField))}`;
  return py`
    await _count_attempt(session, settings, ${key})
    # The same is done whether or not there is such an account: nothing tells who has one.
    whose = ${whose}
    address = await session.scalar(${imported("sqlalchemy", "select")}(${address}).where(whose))
    ${sends(
      blueprint,
      kind,
      py`
        if address is not None:
            ${letter(blueprint, kind, name("address"))}`,
      name("whose"),
    )}`;
}

/** Sends a token to the address of an account, if there is one. */
export function forgotPasswordService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "forgot-password", "who forgot a password asks for a token");
  const { keyField, mailField } = behaviour;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), settingsParameter(), outboxParameter(), bodyParameter(context, "details")],
        py`None`,
        asksByName(blueprint, "password-resets", {
          mailField,
          whose: isNamed(blueprint, keyField),
          key: given(keyField),
        }),
      ),
    ],
    shared: new Map([["_count_attempt", countAttempt(blueprint, accountsOf(blueprint).login)]]),
  };
}

/** Sends the token once more by which an account is confirmed, unless it is. */
export function resendConfirmationService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  const { account, accounts, login, variable } = accountsOf(blueprint);
  const { confirmation } = accounts;
  assert(behaviour.kind === "resend-confirmation" && confirmation, "accounts are confirmed");
  const title = model(blueprint, account.name);
  const flag = name(attributeName(confirmation.field));
  const open = isFlag(account, confirmation) ? py`.is_(False)` : py`.is_(None)`;
  const mail = py`${variable}.${name(attributeName(confirmation.mailField))}`;
  const isOpen = isFlag(account, confirmation)
    ? py`not ${variable}.${flag}`
    : py`${variable}.${flag} is None`;
  const body =
    "body" in behaviour
      ? asksByName(blueprint, "confirmations", {
          mailField: confirmation.mailField,
          key: given(behaviour.keyField),
          whose: py`${imported("sqlalchemy", "and_")}(${isNamed(blueprint, behaviour.keyField)}, ${title}.${flag}${open})`,
        })
      : py`
          await _count_attempt(session, settings, ${variable}.${login})
          if ${isOpen}:
              ${sends(blueprint, "confirmations", letter(blueprint, "confirmations", mail), isAccount(blueprint))}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          settingsParameter(),
          outboxParameter(),
          "body" in behaviour ? bodyParameter(context, "details") : py`${variable}: ${title}`,
        ],
        py`None`,
        body,
      ),
    ],
    shared: new Map([["_count_attempt", countAttempt(blueprint, login)]]),
  };
}

function isAccount(blueprint: Blueprint): Py {
  const { account, variable } = accountsOf(blueprint);
  const key = primaryKey(account);
  return py`${model(blueprint, account.name)}.${key} == ${variable}.${key}`;
}

/** Statements: a new account is sent the token by which its address is confirmed. */
export function sendsConfirmation(blueprint: Blueprint): Py | undefined {
  const confirmation = blueprint.domain.accounts?.confirmation;
  if (!confirmation) return undefined;
  const { variable } = accountsOf(blueprint);
  const mail = py`${variable}.${name(attributeName(confirmation.mailField))}`;
  return sends(blueprint, "confirmations", letter(blueprint, "confirmations", mail), isAccount(blueprint));
}

function isFlag(account: Entity, { field }: Confirmation): boolean {
  const meaning = fieldOf(account, field)?.meaning;
  return meaning?.kind === "scalar" && meaning.type === "boolean";
}

/** Confirms the account of a token. */
export function confirmAccountService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour, refusals } = operation.meaning;
  const { account, accounts, variable } = accountsOf(blueprint);
  const { confirmation } = accounts;
  assert(behaviour.kind === "confirm-account" && confirmation, "accounts are confirmed");
  const value = isFlag(account, confirmation) ? py`True` : py`${imported("app", "clock")}.now()`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), tokenParameter(context, behaviour)],
        py`None`,
        py`
          account_id = await ${mailedSymbol(blueprint, "confirmations", "use")}(${tokenArguments(blueprint, behaviour)})
          if account_id is None:
              raise ${tokenError(refusals.credentials)}(${str(badToken(behaviour.tokenField))})
          ${variable} = await session.get_one(${model(blueprint, account.name)}, account_id)
          ${variable}.${name(attributeName(confirmation.field))} = ${value}`,
      ),
    ],
  };
}

/** Tells whether a token would set a password. */
export function checkResetTokenService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour, refusals } = operation.meaning;
  assert(behaviour.kind === "check-reset-token", "a token is checked");
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), tokenParameter(context, behaviour)],
        py`None`,
        py`
          if not await ${mailedSymbol(blueprint, "password-resets", "can")}(${tokenArguments(blueprint, behaviour)}):
              raise ${tokenError(refusals.credentials)}(${str(badToken(behaviour.tokenField))})`,
      ),
    ],
  };
}

/** Sets a password by a token; nobody who had the old one is signed in any more. */
export function resetPasswordService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour, refusals } = operation.meaning;
  const { account, accounts, login, variable } = accountsOf(blueprint);
  assert(behaviour.kind === "reset-password", "a token sets a password");
  const { newField, tokenField, tokenIn } = behaviour;
  const hash = py`${variable}.${name(attributeName(accounts.passwordField))}_hash`;
  const failures = signInFailures(blueprint);
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          settingsParameter(),
          tokenIn && tokenParameter(context, behaviour),
          bodyParameter(context, "details"),
        ],
        py`None`,
        py`
          account_id = await ${mailedSymbol(blueprint, "password-resets", "use")}(${tokenArguments(blueprint, behaviour)})
          if account_id is None:
              raise ${tokenError(refusals.credentials)}(${str(badToken(tokenField))})
          ${variable} = await session.get_one(${model(blueprint, account.name)}, account_id)
          ${hash} = await ${imported("app.security", "hash_password")}(settings, ${given(newField)})
          await ${sessionSymbol(blueprint, "end_sessions")}(session, ${variable}.${primaryKey(account)})
          await session.execute(${imported("sqlalchemy", "delete")}(${failures}).where(${failures}.${login} == ${variable}.${login}))`,
      ),
    ],
  };
}

type TakesToken = Extract<
  Behaviour,
  { readonly kind: "reset-password" | "check-reset-token" | "confirm-account" }
>;

/** The token by itself, or the body that it is in. */
function tokenParameter(context: ServiceContext, behaviour: TakesToken): Py {
  return "tokenIn" in behaviour && behaviour.tokenIn !== undefined
    ? py`${name(attributeName(behaviour.tokenField))}: str`
    : bodyParameter(context, "details");
}

function tokenArguments(blueprint: Blueprint, behaviour: TakesToken): Py {
  const { tokenField, keyField } = behaviour;
  const isAlone = "tokenIn" in behaviour && behaviour.tokenIn !== undefined;
  const token = isAlone ? name(attributeName(tokenField)) : given(tokenField);
  return py`session, ${token}${keyField !== undefined && py`, ${isNamed(blueprint, keyField)}`}`;
}
