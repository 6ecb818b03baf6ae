import { assert } from "#base";
import { imported, importedModule, type Py, py, str } from "#python";
import type { Blueprint } from "../../blueprint.ts";
import { tooManyAttempts } from "../../refusal-texts.ts";
import { tableClass } from "../names.ts";
import { asyncSession } from "./parts.ts";

export const settingsParameter = (): Py => py`settings: ${imported("app.settings", "Settings")}`;

export function signInFailures(blueprint: Blueprint): Py {
  const table = blueprint.tables.find(({ origin }) => origin.kind === "sign-in-failures");
  assert(table, "sign-in is throttled");
  return tableClass(table);
}

export function countAttempt(blueprint: Blueprint, key: Py): Py {
  const failures = signInFailures(blueprint);
  return py`
    async def _count_attempt(session: ${asyncSession()}, ${settingsParameter()}, ${key}: str) -> None:
        now = ${imported("app", "clock")}.now()
        window = ${imported("datetime", "timedelta")}(minutes=settings.sign_in_window_minutes)
        await session.execute(${imported("sqlalchemy", "delete")}(${failures}).where(${failures}.started_at <= now - window))
        counted = await session.execute(
            ${imported("app.database", "insert")}(${failures})
            .values(${key}=${key}, attempts=1, started_at=now)
            .on_conflict_do_update(
                index_elements=[${failures}.${key}],
                set_={${failures}.attempts: ${failures}.attempts + 1},
            )
            .returning(${failures}.attempts, ${failures}.started_at)
        )
        attempts, started_at = counted.one()
        if attempts > settings.sign_in_attempts:
            wait = started_at + window - now
            raise ${imported("app.errors", "TooManyRequestsError")}(
                ${str(tooManyAttempts)}, retry_after=${importedModule("math")}.ceil(wait.total_seconds())
            )`;
}
