import { assert } from "#base";
import { name, type Py, py } from "#python";
import { attributeName, referenceAttribute } from "../../tables.ts";
import {
  sessionModel,
  sessionSymbol,
  sessionTableOf,
  sessionVariable,
  takesSession,
} from "../session-names.ts";
import { settingsParameter } from "./accounts.ts";
import { asyncFunction, bodyParameter, type ServiceContext, type ServiceParts, session } from "./parts.ts";

/** Trades a refresh token. */
export function refreshService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "refresh", "a refresh refreshes");
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

/** Ends the caller's session, or all of the caller's; and that of the refresh token that is sent. */
export function logoutService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour } = operation.meaning;
  const table = sessionTableOf(blueprint);
  assert(behaviour.kind === "logout" && table, "signing out ends sessions");
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

function detailsParameter(context: ServiceContext, required: boolean): Py {
  const parameter = bodyParameter(context, "details");
  return required ? parameter : py`${parameter} | None`;
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
