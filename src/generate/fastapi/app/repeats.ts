import type { Domain } from "#domain";
import { formatted, imported, literal, type Py, py, str } from "#python";
import { type Blueprint, type OperationBlueprint, tableOfKind } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { keyReused } from "../refusal-texts.ts";
import { indexedLength } from "../tables.ts";
import { conflictError } from "./errors.ts";
import { pythonFile } from "./names.ts";

/** Whether some operation does a request that comes again only once. */
export function keepsAnswers({ operations }: Domain): boolean {
  return operations.some(({ repeated }) => repeated);
}

/** What an attempt says of how it is refused where its key was used for another request. */
interface Said {
  readonly header: boolean;
  readonly clashes: boolean;
}

export function saidOfReuse({ operations }: Domain): Said {
  const ways = new Set(operations.flatMap(({ repeated }) => repeated?.reused ?? []));
  return { header: ways.has("invalid"), clashes: ways.size > 1 };
}

/** `app/idempotency.py`: what was answered under a key is answered again. */
export function emitRepeats(blueprint: Blueprint): readonly GeneratedFile[] {
  if (!keepsAnswers(blueprint.domain)) return [];
  const { module, className } = tableOfKind(blueprint, "repeat-keys");
  const table = imported(`app.${module}.models`, className);
  const session = imported("sqlalchemy.ext.asyncio", "AsyncSession");
  const settings = imported("app.settings", "Settings");
  const says = saidOfReuse(blueprint.domain);
  const invalid = imported("fastapi.exceptions", "RequestValidationError");
  const asInvalid = py`raise ${invalid}([{"type": "reused_key", "loc": ("header", attempt.header), "msg": ${str(keyReused)}}])`;
  const asClash = py`raise ${conflictError(blueprint)}(${str(keyReused)})`;
  const refused = !says.header
    ? asClash
    : !says.clashes
      ? asInvalid
      : py`
        if attempt.clashes:
            ${asClash}
        ${asInvalid}`;
  return [
    pythonFile("app/idempotency.py", [
      py`KEY_MAX_LENGTH = ${indexedLength}`,
      py`
      @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
      class Attempt:
          """A request that may be another try of one that was made before."""

          operation: str
          # Whose key it is; nobody's, where callers are not told apart.
          caller: str
          key: str
          request: ${imported("pydantic", "BaseModel")}
          ${says.header && py`header: str`}
          ${says.clashes && py`clashes: bool`}`,
      py`
      async def begin(session: ${session}, settings: ${settings}, attempt: Attempt) -> ${table}:
          """Find what is kept under the key: with an answer, where the same request was done before.

          Of two that come at once, one waits here until the other is done.
          """
          now = ${imported("app", "clock")}.now()
          oldest = now - ${imported("datetime", "timedelta")}(minutes=settings.idempotency_key_lifetime_minutes)
          await session.execute(${imported("sqlalchemy", "delete")}(${table}).where(${table}.created_at <= oldest))
          digest = ${imported("hashlib", "sha256")}(attempt.request.model_dump_json().encode()).hexdigest()
          await session.execute(
              ${imported("app.database", "insert")}(${table})
              .values(operation=attempt.operation, caller=attempt.caller, key=attempt.key, request_digest=digest, created_at=now)
              .on_conflict_do_nothing()
          )
          kept = await session.get_one(${table}, (attempt.operation, attempt.caller, attempt.key))
          if kept.request_digest != digest:
              ${refused}
          return kept`,
    ]),
  ];
}

/** Statements of a route before what it does: what was answered before is answered again. */
export function beginsOnce(
  { meaning, functionName }: OperationBlueprint,
  status: Py | undefined,
  caller: Py | undefined,
  says: Said,
  above: Py | undefined,
): Py {
  const { repeated } = meaning;
  const given = [
    // A key is for one request, and that is made below one row.
    py`operation=${above ? formatted([`${functionName} `, above]) : str(functionName)}`,
    py`caller=${caller ?? str("")}`,
    py`key=${repeated?.isUuid ? py`str(idempotency_key)` : py`idempotency_key`}`,
    py`request=request`,
    ...(says.header ? [py`header=${str(repeated?.header ?? "")}`] : []),
    ...(says.clashes ? [py`clashes=${literal(repeated?.reused === "conflict")}`] : []),
  ];
  const attempt = py`${imported("app.idempotency", "Attempt")}(${given})`;
  const begun = py`await ${imported("app.idempotency", "begin")}(session, settings, attempt)`;
  const again = py`return ${imported("fastapi", "Response")}(kept.answer, ${status && py`status_code=${status}, `}media_type="application/json")`;
  if (repeated?.required)
    return py`
      attempt = ${attempt}
      kept = ${begun}
      if kept.answer is not None:
          ${again}`;
  return py`
    kept = None
    if idempotency_key is not None:
        attempt = ${attempt}
        kept = ${begun}
        if kept.answer is not None:
            ${again}`;
}

/** And after it: the answer is kept, in the transaction of what was done. */
export function keepsAnswer({ meaning: { repeated } }: OperationBlueprint, answer: Py): Py {
  const keeps = py`kept.answer = shown.model_dump_json(by_alias=True)`;
  return py`
    shown = ${answer}
    ${
      repeated?.required
        ? keeps
        : py`
          if kept is not None:
              ${keeps}`
    }
    return shown`;
}
