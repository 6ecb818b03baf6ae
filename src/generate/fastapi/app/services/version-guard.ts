import type { Entity } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { variableName } from "../../blueprint.ts";
import { anotherVersion, versionMissing } from "../../refusal-texts.ts";
import { versionColumn } from "../../tables.ts";
import { conflictError } from "../errors.ts";
import type { ServiceContext } from "./parts.ts";

/** What a service does where callers say which version they change: two statements around the finding of the row. */
export interface ServiceGuard {
  readonly parameter: Py;
  readonly before?: Py;
  readonly after: Py;
}

export function versionGuard(
  { blueprint, operation }: ServiceContext,
  entity: Entity,
): ServiceGuard | undefined {
  const guard = operation.meaning.version?.guards;
  if (!guard) return undefined;
  const mayBeMissing = !guard.required || guard.missing !== undefined;
  const error =
    guard.stale === 409 ? conflictError(blueprint) : imported("app.errors", "PreconditionFailedError");
  const version = py`${name(variableName(entity))}.${name(versionColumn(entity))}`;
  return {
    parameter: mayBeMissing ? py`if_match: str | None` : py`if_match: str`,
    ...(guard.missing && {
      before: py`
        if if_match is None:
            raise ${imported("app.errors", "PreconditionRequiredError")}(${str(versionMissing)})`,
    }),
    after: py`
      if not ${imported("app.versions", "is_current")}(if_match, ${version}):
          raise ${error}(${str(anotherVersion(entity))})`,
  };
}
