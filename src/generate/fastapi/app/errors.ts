import { assert } from "#base";
import type { ErrorForm } from "#domain";
import { classNameText, identifierText, imported, literal, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { hasAccess, pythonFile } from "./names.ts";
import { hasOpenOperations } from "./open-operations.ts";

/** `app/errors.py`: the ways of saying no, and the one form in which they are answered. */
export function emitErrors(blueprint: Blueprint): GeneratedFile {
  const body = [
    py`logger = ${imported("structlog", "stdlib")}.get_logger()`,
    ...bodyModels(blueprint.domain.errors.form),
    ...exceptions(blueprint),
    errorResponses(blueprint),
    install(),
    ...answers(blueprint),
    answer(blueprint),
    methodsOfPath(),
    describe(),
  ];
  return pythonFile("app/errors.py", body);
}

/** Exceptions by status; only those that some operation answers with. */
function exceptions(blueprint: Blueprint): readonly Py[] {
  const { errors, operations } = blueprint.domain;
  const used = (status: number): boolean =>
    operations.some((operation) => operation.errors.some((error) => error.status === status));
  const status = imported("fastapi", "status");
  const plain = (title: Py, constant: Py): Py => py`
    class ${title}(ApiError):
        status_code = ${status}.${constant}`;
  const unauthorized =
    hasAccess(blueprint, "required", "owner", "optional", "granted") || blueprint.account !== undefined;
  return [
    py`
      class ApiError(Exception):
          """What the caller did cannot be done; the message tells the caller why."""

          status_code: int
          headers: ${imported("collections.abc", "Mapping")}[str, str] | None = None

          def __init__(self, message: str) -> None:
              super().__init__(message)
              self.message = message`,
    ...(unauthorized
      ? [
          py`
            class UnauthorizedError(ApiError):
                status_code = ${status}.HTTP_401_UNAUTHORIZED
                headers = {"WWW-Authenticate": ${str(challengeOf(blueprint))}}  # noqa: RUF012`,
        ]
      : []),
    ...(used(403) ? [plain(name("ForbiddenError"), name("HTTP_403_FORBIDDEN"))] : []),
    ...(used(404) ? [plain(name("NotFoundError"), name("HTTP_404_NOT_FOUND"))] : []),
    ...(errors.conflict === 409 ? [plain(name("ConflictError"), name("HTTP_409_CONFLICT"))] : []),
    ...(errors.conflict !== 409 && hasUnique(blueprint)
      ? [plain(name("InvalidError"), name(invalidConstant(blueprint)))]
      : []),
    ...(hasOpenOperations(blueprint)
      ? [
          py`
            class LeftOpenError(ApiError):
                """Nothing in the contract says what the operation does."""

                status_code = ${status}.HTTP_501_NOT_IMPLEMENTED`,
        ]
      : []),
    ...(used(429)
      ? [
          py`
            class TooManyRequestsError(ApiError):
                status_code = ${status}.HTTP_429_TOO_MANY_REQUESTS

                def __init__(self, message: str, *, retry_after: int) -> None:
                    super().__init__(message)
                    self.headers = {"Retry-After": str(retry_after)}`,
        ]
      : []),
  ];
}

/** Whether a value can clash with one that is there: then a constraint's refusal becomes an answer. */
export function hasUnique(blueprint: Blueprint): boolean {
  return blueprint.domain.entities.some(({ fields }) =>
    fields.some(({ unique, meaning }) => unique && meaning.kind === "scalar"),
  );
}

/** The exception for a clash with what is there. */
export function conflictError(blueprint: Blueprint): Py {
  return imported("app.errors", blueprint.domain.errors.conflict === 409 ? "ConflictError" : "InvalidError");
}

function invalidConstant(blueprint: Blueprint): string {
  return blueprint.domain.errors.invalid === 400 ? "HTTP_400_BAD_REQUEST" : "HTTP_422_UNPROCESSABLE_CONTENT";
}

/** What a 401 says is missing, in `WWW-Authenticate` (RFC 9110). */
export function challengeOf(blueprint: Blueprint): string {
  const { accounts, outside } = blueprint.domain;
  if (!accounts && outside.length > 0 && outside.every(({ kind }) => kind === "password"))
    return 'Basic realm="api"';
  const prefix = accounts?.credential.prefix ?? "";
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(prefix) ? prefix : "Bearer";
}

interface ErrorShape {
  readonly className: string;
  readonly path: readonly string[];
  readonly many: boolean;
}

/** The class of the error body, and where in it the messages stand. */
export function errorShape(form: ErrorForm): ErrorShape {
  if (form.kind === "default") return { className: "ErrorModel", path: ["detail"], many: false };
  return { className: classNameText(form.schemaName), path: form.path, many: form.kind === "messages" };
}

/** Models of the error body, the innermost first. */
function bodyModels(form: ErrorForm): readonly Py[] {
  const { className, path, many } = errorShape(form);
  const base = imported("pydantic", "BaseModel");
  const nameAt = (depth: number): string =>
    depth === 0
      ? className
      : `${className}${path
          .slice(0, depth)
          .map((part) => classNameText(part))
          .join("")}`;
  return path
    .map((part, depth): Py => {
      const attribute = identifierText(part);
      const isLast = depth === path.length - 1;
      const type = isLast ? (many ? py`list[str]` : py`str`) : name(nameAt(depth + 1));
      const alias =
        attribute === part
          ? type
          : py`${imported("typing", "Annotated")}[${type}, ${imported("pydantic", "Field")}(alias=${str(part)})]`;
      return py`
        class ${name(nameAt(depth))}(${base}):
            ${name(attribute)}: ${alias}`;
    })
    .toReversed();
}

function errorResponses(blueprint: Blueprint): Py {
  const empty = emptyUnauthorized(blueprint);
  const { className } = errorShape(blueprint.domain.errors.form);
  const signature = py`def error_responses(*status_codes: int) -> dict[int | str, dict[str, ${imported("typing", "Any")}]]:`;
  const phrase = imported("http", "HTTPStatus");
  if (empty) {
    return py`
      ${signature}
          """Document the refusals of an operation. A 401 carries no content."""
          return {
              code: {"description": ${phrase}(code).phrase}
              | ({} if code == ${imported("fastapi", "status")}.HTTP_401_UNAUTHORIZED else {"model": ${name(className)}})
              for code in status_codes
          }`;
  }
  return py`
    ${signature}
        """Document the refusals of an operation."""
        return {code: {"description": ${phrase}(code).phrase, "model": ${name(className)}} for code in status_codes}`;
}

/** Whether the contract declares a 401 without content. */
export function emptyUnauthorized(blueprint: Blueprint): boolean {
  return blueprint.domain.operations.some(({ errors }) =>
    errors.some(({ status, hasBody }) => status === 401 && !hasBody),
  );
}

function install(): Py {
  const app = imported("fastapi", "FastAPI");
  return py`
    def install_error_handlers(app: ${app}) -> None:
        app.exception_handler(ApiError)(answer_refusal)
        app.exception_handler(${imported("fastapi.exceptions", "RequestValidationError")})(answer_invalid_request)
        app.exception_handler(${imported("starlette.exceptions", "HTTPException")})(answer_http_error)
        app.exception_handler(Exception)(answer_unexpected_error)`;
}

function answers(blueprint: Blueprint): readonly Py[] {
  const request = imported("fastapi", "Request");
  const response = imported("fastapi", "Response");
  const status = imported("fastapi", "status");
  const invalid = name(invalidConstant(blueprint));
  const unauthorized =
    emptyUnauthorized(blueprint) &&
    py`
      if error.status_code == ${status}.HTTP_401_UNAUTHORIZED:
          return ${response}(status_code=error.status_code, headers=error.headers)`;
  const broken = py`
    if error.status_code == ${status}.HTTP_400_BAD_REQUEST:
        # The framework's answer to a body that defeats the JSON parser: not text, or nested too
        # deeply. To the contract that is one more way of being invalid.
        return _answer(${status}.${invalid}, ["body: cannot be read"])`;
  return [
    py`
      async def answer_refusal(_: ${request}, error: ApiError) -> ${response}:
          ${unauthorized}
          return _answer(error.status_code, [error.message], error.headers)`,
    py`
      async def answer_invalid_request(_: ${request}, error: ${imported("fastapi.exceptions", "RequestValidationError")}) -> ${response}:
          messages = [_describe(problem) for problem in error.errors()]
          return _answer(${status}.${invalid}, messages)`,
    py`
      async def answer_http_error(request: ${request}, error: ${imported("starlette.exceptions", "HTTPException")}) -> ${response}:
          """Answer what the framework itself refuses: unknown routes, wrong methods, broken bodies."""
          if error.status_code == ${status}.HTTP_405_METHOD_NOT_ALLOWED:
              return _answer(error.status_code, [error.detail], {"Allow": _methods_of_path(request)})
          ${broken}
          return _answer(error.status_code, [error.detail], error.headers)`,
    py`
      async def answer_unexpected_error(request: ${request}, error: Exception) -> ${response}:
          logger.error("unexpected error", method=request.method, path=request.url.path, exc_info=error)
          # This answer is made outside the middleware that adds the request id to all others.
          return _answer(
              ${status}.HTTP_500_INTERNAL_SERVER_ERROR,
              ["internal server error"],
              {${imported("app.request_id", "REQUEST_ID_HEADER")}: request.state.request_id},
          )`,
  ];
}

function answer(blueprint: Blueprint): Py {
  const { path, many } = errorShape(blueprint.domain.errors.form);
  const messages: Py = many ? py`messages` : py`"; ".join(messages)`;
  const nested = path.reduceRight((inner: Py, part) => py`{${literal(part)}: ${inner}}`, messages);
  assert(path.length > 0, "an error form has a place for its messages");
  const mapping = imported("collections.abc", "Mapping");
  return py`
    def _answer(
        status_code: int, messages: ${imported("collections.abc", "Sequence")}[str], headers: ${mapping}[str, str] | None = None
    ) -> ${imported("fastapi", "Response")}:
        return ${imported("fastapi.responses", "JSONResponse")}(${nested}, status_code, headers)`;
}

function methodsOfPath(): Py {
  return py`
    def _methods_of_path(request: ${imported("fastapi", "Request")}) -> str:
        # The framework has a route for each method and names that of the first only.
        routes = [
            route for route in request.app.routes if route.matches(request.scope)[0] is ${imported("starlette.routing", "Match")}.PARTIAL
        ]
        methods = {
            method for route in routes if route.path == routes[0].path for method in route.methods
        }
        return ", ".join(sorted(methods))`;
}

function describe(): Py {
  const mapping = imported("collections.abc", "Mapping");
  return py`
    def _describe(problem: ${mapping}[str, ${imported("typing", "Any")}]) -> str:
        source, *path = problem["loc"]
        if problem["type"] == "json_invalid":
            return f"{source}: not valid JSON at character {path[0]}"
        place = ".".join(str(part) for part in path) or source
        message: str = problem["msg"]
        return f"{place}: {message[0].lower()}{message[1:]}"`;
}
