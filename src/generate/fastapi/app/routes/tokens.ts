import { assert } from "#base";
import type { Field } from "#domain";
import { imported, literal, name, type Py, py } from "#python";
import {
  type Blueprint,
  type ModuleBlueprint,
  type OperationBlueprint,
  representationNamed,
  variableName,
} from "../../blueprint.ts";
import { attributeName } from "../../tables.ts";
import { schemaClass, shownFields } from "../names.ts";
import { responseModule } from "./response-module.ts";

/** Whether the answer holds a fresh credential. */
export function issuesToken(blueprint: Blueprint, { meaning: { behaviour } }: OperationBlueprint): boolean {
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
  const operation = module.operations.find((candidate) => issuesToken(blueprint, candidate));
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
  const models = imported(`app.${account.table}`, "models");
  return py`
    def _with_token(settings: ${imported("app.settings", "Settings")}, ${variable}: ${models}.${name(account.name)}) -> ${result}:
        return ${envelope === undefined ? row : py`${result}(${[py`${name(attributeName(envelope))}=${row}`, ...beside]})`}`;
}

function tokenOr(field: Field, variable: Py): Py {
  if (field.meaning.kind === "token")
    return py`${imported("app.security", "issue_token")}(settings, ${variable})`;
  return py`${variable}.${name(attributeName(field.name))}`;
}
