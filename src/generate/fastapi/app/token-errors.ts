import { imported, name, type Py } from "#python";
import type { Blueprint } from "../blueprint.ts";
import { invalidConstant } from "./error-handlers.ts";

/** What tells that a token which came by mail is none, or none any more. Statuses that have an exception keep it. */
const names: Readonly<Record<number, string>> = {
  400: "WrongTokenError",
  401: "UnauthorizedError",
  403: "ForbiddenError",
  404: "NotFoundError",
  410: "ExpiredTokenError",
  422: "InvalidTokenError",
};

export function tokenError(status: number): Py {
  return imported("app.errors", names[status] ?? "WrongTokenError");
}

/** The exceptions for such tokens that no other refusal has. */
export function tokenErrors({ domain }: Blueprint, plain: (title: Py, constant: Py) => Py): readonly Py[] {
  const statuses = domain.operations.flatMap(({ behaviour, refusals }) =>
    behaviour.kind === "reset-password" ||
    behaviour.kind === "check-reset-token" ||
    behaviour.kind === "confirm-account"
      ? [refusals.credentials]
      : [],
  );
  const own = [400, 410, 422].filter((status) => statuses.includes(status));
  return own.map((status) =>
    plain(name(names[status] ?? ""), status === 410 ? name("HTTP_410_GONE") : name(invalidConstant(status))),
  );
}
