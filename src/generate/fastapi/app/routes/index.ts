// In: a module of the blueprint. Out: its `routes.py`, one function per operation in the order of the contract.
// A route takes what a request brings, calls the service and shapes the answer.
// Never here: rules and statements, which are the service's, and the classes of bodies and answers.
import { commaList, imported, literal, name, type Py, py, str } from "#python";
import {
  type Blueprint,
  entityNamed,
  type ModuleBlueprint,
  type OperationBlueprint,
} from "../../blueprint.ts";
import { cellParts } from "../../cells.ts";
import type { GeneratedFile } from "../../file.ts";
import { answeredTypes, answerType, listAliases, routeClass, takenTypes } from "../../media/route-parts.ts";
import { guardDependency } from "../../outside/guards.ts";
import { subjectEntity } from "../../outside/subjects.ts";
import { wholeOf } from "../../response-names.ts";
import { reachableOperations } from "../../route-order.ts";
import { isKnownAgain, needsCaller } from "../caller.ts";
import { documentedErrors } from "../error-responses.ts";
import { longString, pythonFile, representationClass, schemaClass } from "../names.ts";
import { roleGuard } from "../roles.ts";
import { countType, distinctValueType, shownCell } from "../schemas/index.ts";
import { callerDependency } from "../security.ts";
import { takesSession } from "../session-names.ts";
import { routeBody } from "./body.ts";
import { describeCallbackHeaders } from "./called-back.ts";
import { routeParameters } from "./parameters.ts";
import { responseModule } from "./response-module.ts";
import { responses } from "./responses.ts";
import { isBare, successStatus } from "./success-status.ts";
import { answersAccountWithToken, withToken } from "./tokens.ts";
import { mayBeUnchanged } from "./versions.ts";

/** `app/<module>/routes.py`: paths, parameters and answers; the rules are in the service. */
export function emitRoutes(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  if (module.operations.length === 0) return [];
  const issues = module.operations.some((operation) => answersAccountWithToken(blueprint, operation));
  const body = [
    router(module),
    ...listAliases(blueprint, module, (operation) => resultType(blueprint, operation)),
    ...reachableOperations(module.operations).map((operation) => route(blueprint, module, operation)),
    ...(issues ? [withToken(blueprint, module)] : []),
  ];
  return [pythonFile(`app/${module.name}/routes.py`, body)];
}

function router(module: ModuleBlueprint): Py {
  const tag = sharedTag(module);
  const given = [...(tag === undefined ? [] : [py`tags=[${str(tag)}]`]), ...routeClass(module)];
  return py`router = ${imported("fastapi", "APIRouter")}(${given})`;
}

/** The one tag that every operation of the module has, and no other. */
function sharedTag({ operations }: ModuleBlueprint): string | undefined {
  const [first] = operations[0]?.contract.tags ?? [];
  const isShared = operations.every(({ contract: { tags } }) => tags.length === 1 && tags[0] === first);
  return isShared ? first : undefined;
}

function route(blueprint: Blueprint, module: ModuleBlueprint, operation: OperationBlueprint): Py {
  const { contract, meaning } = operation;
  const errors = documentedErrors(blueprint, meaning);
  const status = successStatus(operation);
  const guard = routeGuard(blueprint, operation);
  const result = resultType(blueprint, operation);
  const answered = answerType(blueprint, operation, result);
  const parts = [
    str(contract.path),
    ...(contract.declaredId === undefined ? [] : [py`operation_id=${str(contract.declaredId)}`]),
    ...(sharedTag(module) !== undefined || contract.tags.length === 0
      ? []
      : [py`tags=[${contract.tags.map((tag) => str(tag))}]`]),
    ...(contract.summary === "" ? [] : [py`summary=${str(contract.summary)}`]),
    ...(contract.description === "" ? [] : [py`description=${longString(contract.description, 4)}`]),
    ...(status === undefined ? [] : [py`status_code=${status}`]),
    ...(isEmpty(operation, result) ? [py`response_class=${imported("fastapi", "Response")}`] : []),
    ...(answersOtherwise(operation) ? [py`response_model=${answered}`] : []),
    ...(guard ? [py`dependencies=[${guard}]`] : []),
    ...(answersBytes(operation) ? [py`response_class=${imported("fastapi", "Response")}`] : []),
    ...sentContent(operation),
    ...describeCallbackHeaders(blueprint, operation),
    ...alsoTaken(operation),
    ...responses(blueprint, operation, errors, answeredTypes(operation, answered)),
  ];
  return py`
    @router.${name(contract.method)}(
        ${commaList(parts)}
    )
    async def ${name(operation.functionName)}(
        ${commaList(routeParameters(blueprint, operation))}
    ) -> ${answered}${answersOtherwise(operation) && py` | ${imported("fastapi", "Response")}`}:
        ${routeBody(blueprint, operation, result)}`;
}

/** Whether something else than the row may be answered: that nothing has changed, or what was answered before. */
function answersOtherwise(operation: OperationBlueprint): boolean {
  return mayBeUnchanged(operation) || operation.meaning.repeated !== undefined;
}

/** Whether what is answered is no JSON. */
function answersBytes({ meaning: { behaviour } }: OperationBlueprint): boolean {
  return behaviour.kind === "qr-code" || behaviour.kind === "read-file";
}

/** A body of bytes, of which the framework knows nothing. */
function sentContent({ meaning: { behaviour } }: OperationBlueprint): readonly Py[] {
  if (behaviour.kind !== "store-file") return [];
  const content = Object.fromEntries(
    behaviour.types.map((type) => [type, { schema: { type: "string", format: "binary" } }]),
  );
  const body = { ...(behaviour.required && { required: true }), content };
  return [py`openapi_extra=${literal({ requestBody: body })}`];
}

/** The media types in which a body is taken beside JSON. */
function alsoTaken(operation: OperationBlueprint): readonly Py[] {
  const { requestClass, meaning } = operation;
  return requestClass === undefined ? [] : takenTypes(operation, schemaClass(meaning.module, requestClass));
}

/** What a call must bring, where the route itself makes no use of it. */
export function routeGuard(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  return roleGuard(operation) ?? guardOf(blueprint, operation);
}

/** What looks at the credential of a call, where the route itself makes no use of who it is. */
function guardOf(blueprint: Blueprint, operation: OperationBlueprint): Py | undefined {
  const { access } = operation.meaning;
  if (access === "granted")
    return subjectEntity(blueprint, operation) ? undefined : guardDependency(blueprint, operation);
  // Whoever signs in, or out without being asked for a session, is let in by nobody else.
  if (access === "public" && operation.meaning.guarded)
    return py`${imported("fastapi", "Depends")}(${imported("app.security", "refuse_other_sites")})`;
  if (access === "public" || blueprint.account === undefined) return undefined;
  if (needsCaller(blueprint, operation) || isKnownAgain(operation) || takesSession(operation))
    return undefined;
  return py`${imported("fastapi", "Depends")}(${callerDependency(blueprint, operation)})`;
}

/** What a route gives: a model, an array of models or of values, or nothing. */
function resultType(blueprint: Blueprint, operation: OperationBlueprint): Py {
  const { behaviour } = operation.meaning;
  if (
    behaviour.kind === "create-many" &&
    behaviour.answer.all &&
    behaviour.answer.representation !== undefined
  )
    return py`list[${representationClass(blueprint, behaviour.answer.representation)}]`;
  const ofMatrix = matrixType(blueprint, operation);
  if (ofMatrix) return ofMatrix;
  if (behaviour.kind === "list-lines")
    return py`list[${schemaClass(operation.meaning.module, operation.responseClass ?? "")}]`;
  if (operation.responseClass !== undefined)
    return schemaClass(responseModule(blueprint, operation), operation.responseClass);
  if (answersBytes(operation)) return imported("fastapi", "Response");
  if (behaviour.kind === "list")
    return py`list[${representationClass(blueprint, behaviour.answer.representation)}]`;
  if (behaviour.kind === "distinct-values") return py`list[${distinctValueType(blueprint, behaviour)}]`;
  if (behaviour.kind === "login" && behaviour.answer.token?.isText) return py`str`;
  if (behaviour.kind === "count-by-value") return py`dict[str, ${countType(blueprint, operation)}]`;
  return py`None`;
}

/** The lists of all cells alone, or one cell. */
function matrixType(blueprint: Blueprint, { meaning, responseClass }: OperationBlueprint): Py | undefined {
  const { behaviour, module } = meaning;
  const showsCell =
    behaviour.kind === "read-cell" || (behaviour.kind === "write-cell" && behaviour.shows.kind === "cell");
  if (showsCell) return shownCell(entityNamed(blueprint, behaviour.entity));
  return wholeOf(behaviour) && responseClass === undefined && "entity" in behaviour
    ? schemaClass(module, cellParts(entityNamed(blueprint, behaviour.entity)).wholeAlias)
    : undefined;
}

/** Whether an answer that may have content has none: without a word the framework would send `null`. */
function isEmpty(operation: OperationBlueprint, result: Py): boolean {
  const { behaviour } = operation.meaning;
  if (behaviour.kind === "custom" || answersBytes(operation)) return false;
  return result.text === "None" && !isBare(behaviour.answer.status);
}
