import { commaList, imported, name, type Py, py, str } from "#python";
import type { ErrorPlan } from "../error-plan.ts";
import { seesRequest } from "./error-answers.ts";

/** What the framework calls with an error, and what it says of the error. */
export function errorHandlers(plan: ErrorPlan): readonly Py[] {
  return [
    install(),
    answerRefusal(plan),
    answerInvalidRequest(plan),
    answerHttpError(plan),
    answerUnexpectedError(plan),
  ];
}

const request = imported("fastapi", "Request");
const response = imported("fastapi", "Response");
const status = imported("fastapi", "status");
const invalidRequest = imported("fastapi.exceptions", "RequestValidationError");

function install(): Py {
  return py`
    def install_error_handlers(app: ${imported("fastapi", "FastAPI")}) -> None:
        app.exception_handler(ApiError)(answer_refusal)
        app.exception_handler(${invalidRequest})(answer_invalid_request)
        app.exception_handler(${imported("starlette.exceptions", "HTTPException")})(answer_http_error)
        app.exception_handler(Exception)(answer_unexpected_error)`;
}

/** `_answer(…)` with words of our own or of the framework. */
function answer(plan: ErrorPlan, code: Py, words: Py, headers?: Py): Py {
  const told = plan.placed ? py`[Mistake(${words})]` : py`[${words}]`;
  return answerWith(plan, code, told, headers);
}

function answerWith(plan: ErrorPlan, code: Py, told: Py, headers?: Py): Py {
  const given = [seesRequest(plan) && py`request`, code, plan.says && told, headers];
  return py`_answer(${commaList(given)})`;
}

function answerRefusal(plan: ErrorPlan): Py {
  const requestName = seesRequest(plan) || plan.conflict === "varies" ? py`request` : py`_`;
  const unauthorized =
    plan.only401IsEmpty &&
    py`
      if error.status_code == ${status}.HTTP_401_UNAUTHORIZED:
          return ${response}(status_code=error.status_code, headers=error.headers)`;
  const told = plan.placed ? py`[Mistake(error.message, error.steps)]` : py`[error.message]`;
  const varies = plan.conflict === "varies";
  const clash =
    varies &&
    py`
      status_code = error.status_code
      if isinstance(error, ConflictError):
          # Operations that document no conflict refuse it as they refuse other input.
          status_code = _first_documented(request, 409, 422, 400)`;
  return py`
    async def answer_refusal(${requestName}: ${request}, error: ApiError) -> ${response}:
        ${unauthorized}
        ${clash}
        return ${answerWith(plan, varies ? py`status_code` : py`error.status_code`, told, py`error.headers`)}`;
}

export function invalidConstant(code: number): string {
  return code === 400 ? "HTTP_400_BAD_REQUEST" : "HTTP_422_UNPROCESSABLE_CONTENT";
}

function answerInvalidRequest(plan: ErrorPlan): Py {
  const requestName = seesRequest(plan) || plan.invalid === "varies" ? py`request` : py`_`;
  const told = plan.placed ? py`mistakes` : py`messages`;
  const isRead = plan.says || plan.invalid === "varies";
  const choose =
    plan.invalid === "varies" &&
    py`
      # A body that can be read and says what it must not is one thing, all else another: where the
      # operation tells them apart.
      is_readable = all(
          problem["loc"][0] == "body" and problem["type"] != "json_invalid" for problem in error.errors()
      )
      status_code = _first_documented(request, *((422, 400) if is_readable else (400, 422)))`;
  const code =
    plan.invalid === "varies" ? py`status_code` : py`${status}.${name(invalidConstant(plan.invalid))}`;
  return py`
    async def answer_invalid_request(${requestName}: ${request}, ${isRead ? py`error` : py`__`}: ${invalidRequest}) -> ${response}:
        ${choose}
        ${plan.says && py`${told} = [_describe(problem) for problem in error.errors()]`}
        return ${answerWith(plan, code, told)}`;
}

function answerHttpError(plan: ErrorPlan): Py {
  const unreadable = "body: cannot be read";
  const words = plan.placed ? py`[Mistake("cannot be read", ("body",))]` : py`[${str(unreadable)}]`;
  const code =
    plan.invalid === "varies"
      ? py`_first_documented(request, 400, 422)`
      : py`${status}.${name(invalidConstant(plan.invalid))}`;
  const broken = py`
    if error.status_code == ${status}.HTTP_400_BAD_REQUEST:
        # The framework's answer to a body that defeats the JSON parser: not text, or nested too
        # deeply. To the contract that is one more way of being invalid.
        return ${answerWith(plan, code, words)}`;
  return py`
    async def answer_http_error(request: ${request}, error: ${imported("starlette.exceptions", "HTTPException")}) -> ${response}:
        """Answer what the framework itself refuses: unknown routes, wrong methods, broken bodies."""
        if error.status_code == ${status}.HTTP_405_METHOD_NOT_ALLOWED:
            return ${answer(plan, py`error.status_code`, py`error.detail`, py`{"Allow": _methods_of_path(request)}`)}
        ${broken}
        return ${answer(plan, py`error.status_code`, py`error.detail`, py`error.headers`)}`;
}

function answerUnexpectedError(plan: ErrorPlan): Py {
  const words = py`"internal server error"`;
  const told = plan.placed ? py`[Mistake(${words})]` : py`[${words}]`;
  return py`
    async def answer_unexpected_error(request: ${request}, error: Exception) -> ${response}:
        logger.error("unexpected error", method=request.method, path=request.url.path, exc_info=error)
        # This answer is made outside the middleware that adds the request id to all others.
        return _answer(
            ${seesRequest(plan) && py`request,`}
            ${status}.HTTP_500_INTERNAL_SERVER_ERROR,
            ${plan.says && py`${told},`}
            {${imported("app.request_id", "REQUEST_ID_HEADER")}: request.state.request_id},
        )`;
}

/** What describes one thing that is wrong with a request, and finds what the framework does not tell. */
export function errorDescriptions(plan: ErrorPlan): readonly Py[] {
  return [
    ...(plan.invalid === "varies" || plan.conflict === "varies" ? [firstDocumented()] : []),
    methodsOfPath(),
    ...(plan.says ? [plan.placed ? describePlaced() : describe()] : []),
  ];
}

function firstDocumented(): Py {
  return py`
    def _first_documented(request: ${request}, *status_codes: int) -> int:
        responses = _responses_of(request)
        return next((code for code in status_codes if code in responses), status_codes[0])`;
}

function methodsOfPath(): Py {
  return py`
    def _methods_of_path(request: ${request}) -> str:
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

function describePlaced(): Py {
  const mapping = imported("collections.abc", "Mapping");
  return py`
    def _describe(problem: ${mapping}[str, ${imported("typing", "Any")}]) -> Mistake:
        source, *path = problem["loc"]
        if problem["type"] == "json_invalid":
            return Mistake(f"not valid JSON at character {path[0]}", (source,))
        message: str = problem["msg"]
        return Mistake(f"{message[0].lower()}{message[1:]}", (source, *path))`;
}
