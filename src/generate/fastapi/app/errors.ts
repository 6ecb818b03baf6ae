import { changeRefusal } from "#domain";
import { blocks, imported, name, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { refusesUnknown } from "../references.ts";
import { answerFunctions } from "./error-answers.ts";
import { errorDescriptions, errorHandlers, invalidConstant } from "./error-handlers.ts";
import { errorModels } from "./error-models.ts";
import { responseFunctions } from "./error-responses.ts";
import { answeredWords, type CodeTable, codeTables } from "./error-values.ts";
import { hasAccess, pythonFile } from "./names.ts";
import { hasOpenOperations } from "./open-operations.ts";
import { sumsUp } from "./services/lines.ts";
import { tokenErrors } from "./token-errors.ts";

/** `app/errors.py`: the ways of saying no, and the one form in which they are answered. */
export function emitErrors(blueprint: Blueprint): GeneratedFile {
  const { errors: plan, contract } = blueprint;
  const tables = codeTables(plan);
  const constants = [
    py`logger = ${imported("structlog", "stdlib")}.get_logger()`,
    ...tables.map((table) => codeTable(blueprint, table)),
    ...(plan.emptyStatuses.length > 0 && !plan.only401IsEmpty
      ? [py`WITHOUT_CONTENT = {${plan.emptyStatuses.map((status) => py`${status}`)}}`]
      : []),
  ];
  const body = [
    blocks(constants),
    ...(plan.placed ? [mistake()] : []),
    ...errorModels(contract, plan.forms),
    ...exceptions(blueprint),
    ...(refusesUnknown(blueprint.domain) ? [unknownRow()] : []),
    ...(refusesUnfinished(blueprint) ? [unfinished()] : []),
    ...(sumsUp(blueprint) ? [tooMuch()] : []),
    ...(refusesMoves(blueprint) ? [wrongMove()] : []),
    ...(ordersRows(blueprint) ? [incomplete()] : []),
    ...responseFunctions(blueprint),
    ...errorHandlers(plan),
    ...answerFunctions(plan, tables),
    ...errorDescriptions(plan),
  ];
  return pythonFile("app/errors.py", body);
}

/** Exceptions by status; only those that some operation answers with. */
function exceptions(blueprint: Blueprint): readonly Py[] {
  const { operations } = blueprint.domain;
  const { errors: plan } = blueprint;
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

          def __init__(self, message: str${plan.placed && py`, *, steps: tuple[str, ...] = ()`}) -> None:
              super().__init__(message)
              self.message = message
              ${plan.placed && py`self.steps = steps`}`,
    ...(unauthorized
      ? [
          py`
            class UnauthorizedError(ApiError):
                status_code = ${status}.HTTP_401_UNAUTHORIZED
                headers = {"WWW-Authenticate": ${str(challengeOf(blueprint))}}  # noqa: RUF012`,
        ]
      : []),
    ...wrongCredentials(blueprint, plain),
    ...wrongPassword(blueprint, plain),
    ...tokenErrors(blueprint, plain),
    ...(used(403) ? [plain(name("ForbiddenError"), name("HTTP_403_FORBIDDEN"))] : []),
    ...(used(404) ? [plain(name("NotFoundError"), name("HTTP_404_NOT_FOUND"))] : []),
    ...clashes(blueprint, plain),
    ...versionErrors(blueprint, plain),
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

/** Where callers must say which version they mean, and where it is another one. */
function versionErrors({ domain }: Blueprint, plain: (title: Py, constant: Py) => Py): readonly Py[] {
  const guards = domain.operations.flatMap(({ version }) => version?.guards ?? []);
  return [
    ...(guards.some(({ stale }) => stale === 412)
      ? [plain(name("PreconditionFailedError"), name("HTTP_412_PRECONDITION_FAILED"))]
      : []),
    ...(guards.some(({ missing }) => missing)
      ? [plain(name("PreconditionRequiredError"), name("HTTP_428_PRECONDITION_REQUIRED"))]
      : []),
  ];
}

/** Where signing in is refused with another status than 401. */
function wrongCredentials({ domain }: Blueprint, plain: (title: Py, constant: Py) => Py): readonly Py[] {
  const login = domain.operations.find(({ behaviour }) => behaviour.kind === "login");
  const status = login?.refusals.credentials ?? 401;
  if (status === 401) return [];
  const constant = status === 403 ? "HTTP_403_FORBIDDEN" : invalidConstant(status);
  return [plain(name("WrongCredentialsError"), name(constant))];
}

/** A body that names a row which is not there: answered as the framework's own refusals are. */
function unknownRow(): Py {
  const invalid = imported("fastapi.exceptions", "RequestValidationError");
  return py`
    def unknown_row(message: str, *place: str) -> ${invalid}:
        """Refuse a body that names a row which is not there, as any other invalid body."""
        return ${invalid}([{"type": "unknown_row", "loc": ("body", *place), "msg": message}])`;
}

/** Whether some document is made whole by its first change. */
function refusesUnfinished({ domain }: Blueprint): boolean {
  return domain.operations.some(
    ({ behaviour }) => behaviour.kind === "update-singleton" && behaviour.own?.before === "missing",
  );
}

/** What is valid as a change, and not enough to begin with. */
function unfinished(): Py {
  const invalid = imported("fastapi.exceptions", "RequestValidationError");
  return py`
    def unfinished(fields: ${imported("collections.abc", "Sequence")}[str], *place: str) -> ${invalid}:
        """Refuse a first body without what a row must have, as any other body that lacks it."""
        return ${invalid}(
            [{"type": "missing", "loc": ("body", *place, field), "msg": "Field required"} for field in fields]
        )`;
}

/** Whether some change of state is refused as an invalid body. */
function refusesMoves({ domain }: Blueprint): boolean {
  return domain.operations.some(
    ({ behaviour }) => behaviour.kind === "update" && behaviour.moves !== undefined,
  );
}

/** Whether rows are brought into an order that must name all of them. */
function ordersRows({ domain }: Blueprint): boolean {
  return domain.operations.some(({ behaviour }) => behaviour.kind === "reorder");
}

/** Keys that are good, each of them, and not all that there are. */
function incomplete(): Py {
  const invalid = imported("fastapi.exceptions", "RequestValidationError");
  return py`
    def incomplete(message: str, *place: str) -> ${invalid}:
        """Refuse a body that leaves rows out, as any other invalid body."""
        return ${invalid}([{"type": "incomplete", "loc": ("body", *place), "msg": message}])`;
}

/** What is valid by itself, and nothing that the row as it is may become. */
function wrongMove(): Py {
  const invalid = imported("fastapi.exceptions", "RequestValidationError");
  return py`
    def wrong_move(message: str, *place: str) -> ${invalid}:
        """Refuse a body that asks for what the row cannot become, as any other invalid body."""
        return ${invalid}([{"type": "wrong_move", "loc": ("body", *place), "msg": message}])`;
}

/** What is valid by itself, and comes to more than a column holds. */
function tooMuch(): Py {
  const invalid = imported("fastapi.exceptions", "RequestValidationError");
  return py`
    def too_much(message: str, *place: str) -> ${invalid}:
        """Refuse a body whose values come to too much, as any other invalid body."""
        return ${invalid}([{"type": "too_much", "loc": ("body", *place), "msg": message}])`;
}

/** Where who is signed in gives another password than the own. */
function wrongPassword({ domain }: Blueprint, plain: (title: Py, constant: Py) => Py): readonly Py[] {
  const change = domain.operations.find(({ behaviour }) => behaviour.kind === "change-password");
  if (!change) return [];
  const status = changeRefusal(change.refusals.credentials);
  const constant = status === 403 ? "HTTP_403_FORBIDDEN" : invalidConstant(status);
  return [plain(name("WrongPasswordError"), name(constant))];
}

function clashes({ errors: { conflict } }: Blueprint, plain: (title: Py, constant: Py) => Py): readonly Py[] {
  if (conflict === "none") return [];
  return conflict === 409 || conflict === "varies"
    ? [plain(name("ConflictError"), name("HTTP_409_CONFLICT"))]
    : [plain(name("InvalidError"), name(invalidConstant(conflict)))];
}

/** Whether a value can clash with one that is there: then a constraint's refusal becomes an answer. */
export function hasUnique(blueprint: Blueprint): boolean {
  return blueprint.domain.entities.some(({ fields }) =>
    fields.some(({ unique, meaning }) => unique && meaning.kind === "scalar"),
  );
}

/** The exception for a clash with what is there. */
export function conflictError(blueprint: Blueprint): Py {
  const { conflict } = blueprint.errors;
  return imported("app.errors", conflict === 409 || conflict === "varies" ? "ConflictError" : "InvalidError");
}

/** Words for programs by status. */
function codeTable(blueprint: Blueprint, table: CodeTable): Py {
  return py`
    ${name(table.title)} = {
        ${answeredWords(blueprint, table)}
    }`;
}

/** One thing that is wrong: some form of errors says where it is. */
function mistake(): Py {
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class Mistake:
        message: str
        # The steps that lead to it in the request: its part, then names and positions.
        steps: ${imported("collections.abc", "Sequence")}[str | int] = ()

        def __str__(self) -> str:
            return f"{self.place}: {self.message}" if self.steps else self.message

        @property
        def place(self) -> str:
            return ".".join(str(step) for step in self.steps[1:] or self.steps)`;
}

/** What a 401 says is missing, in `WWW-Authenticate` (RFC 9110). */
export function challengeOf(blueprint: Blueprint): string {
  const { accounts, outside } = blueprint.domain;
  if (!accounts && outside.length > 0 && outside.every(({ kind }) => kind === "password"))
    return 'Basic realm="api"';
  if (accounts?.credential.in === "cookie") return "Cookie";
  const prefix = accounts?.credential.prefix ?? "";
  return /^[A-Za-z][A-Za-z0-9-]*$/.test(prefix) ? prefix : "Bearer";
}
