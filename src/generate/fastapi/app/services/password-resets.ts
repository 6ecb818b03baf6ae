import { assert } from "#base";
import type { CheckResetTokenBehaviour, ResetPasswordBehaviour } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, variableName } from "../../blueprint.ts";
import { badToken } from "../../refusal-texts.ts";
import { attributeName } from "../../tables.ts";
import { primaryKey } from "../keys.ts";
import { model } from "../names.ts";
import { resetSymbol } from "../password-resets.ts";
import { sessionSymbol } from "../session-names.ts";
import { tokenError } from "../token-errors.ts";
import { countAttempt, settingsParameter, signInFailures } from "./accounts.ts";
import { asyncFunction, bodyParameter, type ServiceContext, type ServiceParts, session } from "./parts.ts";

const given = (field: string): Py => py`details.${name(attributeName(field))}`;

/** That an account is the one that a body names. */
function isNamed(blueprint: Blueprint, keyField: string): Py {
  assert(blueprint.account, "passwords are of accounts");
  return py`${model(blueprint, blueprint.account.name)}.${name(attributeName(keyField))} == ${given(keyField)}`;
}

/** Sends a token to the address of an account, if there is one. */
export function forgotPasswordService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { account, domain } = blueprint;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "forgot-password" && account && domain.accounts, "accounts have passwords");
  const { keyField, mailField } = behaviour;
  const login = name(attributeName(domain.accounts.loginField));
  const address = py`${model(blueprint, account.name)}.${name(attributeName(mailField))}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          settingsParameter(),
          py`outbox: ${imported("app.mail", "Outbox")}`,
          bodyParameter(context, "details"),
        ],
        py`None`,
        py`
          await _count_attempt(session, settings, ${given(keyField)})
          # The same is done whether or not there is such an account: nothing tells who has one.
          whose = ${isNamed(blueprint, keyField)}
          address = await session.scalar(${imported("sqlalchemy", "select")}(${address}).where(whose))
          token = await ${resetSymbol(blueprint, "begin_reset")}(session, settings, whose)
          if address is not None:
              outbox.add(address, ${resetSymbol(blueprint, "RESET_SUBJECT")}, ${resetSymbol(blueprint, "reset_letter")}(settings, token))`,
      ),
    ],
    shared: new Map([["_count_attempt", countAttempt(blueprint, login)]]),
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
        [session(), bodyParameter(context, "details")],
        py`None`,
        py`
          if not await ${resetSymbol(blueprint, "can_reset")}(${tokenArguments(blueprint, behaviour)}):
              raise ${tokenError(refusals.credentials)}(${str(badToken(behaviour.tokenField))})`,
      ),
    ],
  };
}

/** Sets a password by a token; nobody who had the old one is signed in any more. */
export function resetPasswordService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { account, domain } = blueprint;
  const { behaviour, refusals } = operation.meaning;
  assert(behaviour.kind === "reset-password" && account && domain.accounts, "accounts have passwords");
  const { newField, tokenField } = behaviour;
  const variable = name(variableName(account));
  const login = name(attributeName(domain.accounts.loginField));
  const hash = py`${variable}.${name(attributeName(domain.accounts.passwordField))}_hash`;
  const failures = signInFailures(blueprint);
  const wrong = tokenError(refusals.credentials);
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), settingsParameter(), bodyParameter(context, "details")],
        py`None`,
        py`
          account_id = await ${resetSymbol(blueprint, "use_reset")}(${tokenArguments(blueprint, behaviour)})
          if account_id is None:
              raise ${wrong}(${str(badToken(tokenField))})
          ${variable} = await session.get_one(${model(blueprint, account.name)}, account_id)
          ${hash} = await ${imported("app.security", "hash_password")}(settings, ${given(newField)})
          await ${sessionSymbol(blueprint, "end_sessions")}(session, ${variable}.${primaryKey(account)})
          await session.execute(${imported("sqlalchemy", "delete")}(${failures}).where(${failures}.${login} == ${variable}.${login}))`,
      ),
    ],
  };
}

function tokenArguments(
  blueprint: Blueprint,
  { tokenField, keyField }: ResetPasswordBehaviour | CheckResetTokenBehaviour,
): Py {
  const whose = keyField !== undefined && py`, ${isNamed(blueprint, keyField)}`;
  return py`session, ${given(tokenField)}${whose}`;
}
