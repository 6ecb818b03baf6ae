import { assert } from "#base";
import { imported, name, type Py, py, str } from "#python";
import { variableName } from "../../blueprint.ts";
import { attributeName, referenceAttribute } from "../../tables.ts";
import { byCookie, endsOffered } from "../cookie-names.ts";
import {
  sessionModel,
  sessionOwner,
  sessionSymbol,
  sessionTableOf,
  sessionVariable,
  takesSession,
} from "../session-names.ts";
import { countAttempt, settingsParameter, signInFailures } from "./attempts.ts";
import {
  asyncFunction,
  bodyParameter,
  detailsParameter,
  type ServiceContext,
  type ServiceParts,
  session,
} from "./parts.ts";

/** Trades a refresh token. */
export function refreshService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "refresh", "a refresh refreshes");
  if ("cookie" in behaviour) return cookieRefreshService(context);
  const given = py`details.${name(attributeName(behaviour.tokenField))}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), settingsParameter(), bodyParameter(context, "details")],
        sessionSymbol(blueprint, "OpenSession"),
        py`return await ${sessionSymbol(blueprint, "renew_session")}(session, settings, ${given})`,
      ),
    ],
  };
}

/** The same of a token that a cookie brings, if there is one. */
function cookieRefreshService({ blueprint, operation }: ServiceContext): ServiceParts {
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), settingsParameter(), py`refresh_token: str | None`],
        sessionSymbol(blueprint, "OpenSession"),
        py`
          if refresh_token is None:
              raise ${imported("app.errors", "UnauthorizedError")}("a refresh token is needed")
          return await ${sessionSymbol(blueprint, "renew_session")}(session, settings, refresh_token)`,
      ),
    ],
  };
}

/** Ends the caller's session, or all of the caller's; and that of the refresh token that is sent. */
export function logoutService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  const table = sessionTableOf(blueprint);
  assert(behaviour.kind === "logout" && table, "signing out ends sessions");
  if (endsOffered(operation)) return endOffered(context);
  const variable = sessionVariable(blueprint);
  const isKnown = takesSession(operation);
  const owner = py`${variable}.${name(referenceAttribute(table))}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          isKnown ? py`${variable}: ${sessionModel(blueprint)}` : undefined,
          "body" in behaviour ? detailsParameter(context, behaviour.body.required) : undefined,
        ],
        py`None`,
        py`
          ${isKnown && !behaviour.everywhere && py`await session.delete(${variable})`}
          ${isKnown && behaviour.everywhere && py`await ${sessionSymbol(blueprint, "end_sessions")}(session, ${owner})`}
          ${"body" in behaviour && endGiven(context, behaviour, isKnown ? owner : undefined)}`,
      ),
    ],
  };
}

/** Ends the session of the cookie, where one is sent. */
function endOffered({ blueprint, operation }: ServiceContext): ServiceParts {
  const given = name(byCookie(blueprint) ? "key" : "refresh_token");
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [session(), py`${given}: str | None`],
        py`None`,
        py`
          if ${given} is not None:
              await ${sessionSymbol(blueprint, "end_session")}(session, ${given})`,
      ),
    ],
  };
}

/** Changes the caller's password; whoever else is signed in with the old one is no longer. */
export function changePasswordService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  const { account, domain } = blueprint;
  const table = sessionTableOf(blueprint);
  assert(
    behaviour.kind === "change-password" && table && account && domain.accounts,
    "callers have passwords",
  );
  const held = sessionVariable(blueprint);
  const variable = name(variableName(account));
  const login = name(attributeName(domain.accounts.loginField));
  const hash = py`${variable}.${name(attributeName(domain.accounts.passwordField))}_hash`;
  const given = (field: string): Py => py`details.${name(attributeName(field))}`;
  const failures = signInFailures(blueprint);
  const wrong = imported("app.errors", "WrongPasswordError");
  const { oldField, newField, repeatedField } = behaviour;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          settingsParameter(),
          py`${held}: ${sessionModel(blueprint)}`,
          bodyParameter(context, "details"),
        ],
        py`None`,
        py`
          ${variable} = ${held}.${name(sessionOwner(table))}
          await _count_attempt(session, settings, ${variable}.${login})
          # Guesses count before they are looked at, and also when the answer is a refusal.
          await session.commit()
          if not await ${imported("app.security", "verify_password")}(settings, ${hash}, ${given(oldField)}):
              raise ${wrong}(${str(`wrong ${oldField}`)})
          ${
            repeatedField !== undefined &&
            py`
            if ${given(repeatedField)} != ${given(newField)}:
                raise ${wrong}(${str(`${repeatedField} is not ${newField}`)})`
          }
          await session.execute(${imported("sqlalchemy", "delete")}(${failures}).where(${failures}.${login} == ${variable}.${login}))
          ${hash} = await ${imported("app.security", "hash_password")}(settings, ${given(newField)})
          await ${sessionSymbol(blueprint, "end_other_sessions")}(session, ${held})`,
      ),
    ],
    shared: new Map([["_count_attempt", countAttempt(blueprint, login)]]),
  };
}

function endGiven(
  { blueprint }: ServiceContext,
  { body, tokenField }: { readonly body: { readonly required: boolean }; readonly tokenField: string },
  owner: Py | undefined,
): Py {
  const given = py`details.${name(attributeName(tokenField))}`;
  const ends = py`await ${sessionSymbol(blueprint, "end_session")}(session, ${given}${owner && py`, ${owner}`})`;
  if (body.required) return ends;
  return py`
    if details is not None:
        ${ends}`;
}
