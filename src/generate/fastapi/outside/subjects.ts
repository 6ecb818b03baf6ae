import type { Domain, Entity } from "#domain";
import { imported, name, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { indexedLength, subjectColumn } from "../tables.ts";

/** The entity whose rows an operation is about, where they belong to users that another server knows. */
export function subjectEntity(blueprint: Blueprint, { meaning }: OperationBlueprint): Entity | undefined {
  const { behaviour } = meaning;
  if (behaviour.kind === "custom" || !("entity" in behaviour)) return undefined;
  return blueprint.domain.entities.find(({ name: each, subject }) => subject && each === behaviour.entity);
}

/** Whether some rows belong to users that another server knows. */
export function keepsSubjects({ entities }: Domain): boolean {
  return entities.some(({ subject }) => subject !== undefined);
}

/** `owner: str` */
export function subjectParameter(entity: Entity): Py {
  return py`${name(subjectColumn(entity))}: str`;
}

/** The longest subject that rows can hold, and what a token says. */
export function claimsType(): Py {
  return py`

    # No issuer gives longer ones (OpenID Connect Core, section 2), and rows keep no more.
    SUBJECT_MAX_LENGTH = ${indexedLength}

    type Claims = dict[str, ${imported("typing", "Any")}]`;
}

/** The user who granted a token, or nobody: what a token does not say for sure is nobody's. */
export function readUser(): Py {
  const unauthorized = imported("app.errors", "UnauthorizedError");
  return py`
    def read_user(claims: Claims) -> str:
        """Read which user granted a token: its subject, which no other user of the issuer has."""
        subject = claims.get("sub")
        if not isinstance(subject, str) or not subject.isprintable():
            raise ${unauthorized}("the token names no user")
        if not 0 < len(subject) <= SUBJECT_MAX_LENGTH:
            raise ${unauthorized}("the token names no user")
        # A client that was granted a token for itself is its own subject (RFC 9068), and no user.
        if subject == claims.get("client_id"):
            raise ${unauthorized}("the token was granted by no user")
        return subject`;
}
