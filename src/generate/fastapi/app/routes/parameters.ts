import { assert } from "#base";
import { flattenSchema, type Parameter } from "#contract";
import { type Entity, type RepeatKey, travelsInQuery } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { type Blueprint, entityNamed, type OperationBlueprint } from "../../blueprint.ts";
import { guardDependency } from "../../outside/guards.ts";
import { subjectEntity } from "../../outside/subjects.ts";
import { noteColumn } from "../../plan-tables/index.ts";
import { attributeName, indexedLength, subjectColumn } from "../../tables.ts";
import { tellsLinks } from "../../told.ts";
import { baseUrlParameter } from "../addresses.ts";
import { isKnownAgain, needsCaller } from "../caller.ts";
import { byCookie, endsOffered, handsCookie, refreshCookie, takesRefreshCookie } from "../cookie-names.ts";
import { pathKeyKind, pathKeyName } from "../keys.ts";
import { sendsLetter } from "../mailed-tokens.ts";
import { longString, schemaClass } from "../names.ts";
import { narrowedType, narrowedVariable, narrowingOf } from "../narrowed.ts";
import { isOpen, type OpenParameter, openParameters } from "../open-operations.ts";
import { manyType } from "../schemas/index.ts";
import { callerNames } from "../security.ts";
import { queryClass, queryName } from "../services/parts.ts";
import { takesSession } from "../session-names.ts";
import { takesSettings } from "../uses.ts";
import { choiceType } from "../value-types.ts";
import { cellParameter, coordinateParameters } from "./coordinates.ts";
import { issuesToken } from "./tokens.ts";
import { saidVersions, tellsVersion } from "./versions.ts";

/** Parameters of the route, in the order of the service's. */
export function routeParameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { contract, requestClass, queryClass: className, meaning } = operation;
  if (isOpen(operation)) return openParameters(operation).map(openParameter);
  const path =
    mailedTokenParameter(operation) ??
    coordinateParameters(blueprint, operation) ??
    contract.parameters
      .filter((parameter) => parameter.in === "path")
      .map((parameter) => pathParameter(blueprint, operation, parameter.name));
  const query =
    className === undefined
      ? []
      : [
          py`${queryName(className)}: ${imported("typing", "Annotated")}[${queryClass(meaning.module, className)}, ${imported("fastapi", "Query")}()]`,
        ];
  const request =
    requestClass === undefined
      ? []
      : [requestParameter(operation, givenType(operation, schemaClass(meaning.module, requestClass)))];
  return [
    ...path,
    ...query,
    ...(mayBeLeftOut(operation) ? [] : request),
    ...cellParameter(blueprint, operation),
    ...fileParameters(operation).slice(0, 1),
    ...exchangeParameters(operation),
    ...cookieParameters(blueprint, operation),
    ...callerParameters(blueprint, operation),
    ...sharedParameters(blueprint, operation),
    ...baseUrlParameter(blueprint, operation),
    ...sizeParameter(operation),
    // What may be left out comes last.
    ...fileParameters(operation).slice(1),
    ...(mayBeLeftOut(operation) ? request : []),
    ...refreshCookieParameter(blueprint, operation),
    ...namedOnly([...saidVersions(operation), ...repeatKey(operation), ...confirmParameter(operation)]),
  ];
}

/** The refresh token that a cookie brings. */
function refreshCookieParameter(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  if (!takesRefreshCookie(blueprint, operation)) return [];
  const cookie = refreshCookie(blueprint) ?? "";
  const described =
    operation.contract.parameters.find((each) => each.in === "cookie" && each.name === cookie)?.description ??
    "";
  const settings = [
    ...(cookie === "refresh_token" ? [] : [py`alias=${str(cookie)}`]),
    ...(described === "" ? [] : [py`description=${longString(described)}`]),
  ];
  const type = py`str | ${imported("pydantic.json_schema", "SkipJsonSchema")}[None]`;
  return [
    py`refresh_token: ${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Cookie")}(${settings})] = None`,
  ];
}

/** A key that is longer than can be kept is refused, whatever the contract says. */
function keyLengths({ minLength, maxLength }: RepeatKey): readonly Py[] {
  const isShort = maxLength !== undefined && maxLength <= indexedLength;
  return [
    py`min_length=${minLength ?? 1}`,
    py`max_length=${isShort ? py`${maxLength}` : imported("app.idempotency", "KEY_MAX_LENGTH")}`,
  ];
}

/** The key under which a request may come again. */
function repeatKey({ meaning: { repeated } }: OperationBlueprint): readonly Py[] {
  if (!repeated) return [];
  const type = repeated.isUuid ? imported("uuid", "UUID") : py`str`;
  const settings = [
    py`alias=${str(repeated.header)}`,
    ...(repeated.isUuid ? [] : keyLengths(repeated)),
    ...(repeated.description === "" ? [] : [py`description=${longString(repeated.description)}`]),
  ];
  const given = repeated.required
    ? type
    : py`${type} | ${imported("pydantic.json_schema", "SkipJsonSchema")}[None]`;
  const key = py`idempotency_key: ${imported("typing", "Annotated")}[${given}, ${imported("fastapi", "Header")}(${settings})]`;
  return [repeated.required ? key : py`${key} = None`];
}

/** Parameters that are given by their names alone. */
function namedOnly(parameters: readonly Py[]): readonly Py[] {
  return parameters.length === 0 ? [] : [py`*`, ...parameters];
}

/** A token that came by mail, where it stands in the address. */
function mailedTokenParameter({
  contract,
  meaning: { behaviour },
}: OperationBlueprint): readonly Py[] | undefined {
  if (!("tokenIn" in behaviour) || behaviour.tokenIn === undefined) return undefined;
  const { tokenField, tokenIn } = behaviour;
  const variable = attributeName(tokenField);
  const description = contract.parameters.find(({ name: each }) => each === tokenField)?.description ?? "";
  const settings = [
    ...(variable === tokenField ? [] : [py`alias=${str(tokenField)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  const type = imported("app.schemas", "Text");
  if (settings.length === 0) return [py`${name(variable)}: ${type}`];
  const place = imported("fastapi", tokenIn === "path" ? "Path" : "Query");
  return [py`${name(variable)}: ${imported("typing", "Annotated")}[${type}, ${place}(${settings})]`];
}

/** What confirms that a row is to go. */
function confirmParameter({ contract, meaning: { behaviour } }: OperationBlueprint): readonly Py[] {
  if (behaviour.kind !== "delete" || behaviour.confirm === undefined) return [];
  const variable = attributeName(behaviour.confirm);
  const description =
    contract.parameters.find(({ name: each }) => each === behaviour.confirm)?.description ?? "";
  const settings = [
    ...(variable === behaviour.confirm ? [] : [py`alias=${str(behaviour.confirm)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  return [
    py`${name(variable)}: ${imported("typing", "Annotated")}[bool, ${imported("fastapi", "Query")}(${settings})] = False`,
  ];
}

/** The bytes that a request brings, and the text beside them. */
function fileParameters({ contract, meaning: { behaviour } }: OperationBlueprint): readonly Py[] {
  if (behaviour.kind !== "store-file") return [];
  const sent = py`sent: ${imported("app.files", "SentFile")}`;
  const parameter = contract.parameters.find(({ name: each }) => each === behaviour.note);
  if (!parameter) return [sent];
  const variable = noteColumn(parameter.name);
  const settings = [
    ...(variable === parameter.name ? [] : [py`alias=${str(parameter.name)}`]),
    ...(parameter.description === "" ? [] : [py`description=${longString(parameter.description)}`]),
  ];
  return [
    sent,
    py`${name(variable)}: ${imported("typing", "Annotated")}[${imported("app.schemas", "Text")} | ${imported("pydantic.json_schema", "SkipJsonSchema")}[None], ${imported("fastapi", "Query")}(${settings})] = None`,
  ];
}

/** A size that is checked, and that nothing asks for. */
function sizeParameter({ contract, meaning: { behaviour } }: OperationBlueprint): readonly Py[] {
  if (behaviour.kind !== "read-file" || !behaviour.size) return [];
  const { parameter, values, usual } = behaviour.size;
  const description = contract.parameters.find(({ name: each }) => each === parameter)?.description ?? "";
  const settings = [
    py`alias=${str(parameter)}`,
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
  ];
  const choice = choiceType(values);
  const type =
    usual === undefined
      ? py`${choice} | ${imported("pydantic.json_schema", "SkipJsonSchema")}[None]`
      : choice;
  return [
    py`_${name(attributeName(parameter))}: ${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Query")}(${settings})] = ${usual === undefined ? py`None` : str(usual)}`,
  ];
}

/** What a request brings: in its body, one or many, or in the query. */
function givenType({ meaning: { behaviour } }: OperationBlueprint, type: Py): Py {
  if (behaviour.kind === "create-many" && behaviour.body.envelope === undefined)
    return manyType(behaviour, type);
  if ("body" in behaviour && behaviour.body.form) {
    const sent = behaviour.body.form.urlencoded ? py`` : py`media_type="multipart/form-data"`;
    return py`${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Form")}(${sent})]`;
  }
  return travelsInQuery(behaviour)
    ? py`${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Query")}()]`
    : type;
}

/** The body; one that may be left out only where its behaviour knows what to do without it. */
function requestParameter(operation: OperationBlueprint, title: Py): Py {
  return mayBeLeftOut(operation) ? py`request: ${title} | None = None` : py`request: ${title}`;
}

function mayBeLeftOut({ meaning: { behaviour } }: OperationBlueprint): boolean {
  const knows = behaviour.kind === "logout" || behaviour.kind === "change-state";
  return knows && "body" in behaviour && !behaviour.body.required;
}

function openParameter({ contractName, variable }: OpenParameter): Py {
  if (variable === contractName) return py`${name(variable)}: str`;
  return py`${name(variable)}: ${imported("typing", "Annotated")}[str, ${imported("fastapi", "Path")}(alias=${str(contractName)})]`;
}

function callerParameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { access } = operation.meaning;
  if (takesSession(operation)) {
    const { session, sessionArgument } = callerNames(blueprint);
    return [py`${sessionArgument}: ${session}`];
  }
  if (endsOffered(operation) && byCookie(blueprint))
    return [py`key: ${imported("app.security", "OfferedKey")}`];
  const owned = subjectEntity(blueprint, operation);
  const guard = owned && guardDependency(blueprint, operation);
  if (owned && guard)
    return [py`${name(subjectColumn(owned))}: ${imported("typing", "Annotated")}[str, ${guard}]`];
  if (!needsCaller(blueprint, operation) && !isKnownAgain(operation)) return [];
  const names = callerNames(blueprint);
  return access === "optional"
    ? [py`viewer: ${names.optional}`]
    : [py`${names.requiredArgument}: ${names.required}`];
}

/** The request itself, where addresses are made of it or it says what is wanted, and the answer, where headers are set. */
function exchangeParameters(operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  if (tellsVersion(operation)) return [py`response: ${imported("fastapi", "Response")}`];
  if (behaviour.kind === "read-file" && behaviour.text)
    return [py`request: ${imported("fastapi", "Request")}`];
  if (behaviour.kind === "qr-code" && behaviour.types.length > 1)
    return [py`request: ${imported("fastapi", "Request")}`];
  if (behaviour.kind === "login" && behaviour.answer.token?.headers?.length)
    return [py`response: ${imported("fastapi", "Response")}`];
  if (behaviour.kind !== "list") return [];
  return [
    ...(tellsLinks(behaviour) ? [py`request: ${imported("fastapi", "Request")}`] : []),
    ...(behaviour.answer.headers.length > 0 ? [py`response: ${imported("fastapi", "Response")}`] : []),
  ];
}

/** The answer, which a cookie goes out with. */
function cookieParameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  return handsCookie(blueprint, operation) ? [py`response: ${imported("fastapi", "Response")}`] : [];
}

function sharedParameters(blueprint: Blueprint, operation: OperationBlueprint): readonly Py[] {
  const { behaviour } = operation.meaning;
  const usesSession =
    behaviour.kind !== "current-account" &&
    behaviour.kind !== "describe-service" &&
    (behaviour.kind !== "health" || behaviour.asksDatabase);
  const usesSettings =
    operation.meaning.repeated !== undefined ||
    issuesToken(blueprint, operation) ||
    takesSettings(blueprint, operation) ||
    handsCookie(blueprint, operation);
  return [
    ...(usesSession ? [py`session: ${imported("app.database", "Session")}`] : []),
    ...(usesSettings ? [py`settings: ${imported("app.settings", "AppSettings")}`] : []),
    ...(sendsLetter(blueprint, operation) ? [py`outbox: ${imported("app.mail", "RequestOutbox")}`] : []),
  ];
}

function pathParameter(blueprint: Blueprint, operation: OperationBlueprint, parameterName: string): Py {
  const parameter = operation.contract.parameters.find(
    (candidate) => candidate.in === "path" && candidate.name === parameterName,
  );
  const variable = pathVariable(blueprint, operation, parameterName);
  const type =
    parameter && narrowingOf(operation, parameterName)
      ? narrowedType(blueprint, operation, parameter)
      : pathType(selectedEntity(blueprint, operation, parameterName));
  const description = parameter?.description ?? "";
  const format = parameter && flattenSchema(blueprint.contract, parameter.schema).format;
  const settings = [
    ...(variable.text === parameterName ? [] : [py`alias=${str(parameterName)}`]),
    ...(description === "" ? [] : [py`description=${longString(description)}`]),
    ...(parameter && !narrowingOf(operation, parameterName)
      ? keyBounds(blueprint, selectedEntity(blueprint, operation, parameterName), parameter)
      : []),
    ...(format === undefined || format === "uuid" ? [] : [py`json_schema_extra={"format": ${str(format)}}`]),
  ];
  if (settings.length === 0) return py`${variable}: ${type}`;
  return py`${variable}: ${imported("typing", "Annotated")}[${type}, ${imported("fastapi", "Path")}(${settings})]`;
}

/** Where keys begin, and how long they are at most; what is beyond the last is not there, and found nowhere. */
function keyBounds(blueprint: Blueprint, entity: Entity, { schema }: Parameter): readonly Py[] {
  const { minimum, exclusiveMinimum, minLength = 0, maxLength } = flattenSchema(blueprint.contract, schema);
  switch (pathKeyKind(entity)) {
    case "integer":
      return [
        ...(minimum === undefined ? [] : [py`ge=${minimum}`]),
        ...(exclusiveMinimum === undefined ? [] : [py`gt=${exclusiveMinimum}`]),
      ];
    case "text":
      return [
        ...(minLength > 1 ? [py`min_length=${minLength}`] : []),
        ...(maxLength === undefined ? [] : [py`max_length=${maxLength}`]),
      ];
    case "uuid":
      return [];
  }
}

/** What a parameter of the path is called in Python. */
export function pathVariable(blueprint: Blueprint, operation: OperationBlueprint, parameterName: string): Py {
  const narrowed = narrowingOf(operation, parameterName);
  return narrowed
    ? narrowedVariable(narrowed)
    : pathKeyName(selectedEntity(blueprint, operation, parameterName));
}

function pathType(entity: Entity): Py {
  switch (pathKeyKind(entity)) {
    case "integer":
      return imported("app.schemas", entity.identity.by === "client" ? "IntegerKey" : "BigInt");
    case "uuid":
      return imported("uuid", "UUID");
    case "text":
      return imported("app.schemas", "Text");
  }
}

/** The entity whose row a parameter of the path selects. */
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
