import { isAboutCaller } from "./about-caller.ts";
import type { Behaviour } from "./behaviour.ts";
import { touchesRow } from "./changes-row.ts";
import { readDoor } from "./credentials.ts";
import type { Access, Assumption, Entity, Grant } from "./domain.ts";
import { accountEntity, type Draft, entityNamed } from "./draft.ts";
import { settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { asksSignedIn } from "./signed-in-words.ts";
import { mayCarrySession, whyNobodySignsIn } from "./unread-login.ts";

/** Who may call an operation, and what had to be assumed for that. */
export interface AccessReading {
  readonly access: Access;
  readonly grants: readonly Grant[];
  /** What others get who ask for a row that is not theirs. */
  readonly strangers: 403 | 404;
  /** Of those signed in, which are let in; everyone where there are none. */
  readonly roles: readonly string[];
  readonly assumption?: Omit<Assumption, "id">;
}

/**
 * Security decides between public and required; rows that show whose they are may be changed by their owner alone;
 * answers with flags of the caller read a credential where one is sent.
 */
export function readAccess(shape: OperationShape, behaviour: Behaviour, draft: Draft): AccessReading {
  const chosen = settingsOf(draft.settings, shape.operation.id).access;
  if (isOfSubject(behaviour, draft)) {
    const grants = grantsOf(shape, draft);
    // Where scopes are asked for, a 403 is what they explain.
    const says403 = shape.operation.responses.some(({ status }) => status === "403");
    const strangers = says403 && grants.every(({ scopes }) => scopes.length === 0) ? 403 : 404;
    return { access: "granted", grants, strangers, roles: [] };
  }
  const owned = ownedEntity(shape, behaviour, draft);
  const words = saysSignedIn(shape, behaviour, draft);
  const declared = words ? "required" : declaredAccess(shape, behaviour, draft);
  const asked = draft.roles?.asked.get(shape);
  if (asked && declared === "required" && (chosen === undefined || chosen === "required")) {
    const { roles } = asked;
    return { access: "required", grants: [], strangers: 403, roles, ...roleAssumption(shape, roles) };
  }
  const hides = owned?.owner?.hides === true;
  const strangers = hides && !shape.operation.responses.some(({ status }) => status === "403") ? 404 : 403;
  if (owned && declared === "required") {
    const access = chosen ?? "owner";
    // Whose hidden rows are is assumed once for all operations on them.
    if (hides) return { access, grants: [], strangers, roles: [] };
    return {
      access,
      grants: [],
      strangers,
      roles: [],
      assumption: ownerAssumption(shape, owned, access, words),
    };
  }
  if (words) {
    const access = chosen ?? "required";
    return { access, grants: [], strangers, roles: [], assumption: wordsAssumption(shape, access) };
  }
  const wanted = settle(chosen, draft) ?? declared;
  const lets = wanted === "public" || wanted === "optional";
  const access = lets && isAboutCaller(behaviour, draft) ? "required" : wanted;
  return { access, grants: access === "granted" ? grantsOf(shape, draft) : [], strangers, roles: [] };
}

/** Whether rows are those of users that another server knows: whoever is let in must be one, whatever else is said. */
function isOfSubject(behaviour: Behaviour, draft: Draft): boolean {
  return "entity" in behaviour && entityNamed(draft, behaviour.entity)?.subject !== undefined;
}

/** Without accounts, only holders of other credentials can be asked for. */
function settle(chosen: Access | undefined, draft: Draft): Access | undefined {
  if (chosen === undefined || draft.accounts || chosen === "public") return chosen;
  return draft.outside.length === 0 ? chosen : chosen === "optional" ? "public" : "granted";
}

function declaredAccess({ operation }: OperationShape, behaviour: Behaviour, draft: Draft): Access {
  if (isDoor(behaviour)) return "public";
  const open = operation.security.length === 0;
  const anonymous = operation.security.some((requirement) => requirement.size === 0);
  if (!open && !anonymous) return doorOf(operation, draft).kind === "grants" ? "granted" : "required";
  return draft.accounts && (anonymous || showsCallerFlags(behaviour, draft)) ? "optional" : "public";
}

/** Whether callers come by their credential here: then they have none yet, whatever the contract asks for. */
export function isDoor(behaviour: Behaviour): boolean {
  const isNamed = behaviour.kind === "resend-confirmation" && "body" in behaviour;
  return isNamed || doors.has(behaviour.kind);
}

const doors: ReadonlySet<Behaviour["kind"]> = new Set([
  "login",
  "register",
  "refresh",
  "forgot-password",
  "check-reset-token",
  "reset-password",
  "confirm-account",
]);

/** The credentials that open an operation; where the owner closes one that the contract leaves open, any that it knows. */
function grantsOf({ operation }: OperationShape, draft: Draft): readonly Grant[] {
  const door = doorOf(operation, draft);
  if (door.kind === "grants") return door.grants;
  return draft.outside.map(({ scheme }) => ({ scheme, scopes: [] }));
}

/** Why nobody could ever call an operation that asks for a credential; undefined where somebody can. */
export function whyClosed({ operation }: OperationShape, draft: Draft): string | undefined {
  const { security } = operation;
  if (security.length === 0 || security.some((requirement) => requirement.size === 0)) return undefined;
  const door = doorOf(operation, draft);
  if (door.kind !== "closed") return undefined;
  const { unreadLogin, contract } = draft;
  const schemes = security.flatMap((requirement) => [...requirement.keys()]);
  const isOfLogin = schemes.some((name) => {
    const scheme = contract.securitySchemes.get(name);
    return scheme && mayCarrySession(scheme);
  });
  return unreadLogin && isOfLogin ? whyNobodySignsIn(unreadLogin.operation.id) : door.reason;
}

function doorOf({ security }: OperationShape["operation"], draft: Draft) {
  return readDoor(draft.contract, security, draft.credential, draft.outside);
}

/** The entity of a row that an operation changes, or reads where others do not learn of it, if it belongs to somebody. */
function ownedEntity({ operation }: OperationShape, behaviour: Behaviour, draft: Draft): Entity | undefined {
  if (!touchesRow(behaviour) && behaviour.kind !== "read") return undefined;
  const entity = draft.entities.find(({ name }) => name === behaviour.entity);
  // Whom else than others could the read of an account refuse?
  const isKeptFromOthers =
    entity === accountEntity(draft) && operation.responses.some(({ status }) => status === "403");
  if (behaviour.kind === "read") return entity?.owner?.hides || isKeptFromOthers ? entity : undefined;
  // An account belongs to whoever signs in with it.
  return (entity?.owner && !entity.owner.notes) || entity === accountEntity(draft) ? entity : undefined;
}

/** What was assumed of rows that nobody is shown as the owner of, once for each entity. */
export function ownerAssumptions(draft: Draft): readonly Omit<Assumption, "id">[] {
  const account = accountEntity(draft)?.name ?? "account";
  return draft.entities.flatMap(({ name, owner }) => {
    const [first] = owner?.evidence.because ?? [];
    if (!owner || owner.shown || owner.notes || owner.alone || !first) return [];
    const others = owner.hides ? "others do not learn of them" : "others only see them";
    return [
      {
        text: `${name} rows belong to the ${account} who made them: ${others}`,
        span: first.span,
        setting: `domain.owners.${name}`,
        choices: ["caller", "nobody"],
        chosen: "caller",
      },
    ];
  });
}

function roleAssumption(
  { operation: { id, span } }: OperationShape,
  roles: readonly string[],
): Pick<AccessReading, "assumption"> {
  if (roles.length === 0) return {};
  return {
    assumption: {
      text: `${id} is for accounts with the role ${roles.join(" or ")}, which nobody has until it is granted: others get 403`,
      span,
      setting: `domain.operations.${id}.role`,
      choices: [roles.join(", "), "anybody"],
      chosen: roles.join(", "),
    },
  };
}

/** Whether the words, or a 401, ask for somebody who is signed in where no security is declared. Nobody is before signing in. */
function saysSignedIn(shape: OperationShape, behaviour: Behaviour, draft: Draft): boolean {
  const { operation } = shape;
  if (!draft.accounts || isDoor(behaviour) || behaviour.kind === "custom" || operation.security.length > 0)
    return false;
  // Who asks for a role asks for an account. So does who refuses some for want of one, in a contract that declares no security
  // anywhere: where some operations do, the others are meant to be open.
  const refuses =
    operation.responses.some(({ status }) => status === "401") &&
    draft.contract.operations.every(({ security }) => security.length === 0);
  return asksSignedIn(operation) || refuses || draft.roles?.asked.has(shape) === true;
}

function wordsAssumption(
  { operation: { id, span } }: OperationShape,
  chosen: Access,
): Omit<Assumption, "id"> {
  return {
    text: `${id} is for those who are signed in, as its text or its answers say: no security is declared for it`,
    span,
    setting: `domain.operations.${id}.access`,
    choices: ["required", "public"],
    chosen,
  };
}

function ownerAssumption(
  shape: OperationShape,
  entity: Entity,
  chosen: Access,
  words: boolean,
): Omit<Assumption, "id"> {
  const id = shape.operation.id;
  const whose = entity.owner
    ? `the ${entity.owner.field} of the ${entity.name}`
    : `the ${entity.name} itself`;
  const because = words ? ", as its text asks for somebody signed in" : "";
  return {
    text: `${id} is for ${whose}${because}: others get 403`,
    span: shape.operation.span,
    setting: `domain.operations.${id}.access`,
    choices: ["owner", "required", ...(words ? ["public"] : [])],
    chosen,
  };
}

/** Whether the answer holds a flag that depends on who asks, its own or one of a row it embeds. */
function showsCallerFlags(behaviour: Behaviour, draft: Draft): boolean {
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return false;
  const name = behaviour.answer.representation;
  return name !== undefined && hasFlags(name, draft, new Set());
}

function hasFlags(representation: string, draft: Draft, seen: Set<string>): boolean {
  if (seen.has(representation)) return false;
  seen.add(representation);
  for (const entity of draft.entities) {
    const shown = entity.representations.find(({ name }) => name === representation);
    if (!shown) continue;
    const fields = entity.fields.filter(({ name }) => shown.fields.some(({ field }) => field === name));
    return fields.some(
      ({ meaning }) =>
        meaning.kind === "caller-flag" ||
        (meaning.kind === "reference" && hasFlags(meaning.representation, draft, seen)),
    );
  }
  return false;
}
