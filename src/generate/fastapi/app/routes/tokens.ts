import { assert } from "#base";
import type { Field, TokenAnswer, TokenField } from "#domain";
import { imported, literal, name, type Py, py } from "#python";
import {
  type Blueprint,
  type ModuleBlueprint,
  type OperationBlueprint,
  representationNamed,
  tableOf,
  variableName,
} from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { holdsToken, tokenAnswerOf, tokenClassName } from "../../token-answers.ts";
import { shownAs } from "../addresses.ts";
import { lifetimeMinutes } from "../cookie-names.ts";
import { primaryKey } from "../keys.ts";
import { schemaClass, shownFields } from "../names.ts";
import { opensSession } from "../session-names.ts";
import { responseModule } from "./response-module.ts";

/** Whether the answer holds a fresh credential. */
export function issuesToken(blueprint: Blueprint, operation: OperationBlueprint): boolean {
  return (
    holdsToken(tokenAnswerOf(operation.meaning.behaviour)) || answersAccountWithToken(blueprint, operation)
  );
}

/** Whether the answer is an account that holds a fresh credential among its fields. */
export function answersAccountWithToken(
  blueprint: Blueprint,
  { meaning: { behaviour } }: OperationBlueprint,
): boolean {
  if (
    behaviour.kind === "custom" ||
    !("representation" in behaviour.answer) ||
    behaviour.answer.representation === undefined
  )
    return false;
  const token = blueprint.domain.accounts?.tokenField;
  return representationNamed(blueprint, behaviour.answer.representation).representation.fields.some(
    ({ field }) => field === token,
  );
}

/** The form in which accounts answer to their owner, with a fresh token. */
export function withToken(blueprint: Blueprint, module: ModuleBlueprint): Py {
  const operation = module.operations.find((candidate) => answersAccountWithToken(blueprint, candidate));
  const behaviour = operation?.meaning.behaviour;
  assert(
    operation?.responseClass !== undefined &&
      behaviour &&
      behaviour.kind !== "custom" &&
      behaviour.kind !== "list" &&
      "representation" in behaviour.answer,
    "a token is answered",
  );
  const { account } = blueprint;
  const form = representationNamed(blueprint, behaviour.answer.representation ?? "");
  assert(account, "tokens are issued to accounts");
  const variable = name(variableName(account));
  const result = schemaClass(responseModule(blueprint, operation), operation.responseClass);
  const values = shownFields(form).map(
    (field) => py`${name(attributeName(field.name))}=${tokenOr(field, variable)},`,
  );
  const row = py`
    ${schemaClass(form.module, form.className)}(
        ${values}
    )`;
  const { envelope } = behaviour.answer;
  const beside = (behaviour.answer.constants ?? []).map(
    (constant) => py`${name(attributeName(constant.name))}=${literal(constant.value)}`,
  );
  const table = tableOf(blueprint, account.name);
  const models = imported(`app.${table.module}`, "models");
  return py`
    def _with_token(settings: ${imported("app.settings", "Settings")}, ${variable}: ${models}.${name(table.className)}) -> ${result}:
        return ${envelope === undefined ? row : py`${result}(${[py`${name(attributeName(envelope))}=${row}`, ...beside]})`}`;
}

function tokenOr(field: Field, variable: Py): Py {
  if (field.meaning.kind === "token")
    return py`${imported("app.security", "issue_token")}(settings, ${variable})`;
  return py`${variable}.${name(attributeName(field.name))}`;
}

/** The object that holds the token of an account which signed in. */
export function tokenAnswer(blueprint: Blueprint, operation: OperationBlueprint, token: TokenAnswer): Py {
  const { behaviour, module } = operation.meaning;
  assert(blueprint.account, "tokens are issued to accounts");
  const opens = opensSession(blueprint, operation);
  const account = opens ? py`opened.account` : name(variableName(blueprint.account));
  const issued = opens
    ? py`opened.token`
    : py`${imported("app.security", "issue_token")}(settings, ${account})`;
  const values = token.fields.map((field) => {
    const value = py`${name(attributeName(field.name))}=${tokenValue(blueprint, field, { account, issued })},`;
    // A linter takes a text under such a name for a secret.
    const isTaken = field.is.kind === "constant" && /token|pass|pwd|secret/i.test(field.name);
    return isTaken ? py`${value}  # noqa: S106` : value;
  });
  const form = token.account === undefined ? undefined : representationNamed(blueprint, token.account);
  const beside = (form ? shownFields(form) : []).map(
    (field) => py`${name(attributeName(field.name))}=${account}.${name(attributeName(field.name))},`,
  );
  return py`
    ${schemaClass(module, tokenClassName(token, behaviour.kind))}(
        ${beside}
        ${values}
    )`;
}

function tokenValue(
  blueprint: Blueprint,
  { is }: TokenField,
  { account, issued }: { readonly account: Py; readonly issued: Py },
): Py {
  switch (is.kind) {
    case "token":
      return issued;
    case "refresh":
      return py`opened.refresh_token`;
    case "refresh-lifetime":
      return py`settings.refresh_token_lifetime_days * 24 * 60 * 60`;
    case "refresh-expiry":
      return endOf(is, py`days=settings.refresh_token_lifetime_days`);
    case "constant":
      return literal(is.value);
    case "lifetime":
      return py`${lifetimeMinutes(blueprint)} * 60`;
    case "expiry":
      return endOf(is, py`minutes=${lifetimeMinutes(blueprint)}`);
    case "account-login":
      return py`${account}.${name(attributeName(loginField(blueprint)))}`;
    case "account-key": {
      assert(blueprint.account, "tokens are issued to accounts");
      const key = py`${account}.${primaryKey(blueprint.account)}`;
      return is.as === "string" ? py`str(${key})` : key;
    }
    case "account":
      return shownAs(blueprint, is.representation, account);
  }
}

/** The moment when something ends that lasts so long from now. */
function endOf({ as }: { readonly as?: "seconds" }, lasting: Py): Py {
  const end = py`${imported("app", "clock")}.now() + ${imported("datetime", "timedelta")}(${lasting})`;
  return as === "seconds" ? py`int((${end}).timestamp())` : end;
}

function loginField({ domain: { accounts } }: Blueprint): string {
  assert(accounts, "tokens are issued to accounts");
  return accounts.loginField;
}
