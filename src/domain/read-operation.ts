import { isDoor, readAccess, whyClosed } from "./access.ts";
import { isPassword } from "./accounts.ts";
import type { Behaviour } from "./behaviour.ts";
import { all } from "./behaviours/all.ts";
import type { Assumption, OperationMeaning } from "./domain.ts";
import type { BehaviourRule, Draft, Recognition } from "./draft.ts";
import { type ErrorReading, errorAnswers, otherErrors, refusalStatuses } from "./errors.ts";
import type { Evidence } from "./evidence.ts";
import { fieldOf } from "./fields.ts";
import { primaryField } from "./identity.ts";
import { whyNotInParts } from "./in-parts.ts";
import { whyNotOfKinds } from "./kinds-written.ts";
import { leaveOpen } from "./left-open.ts";
import { moduleOf } from "./modules.ts";
import { whyOtherRows } from "./other-rows.ts";
import { refusesOtherSites } from "./other-sites.ts";
import { worksOutside } from "./outside-work.ts";
import { whyNobodys } from "./own-rows.ts";
import type { RepeatKey } from "./repeat-key.ts";
import { readRepeatKey, whyDoneTwice } from "./repeat-keys.ts";
import { whyNotHandedOver } from "./session-answers.ts";
import { settingsOf } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { whyNotOfSubject } from "./subjects.ts";
import { whyNotTrusted } from "./trusted-callers.ts";
import { whyUnfilled } from "./unfilled.ts";
import { whyUnheeded } from "./unheeded.ts";
import type { VersionUse } from "./version-use.ts";
import { readVersionUse, whyUnversioned } from "./versions.ts";
import { whyStrangers } from "./whose-rows.ts";

const rules: readonly BehaviourRule[] = [...all].sort((one, other) => one.rank - other.rank);

/** One operation: what it means, and what had to be assumed for that. */
export interface OperationReading {
  readonly meaning: OperationMeaning;
  readonly assumptions: readonly Omit<Assumption, "id">[];
}

/** Reads one operation by the rule that sees most in it. `spoiled`: why nothing can be made of it. */
export function readOperation(
  shape: OperationShape,
  draft: Draft,
  reading: ErrorReading,
  spoiled: string | undefined,
): OperationReading {
  const { operation } = shape;
  const recognition = spoiled === undefined ? heedKey(shape, draft) : leaveOpen(spoiled, operation.span);
  const { behaviour, evidence: because, assumption: assumed, assumptions = [] } = recognition;
  const { access, grants, roles, strangers, assumption } = readAccess(shape, behaviour, draft);
  const guarded = refusesOtherSites(shape, behaviour, access, draft) && ({ guarded: true } as const);
  const version = readVersionUse(shape, behaviour, draft);
  const repeated = readRepeatKey(operation, behaviour, draft);
  return {
    meaning: {
      id: operation.id,
      method: operation.method,
      path: operation.path,
      module: moduleOf(shape, behaviour, draft),
      access,
      // What is left open answers 501 to everybody: a credential would change nothing.
      grants: behaviour.kind === "custom" ? [] : grants,
      roles: behaviour.kind === "custom" ? [] : roles,
      ...guarded,
      behaviour,
      ...(version && { version }),
      ...(repeated && { repeated }),
      errors: errorAnswers(
        operation,
        behaviour,
        { access, grants, roles, strangers, version, ...guarded },
        reading,
      ),
      otherErrors: otherErrors(operation, reading),
      refusals: { ...refusalStatuses(operation, behaviour, reading), strangers },
      evidence: saysMore(because, version, repeated),
      span: operation.span,
    },
    assumptions: [assumption, assumed, ...assumptions].filter((each) => each !== undefined),
  };
}

/** What callers may say of the version, or that it is done once, stands beside what is done. */
function saysMore(
  { statement, because }: Evidence,
  version: VersionUse | undefined,
  repeated: RepeatKey | undefined,
): Evidence {
  const guards = version?.guards;
  const more = [
    guards && `of the version that If-Match names${guards.required ? "" : " where it does"}`,
    version?.asks && "unless the caller has its version",
    repeated && `once for each ${repeated.header}`,
  ].filter((each) => each !== undefined);
  return { statement: [statement, ...more].join(", "), because };
}

/** What is recognised, unless a request that comes again would be done twice. */
function heedKey(shape: OperationShape, draft: Draft): Recognition {
  const found = recognise(shape, draft);
  const { access } = readAccess(shape, found.behaviour, draft);
  const twice = whyDoneTwice(shape, found.behaviour, access, draft);
  return twice === undefined ? found : leaveOpen(twice, shape.operation.span);
}

function recognise(shape: OperationShape, draft: Draft): Recognition {
  if (settingsOf(draft.settings, shape.operation.id).behaviour === "custom") {
    return leaveOpen("the owner's settings leave it open", shape.operation.span);
  }
  const outside = worksOutside(shape.operation);
  if (outside !== undefined && shape !== draft.accounts?.login && shape !== draft.accounts?.register)
    return leaveOpen(`a service elsewhere does part of it ("${outside}")`, shape.operation.span);
  for (const rule of rules) {
    const found = rule.recognise(shape, draft);
    const obstacle = found && whyNotDerivable(shape, found.behaviour, draft);
    if (obstacle !== undefined) return leaveOpen(obstacle, shape.operation.span);
    if (found) return found;
  }
  throw new Error("keelback is broken here: the rule for custom operations takes all");
}

/** What a behaviour would silently leave out. Better to leave the operation open than to build half of it. */
function whyNotDerivable(shape: OperationShape, behaviour: Behaviour, draft: Draft): string | undefined {
  if (behaviour.kind === "custom") return undefined;
  const bound = new Set(boundParameters(behaviour));
  const loose = shape.operation.parameters.find(
    ({ in: place, name }) => place === "path" && !bound.has(name),
  );
  if (loose) return `nothing says what the path parameter ${loose.name} selects`;
  if (keepsStrangePassword(behaviour, draft))
    return "a password is among its fields, and no operation signs in with it";
  const promised = whyNotHandedOver(shape, draft);
  if (promised !== undefined) return promised;
  const shown = shownPassword(behaviour, draft);
  if (shown !== undefined) return shown;
  const closed = isDoor(behaviour) ? undefined : whyClosed(shape, draft);
  if (closed !== undefined) return closed;
  const asked = draft.roles?.asked.get(shape);
  if (asked?.roles.length === 0)
    return asked.unclear ?? "it is for some accounts only, and no account may be called that";
  return (
    whyNotTrusted(shape, behaviour, draft) ??
    whyNotInParts(shape, behaviour) ??
    whyOtherRows(shape, behaviour, draft) ??
    whyNobodys(shape, behaviour, draft) ??
    whyNotOfSubject(behaviour, draft) ??
    whyStrangers(shape, behaviour, draft) ??
    unwrittenKey(behaviour, draft) ??
    whyNotOfKinds(behaviour, draft) ??
    whyUnheeded(shape, behaviour, draft) ??
    whyUnversioned(shape, behaviour, draft) ??
    whyUnfilled(shape, behaviour, draft)
  );
}

/** Keys that are understood and that no stack can write yet: told, rather than written wrongly. */
function unwrittenKey(behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("entity" in behaviour)) return undefined;
  const place = unknownPlace(behaviour, draft);
  if (place !== undefined) return place;
  const names = [
    behaviour.entity,
    ...("parent" in behaviour && behaviour.parent ? [behaviour.parent.entity] : []),
  ];
  for (const entity of draft.entities.filter(({ name }) => names.includes(name))) {
    const key = fieldOf(entity, entity.identity.field)?.meaning;
    if (key?.kind === "identity" && key.type === "string" && !key.text)
      return `no ${entity.identity.field} that is made here is sure to be a new one that its schema allows`;
    const primary = primaryField(entity)?.name;
    if (key?.kind === "identity" && key.type === "integer" && primary !== entity.identity.field)
      return `rows are numbered by ${primary} already, and nothing says that no two have the same ${entity.identity.field}`;
  }
  return undefined;
}

/** Rows that lie below others, in an operation that does not say below which, or says it of yet another entity. */
function unknownPlace(behaviour: Behaviour & { readonly entity: string }, draft: Draft): string | undefined {
  const entity = draft.entities.find(({ name }) => name === behaviour.entity);
  const above = entity?.parent?.entity;
  const parent = "parent" in behaviour ? behaviour.parent?.entity : undefined;
  if (!entity || above === undefined) return undefined;
  if (parent !== undefined && parent !== above)
    return `${entity.name} rows lie below ${above}; what they have to do with ${parent} is not said`;
  if ((behaviour.kind === "create" || behaviour.kind === "create-many") && parent === undefined)
    return `${entity.name} rows lie below ${above}, and nothing says below which one a new one does`;
  const shown = entity.fields.find(({ meaning }) => meaning.kind === "parent-key");
  const key = draft.entities.find(({ name }) => name === above);
  return shown && key && primaryField(key)?.name !== key.identity.field
    ? `${shown.name} shows what ${above} rows are called, which is not written yet`
    : undefined;
}

/** A password that is no account's: kept in clear it would leak, and what else to do with it nothing says. */
function keepsStrangePassword(behaviour: Behaviour, draft: Draft): boolean {
  if (behaviour.kind === "custom" || !("entity" in behaviour)) return false;
  const index = draft.entities.findIndex(({ name }) => name === behaviour.entity);
  const resource = draft.resources[index];
  if (
    !resource ||
    resource === draft.resources.find(({ shapes }) => draft.accounts && shapes.includes(draft.accounts.login))
  )
    return false;
  const schemas = [...resource.answers, ...resource.inputs].map(({ schema }) => schema);
  return schemas.some(({ properties }) =>
    properties.some((property) => isPassword(draft.contract, property)),
  );
}

/** A password that answers must show: of a hash nothing could be shown. */
function shownPassword(behaviour: Behaviour, draft: Draft): string | undefined {
  if (!("answer" in behaviour) || !("representation" in behaviour.answer)) return undefined;
  const { representation } = behaviour.answer;
  for (const { fields, representations } of draft.entities) {
    const form = representations.find(({ name }) => name === representation);
    const shown = form?.fields.find(({ field }) =>
      fields.some(
        ({ name, meaning }) => name === field && meaning.kind === "password" && meaning.shownAs === undefined,
      ),
    );
    if (shown) return `its answer must show ${shown.field}, of which only a hash is kept`;
  }
  return undefined;
}

function boundParameters(behaviour: Behaviour): readonly string[] {
  const own =
    "parameter" in behaviour ? [behaviour.parameter] : "tokenIn" in behaviour ? [behaviour.tokenField] : [];
  const above = "parent" in behaviour && behaviour.parent ? [behaviour.parent.parameter] : [];
  const narrowed = behaviour.kind === "list" && behaviour.narrowed ? [behaviour.narrowed.parameter] : [];
  const coordinates = "coordinates" in behaviour ? behaviour.coordinates : [];
  return [...own, ...above, ...narrowed, ...coordinates];
}
