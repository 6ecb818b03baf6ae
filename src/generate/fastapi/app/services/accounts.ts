import { assert } from "#base";
import type { Entity, Field } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, modelAttribute, valueRows, variableName } from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { refuseBarred } from "../barred.ts";
import { sendsLetter } from "../mailed-tokens.ts";
import { keptFields, model } from "../names.ts";
import { opensSession, sessionSymbol } from "../session-names.ts";
import { countAttempt, settingsParameter, signInFailures } from "./attempts.ts";
import { changeLine, touch } from "./changes.ts";
import { flushUnique } from "./flush-unique.ts";
import { keptValue, objectMakers } from "./kept-value.ts";
import { madeCodes } from "./made-codes.ts";
import { outboxParameter, sendsConfirmation } from "./mailed-tokens.ts";
import {
  asyncFunction,
  bodyParameter,
  type ServiceContext,
  type ServiceParts,
  session,
  stampFields,
} from "./parts.ts";

/** Makes an account; a name or address that is taken is a conflict, also under a race. */
export function registerService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { account } = blueprint;
  const { behaviour } = operation.meaning;
  assert(account && behaviour.kind === "register", "register makes accounts");
  const title = model(blueprint, account.name);
  const variable = name(variableName(account));
  const values = keptFields(account, behaviour.body).map(
    (field) => py`${name(accountAttribute(field))}=${givenValue(blueprint, account, field)},`,
  );
  const given = new Set(behaviour.body.fields.map(({ field }) => field));
  const empty = account.fields.filter(
    ({ name: field, meaning }) =>
      (meaning.kind === "values" || meaning.kind === "objects") && !given.has(field),
  );
  const times = stampFields(account);
  const body = py`
    ${times.length > 0 && py`now = ${imported("app", "clock")}.now()`}
    ${variable} = ${title}(
        ${values}
        ${empty.map((field) => py`${name(accountAttribute(field))}=[],`)}
        ${madeCodes(blueprint, account)}
        ${times.map((field) => py`${name(attributeName(field.name))}=now,`)}
    )
    session.add(${variable})
    await _flush_unique(session)
    ${sendsConfirmation(blueprint)}
    ${returnsAccount(context, variable)}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          settingsParameter(),
          sendsLetter(blueprint, operation) ? outboxParameter() : undefined,
          bodyParameter(context, "details"),
        ],
        accountResult(context, title),
        body,
      ),
    ],
    shared: new Map([
      ...flushUnique(blueprint, account, behaviour.body.envelope),
      ...objectMakers(blueprint, account, keptFields(account, behaviour.body)),
    ]),
  };
}

/** What the door gives: the account, or the session that begins where one does. */
function accountResult({ blueprint, operation }: ServiceContext, title: Py): Py {
  return opensSession(blueprint, operation) ? sessionSymbol(blueprint, "OpenSession") : title;
}

function returnsAccount({ blueprint, operation }: ServiceContext, variable: Py): Py {
  return opensSession(blueprint, operation)
    ? py`return await ${sessionSymbol(blueprint, "open_session")}(session, settings, ${variable})`
    : py`return ${variable}`;
}

function accountAttribute(field: Field): string {
  return field.meaning.kind === "values" ? valueRows(field) : modelAttribute(field);
}

function givenValue(blueprint: Blueprint, account: Entity, field: Field): Py {
  const attribute = name(attributeName(field.name));
  if (field.meaning.kind !== "password")
    return keptValue(blueprint, account, field, py`details.${attribute}`);
  return py`await ${imported("app.security", "hash_password")}(settings, details.${attribute})`;
}

/** Signs in: counted before the password is looked at, as slow for unknown names as for wrong passwords. */
export function loginService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { account } = blueprint;
  const { accounts } = blueprint.domain;
  assert(account && accounts, "login needs accounts");
  const title = model(blueprint, account.name);
  const variable = name(variableName(account));
  const key = name(attributeName(accounts.loginField));
  const given = name(attributeName(accounts.loginAs ?? accounts.loginField));
  const password = name(attributeName(accounts.passwordField));
  const failures = signInFailures(blueprint);
  const refused = credentialsError(operation.meaning.refusals.credentials);
  const noted = account.fields.find(({ meaning }) => meaning.kind === "signed-in-at");
  const body = py`
    await _count_attempt(session, settings, credentials.${given})
    ${variable} = await session.scalar(${imported("sqlalchemy", "select")}(${title}).where(${title}.${key} == credentials.${given}))
    # The attempt counts before the password is looked at, so that guesses made at the same time
    # do not slip through, and it still counts when the answer is a refusal.
    await session.commit()
    if ${variable} is None:
        # As slow as a verification: the time taken must not tell who has an account.
        await ${imported("app.security", "hash_password")}(settings, credentials.${password})
        raise ${refused}(WRONG_CREDENTIALS)
    if not await ${imported("app.security", "verify_password")}(settings, ${variable}.${password}_hash, credentials.${password}):
        raise ${refused}(WRONG_CREDENTIALS)
    ${refuseBarred(blueprint, variable, "ForbiddenError")}
    await session.execute(${imported("sqlalchemy", "delete")}(${failures}).where(${failures}.${key} == ${variable}.${key}))
    ${noted && py`${variable}.${name(attributeName(noted.name))} = ${imported("app", "clock")}.now()`}
    ${returnsAccount(context, variable)}`;
  return {
    functions: [
      py`WRONG_CREDENTIALS = ${str(`wrong ${attributeName(accounts.loginField)} or ${attributeName(accounts.passwordField)}`)}`,
      asyncFunction(
        operation.functionName,
        [session(), settingsParameter(), bodyParameter(context, "credentials")],
        accountResult(context, title),
        body,
      ),
    ],
    shared: new Map([["_count_attempt", countAttempt(blueprint, key)]]),
  };
}

function credentialsError(status: number): Py {
  return imported("app.errors", status === 401 ? "UnauthorizedError" : "WrongCredentialsError");
}

/** Changes the caller's own account. */
export function updateCurrentAccountService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { account } = blueprint;
  const { behaviour } = operation.meaning;
  assert(account && behaviour.kind === "update-current-account", "callers have accounts");
  const title = model(blueprint, account.name);
  const variable = name(variableName(account));
  const fields = keptFields(account, behaviour.body);
  const hasPassword = fields.some(({ meaning }) => meaning.kind === "password");
  const isUnique = fields.some(({ unique }) => unique);
  const body = py`
    ${fields.map((field) => changeLine(blueprint, account, variable, field))}
    ${touch(account, variable)}
    ${isUnique ? py`await _flush_unique(session)` : py`await session.flush()`}
    return ${variable}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          hasPassword ? settingsParameter() : undefined,
          py`${variable}: ${title}`,
          bodyParameter(context, "changes"),
        ],
        title,
        body,
      ),
    ],
    shared: new Map([
      ...(isUnique ? flushUnique(blueprint, account, behaviour.body.envelope) : []),
      ...objectMakers(blueprint, account, fields),
    ]),
  };
}

/** Takes the caller's own account away; what belongs to it goes with it by its foreign keys. */
export function deleteCurrentAccountService({ blueprint, operation }: ServiceContext): ServiceParts {
  const { account } = blueprint;
  assert(account, "callers have accounts");
  const variable = name(variableName(account));
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), py`${variable}: ${model(blueprint, account.name)}`],
        py`None`,
        py`await session.delete(${variable})`,
      ),
    ],
  };
}
