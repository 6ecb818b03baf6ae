import { assert } from "#base";
import type { Entity, Field } from "#domain";
import { commaList, imported, name, type Py, py, str } from "#python";
import {
  type Blueprint,
  entityNamed,
  type ModuleBlueprint,
  type OperationBlueprint,
  representationNamed,
  variableName,
} from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import {
  dependsOnViewer,
  longString,
  pythonFile,
  representationClass,
  schemaClass,
  shownFields,
} from "./names.ts";
import { callerNames } from "./security.ts";
import { keyName } from "./services/parts.ts";

/** `app/<module>/routes.py`: paths, parameters and answers; the rules are in the service. */
export function emitRoutes(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  if (module.operations.length === 0) return [];
  const issues = module.operations.some((operation) => issuesToken(blueprint, operation));
  const body = [
    router(module),
    ...module.operations.map((operation) => route(blueprint, operation)),
    ...(issues ? [withToken(blueprint, module)] : []),
  ];
  return [pythonFile(`app/${module.name}/routes.py`, body)];
}

function router(module: ModuleBlueprint): Py {
  const tags = [...new Set(module.operations.flatMap(({ contract }) => contract.tags))];
  const shared = tags.filter((tag) =>
    module.operations.every(({ contract }) => contract.tags.length === 1 && contract.tags[0] === tag),
  );
  const api = imported("fastapi", "APIRouter");
  return shared.length === 1
    ? py`router = ${api}(tags=[${shared.map((tag) => str(tag))}])`
    : py`router = ${api}()`;
}

function sharedTag(module: readonly OperationBlueprint[]): boolean {
  const [first] = module[0]?.contract.tags ?? [];
  return module.every(({ contract }) => contract.tags.length === 1 && contract.tags[0] === first);
}

function route(blueprint: Blueprint, operation: OperationBlueprint): Py {
  const module = blueprint.modules.find(({ operations }) => operations.includes(operation));
  assert(module, "an operation belongs to a module");
  const { contract, meaning } = operation;
  const codes = meaning.errors.map(({ status }) => py`${status}`);
  const status = successStatus(operation);
  const parts = [
    str(contract.path),
    ...(contract.declaredId === undefined ? [] : [py`operation_id=${str(contract.declaredId)}`]),
    ...(sharedTag(module.operations) || contract.tags.length === 0
      ? []
      : [py`tags=[${contract.tags.map((tag) => str(tag))}]`]),
    ...(contract.summary === "" ? [] : [py`summary=${str(contract.summary)}`]),
    ...(contract.description === "" ? [] : [py`description=${longString(contract.description)}`]),
    ...(status === undefined ? [] : [py`status_code=${imported("fastapi", "status")}.${name(status)}`]),
    ...(codes.length === 0 ? [] : [py`responses=${imported("app.errors", "error_responses")}(${codes})`]),
  ];
  const result =
    operation.responseClass === undefined
      ? py`None`
      : schemaClass(responseModule(blueprint, operation), operation.responseClass);
  return py`
    @router.${name(contract.method)}(
        ${commaList(parts)}
    )
    async def ${name(operation.functionName)}(
        ${commaList(parameters(blueprint, operation))}
    ) -> ${result}:
        ${body(blueprint, operation, result)}`;
}

/** An answer without an envelope is the form itself, wherever that lives. */
function responseModule(blueprint: Blueprint, operation: OperationBlueprint): string {
  const { behaviour, module } = operation.meaning;
  if (
    behaviour.kind === "custom" ||
    behaviour.kind === "distinct-values" ||
    behaviour.answer.envelope !== undefined
  )
    return module;
  const { representation } = behaviour.answer;
  return representation === undefined || behaviour.kind === "list"
    ? module
    : representationNamed(blueprint, representation).module;
}

const statusNames: Readonly<Record<number, string>> = {
  201: "HTTP_201_CREATED",
  202: "HTTP_202_ACCEPTED",
  204: "HTTP_204_NO_CONTENT",
};

function successStatus({ meaning: { behaviour } }: OperationBlueprint): string | undefined {
  if (behaviour.kind === "custom") return undefined;
  return statusNames[behaviour.answer.status];
}

/** Parameters of the route, in the order of the service's. */
function parameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { contract, requestClass, queryClass, meaning } = operation;
  const path = contract.parameters
    .filter((parameter) => parameter.in === "path")
    .map((parameter) => pathParameter(blueprint, operation, parameter.name));
  const query =
    queryClass === undefined
      ? []
      : [
          py`${name(queryClass === "Page" ? "page" : "filters")}: ${imported("typing", "Annotated")}[${queryClass === "Page" ? imported("app.schemas", "Page") : schemaClass(meaning.module, queryClass)}, ${imported("fastapi", "Query")}()]`,
        ];
  const request =
    requestClass === undefined ? [] : [py`request: ${schemaClass(meaning.module, requestClass)}`];
  return [
    ...path,
    ...query,
    ...request,
    ...callerParameters(blueprint, operation),
    ...sharedParameters(blueprint, operation),
  ];
}

function callerParameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { access } = operation.meaning;
  if (access === "public") return [];
  const names = callerNames(blueprint);
  return access === "optional"
    ? [py`viewer: ${names.optional}`]
    : [py`${names.requiredArgument}: ${names.required}`];
}

function sharedParameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  const usesSession = behaviour.kind !== "current-account";
  const usesSettings = issuesToken(blueprint, operation) || usesPasswords(blueprint, operation);
  return [
    ...(usesSession ? [py`session: ${imported("app.database", "Session")}`] : []),
    ...(usesSettings ? [py`settings: ${imported("app.settings", "AppSettings")}`] : []),
  ];
}

function usesPasswords(blueprint: Blueprint, { meaning: { behaviour } }: OperationBlueprint): boolean {
  if (behaviour.kind === "login" || behaviour.kind === "register") return true;
  const password = blueprint.domain.accounts?.passwordField;
  return (
    behaviour.kind === "update-current-account" &&
    behaviour.body.fields.some(({ field }) => field === password)
  );
}

function pathParameter(blueprint: Blueprint, operation: OperationBlueprint, parameterName: string): Py {
  const entity = selectedEntity(blueprint, operation, parameterName);
  const parameter = operation.contract.parameters.find(
    (candidate) => candidate.in === "path" && candidate.name === parameterName,
  );
  const variable = keyName(entity);
  const type = imported("app.schemas", entity.identity.by === "database" ? "BigInt" : "Text");
  const description = parameter?.description ?? "";
  const settings = [
    ...(variable.text === parameterName ? [] : [py`alias=${str(parameterName)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  if (settings.length === 0) return py`${variable}: ${type}`;
  return py`${variable}: ${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Path")}(${settings})]`;
}

function selectedEntity(
  blueprint: Blueprint,
  { meaning: { behaviour } }: OperationBlueprint,
  parameterName: string,
): Entity {
  assert(behaviour.kind !== "custom" && "entity" in behaviour, "a path selects a row of an entity");
  if ("parent" in behaviour && behaviour.parent?.parameter === parameterName)
    return entityNamed(blueprint, behaviour.parent.entity);
  return entityNamed(blueprint, behaviour.entity);
}

/** Whether the answer holds a fresh credential. */
function issuesToken(blueprint: Blueprint, { meaning: { behaviour } }: OperationBlueprint): boolean {
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

function body(blueprint: Blueprint, operation: OperationBlueprint, result: Py): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind !== "custom", "custom operations have no route of ours");
  if (behaviour.kind === "current-account")
    return py`return _with_token(settings, ${callerNames(blueprint).requiredArgument})`;
  const call = py`await ${serviceModule(operation)}.${name(operation.functionName)}(${serviceArguments(blueprint, operation)})`;
  const envelope =
    behaviour.answer.envelope === undefined ? undefined : name(attributeName(behaviour.answer.envelope));
  if (behaviour.kind === "distinct-values") {
    return envelope ? py`return ${result}(${envelope}=list(${call}))` : py`return list(${call})`;
  }
  const { representation } = behaviour.answer;
  if (representation === undefined) return py`${call}`;
  const row = representationClass(blueprint, representation);
  if (behaviour.kind === "list") return listBody(operation, call, row, result);
  const entity = entityNamed(blueprint, behaviour.entity);
  const variable = name(variableName(entity));
  if (issuesToken(blueprint, operation)) {
    return py`
      ${variable} = ${call}
      return _with_token(settings, ${variable})`;
  }
  return py`
    ${variable} = ${call}
    return ${envelope ? py`${result}(${envelope}=${row}.model_validate(${variable}))` : py`${row}.model_validate(${variable})`}`;
}

function listBody(operation: OperationBlueprint, call: Py, row: Py, result: Py): Py {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind === "list", "a list lists");
  const { envelope, total } = behaviour.answer;
  const rows = py`[${row}.model_validate(row) for row in rows]`;
  const given = total === undefined ? py`rows` : py`rows, total`;
  const count = total === undefined ? [] : [py`${name(attributeName(total))}=total`];
  return py`
    ${given} = ${call}
    return ${envelope === undefined ? rows : py`${result}(${[py`${name(attributeName(envelope))}=${rows}`, ...count]})`}`;
}

function serviceModule(operation: OperationBlueprint): Py {
  return imported(`app.${operation.meaning.module}`, "service");
}

/** What the service is called with: the order in which its emitters declare it. */
function serviceArguments(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  assert(behaviour.kind !== "custom" && "entity" in behaviour, "custom operations have no service");
  if (behaviour.kind === "distinct-values") return [py`session`];
  const keys = operation.contract.parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name: key }) => keyName(selectedEntity(blueprint, operation, key)));
  const settings = usesPasswords(blueprint, operation) ? [py`settings`] : [];
  const query =
    operation.queryClass === undefined
      ? []
      : [py`${name(operation.queryClass === "Page" ? "page" : "filters")}`];
  const given = requestValue(operation);
  return [py`session`, ...settings, ...keys, ...query, ...callerArgument(blueprint, operation), ...given];
}

function requestValue(operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  if (!("body" in behaviour)) return [];
  return [
    behaviour.body.envelope === undefined
      ? py`request`
      : py`request.${name(attributeName(behaviour.body.envelope))}`,
  ];
}

/** The caller, where the service asks for one. */
function callerArgument(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { access, behaviour } = operation.meaning;
  if (access === "public" || behaviour.kind === "custom" || !("entity" in behaviour)) return [];
  const entity = entityNamed(blueprint, behaviour.entity);
  const sees = dependsOnViewer(blueprint, entity);
  const needed =
    access === "owner" ||
    behaviour.kind === "membership" ||
    behaviour.kind === "update-current-account" ||
    (behaviour.kind === "create" && entity.owner !== undefined) ||
    (behaviour.kind === "list" && behaviour.following !== undefined) ||
    (sees && behaviour.kind !== "delete");
  if (!needed) return [];
  return [access === "optional" ? py`viewer` : callerNames(blueprint).requiredArgument];
}

/** The form in which accounts answer to their owner, with a fresh token. */
function withToken(blueprint: Blueprint, module: ModuleBlueprint): Py {
  const operation = module.operations.find((candidate) => issuesToken(blueprint, candidate));
  const behaviour = operation?.meaning.behaviour;
  assert(
    operation?.responseClass !== undefined &&
      behaviour &&
      behaviour.kind !== "custom" &&
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
  const models = imported(`app.${account.table}`, "models");
  return py`
    def _with_token(settings: ${imported("app.settings", "Settings")}, ${variable}: ${models}.${name(account.name)}) -> ${result}:
        return ${envelope === undefined ? row : py`${result}(${name(attributeName(envelope))}=${row})`}`;
}

function tokenOr(field: Field, variable: Py): Py {
  if (field.meaning.kind === "token")
    return py`${imported("app.security", "issue_token")}(settings, ${variable})`;
  return py`${variable}.${name(attributeName(field.name))}`;
}
