import type { Finding, Read } from "#base";
import type { Contract } from "#contract";
import { ownerAssumptions } from "./access.ts";
import { whyTakenForAccounts } from "./account-like.ts";
import { describeAccounts } from "./accounts.ts";
import type { Behaviour } from "./behaviour.ts";
import { captchaAssumption } from "./captchas.ts";
import type { Assumption, Domain, Entity, Field, OperationMeaning } from "./domain.ts";
import { accountEntity, type Draft } from "./draft.ts";
import { drawDraft } from "./draw-draft.ts";
import { nameEmbedded } from "./embedded.ts";
import { type ErrorReading, readErrors } from "./errors.ts";
import { aboutHeaders, completeCredentials } from "./header-credentials.ts";
import { holdReferred } from "./held-rows.ts";
import { findLooseLists, withoutLists } from "./key-list-fields.ts";
import { leaveOpen } from "./left-open.ts";
import { withoutUnkept } from "./like-named.ts";
import { lineAssumptions } from "./line-assumptions.ts";
import { findLoaded, findOpenlyMade, findUnmade, whyNotLoaded } from "./loaded.ts";
import { whyMailed } from "./mail-promises.ts";
import { readMediaTypes } from "./media/media-types.ts";
import { withNever } from "./never-answered.ts";
import { noteMakers } from "./noted-makers.ts";
import { otherSitesAssumption } from "./other-sites.ts";
import { type OperationReading, readOperation } from "./read-operation.ts";
import { findReferences, findUnheld } from "./references.ts";
import { type DomainSettings, noSettings } from "./settings.ts";
import { settleVersions, withVersions } from "./settled-versions.ts";
import { sharedAssumptions } from "./shared-rows.ts";
import { findUnkeptSubjects, subjectAssumptions, withoutSubjects } from "./subjects.ts";
import { aboutUndescribed, completeAnswers } from "./undescribed/index.ts";
import { joinUnfilled, withoutUnfilled } from "./unfilled.ts";
import { uniqueAssumptions } from "./unique-names.ts";
import { whyNobodySignsIn } from "./unread-login.ts";
import { findUntold, whyUntold } from "./untold-keys.ts";
import { writtenRoleAssumptions } from "./written-roles.ts";

/** What a contract means, and the contract that this was read from: with answers that the given one does not describe. */
export interface Understood extends Read<Domain> {
  readonly value: Domain;
  readonly contract: Contract;
}

/** Understands a contract: entities, relations, one behaviour per operation, and what had to be assumed. */
export function understand(
  given: Contract,
  settings: DomainSettings = noSettings,
  spoiled: ReadonlyMap<string, string> = new Map(),
): Understood {
  const declared = completeCredentials(given);
  const { contract, ...undescribed } = completeAnswers(declared.contract, settings);
  const errorReading = readErrors(contract);
  const {
    draft,
    filled,
    loaded,
    entities,
    assumptions: aboutReferences,
  } = readRows(drawDraft(contract, settings), errorReading, spoiled);
  const readings = settle(filled, entities, contract, errorReading);
  const assumptions = [
    ...aboutHeaders(declared),
    ...aboutUndescribed(undescribed),
    ...ownerAssumptions(draft),
    ...subjectAssumptions(draft),
    ...sharedAssumptions(draft, readings),
    ...writtenRoleAssumptions(draft, readings),
    ...captchaAssumption(contract, draft.shapes, settings),
    ...otherSitesAssumption(draft, readings),
    ...uniqueAssumptions(draft.entities, settings),
    ...readings.flatMap((reading) => reading.assumptions),
    ...aboutReferences,
    ...lineAssumptions(
      entities,
      filled.map(({ meaning }) => meaning),
      settings,
    ),
  ].map((assumption, index): Assumption => ({ id: `A${index + 1}`, ...assumption }));
  const { rows, accounts, operations, unserved } = describeAll(readings, entities, contract, draft);
  const value: Domain = {
    title: contract.title,
    description: contract.description,
    contractDigest: contract.digest,
    contractFile: contract.file,
    label: contract.label,
    version: contract.version,
    basePath: contract.basePath,
    entities: rows,
    values: withoutUnkept(draft.values),
    relations: draft.memberships.map(({ relation }) => relation),
    operations,
    loaded,
    ...(accounts && { accounts }),
    ...describeRoles(draft, operations),
    outside: usedCredentials(draft, readings),
    errors: errorReading.errors,
    assumptions,
  };
  return { value, contract, findings: [...unknownSettings(contract, settings), ...unserved] };
}

interface Described {
  readonly rows: readonly Entity[];
  readonly accounts: Domain["accounts"] | undefined;
  readonly operations: readonly OperationMeaning[];
  /** What is told of media types that nothing is served in. */
  readonly unserved: readonly Finding[];
}

/** Rows, accounts and operations as they are once everything else is settled. */
function describeAll(
  readings: readonly OperationReading[],
  entities: readonly Entity[],
  contract: Contract,
  draft: Draft,
): Described {
  const account = accountEntity(draft);
  const served = readings.map(({ meaning }) => withMedia(meaning, contract));
  const answering = served.map(({ meaning }) => meaning);
  const rows = describeRows(entities, answering, contract, draft);
  const accounts =
    account && draft.accounts && describeAccounts(contract, draft.accounts, account, answering);
  return {
    rows,
    accounts,
    operations: withNever(answering, { entities: rows, accounts, contract }),
    unserved: served.flatMap(({ findings }) => findings),
  };
}

/** Rows as they are once it is known of all operations what they do. */
function describeRows(
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
  contract: Contract,
  draft: Draft,
): readonly Entity[] {
  const kept = withVersions(withoutUnfilled(withoutUnkept(entities), operations), operations);
  return noteMakers(kept, operations, contract, draft.accounts && accountEntity(draft)?.name);
}

/** Operations as they are once it is known of all what they are: what they refuse, and what they say of versions. */
function settle(
  filled: readonly OperationReading[],
  entities: readonly Entity[],
  contract: Contract,
  errorReading: ErrorReading,
): readonly OperationReading[] {
  const versions = settleVersions(
    filled.map(({ meaning }) => meaning),
    entities,
  );
  return filled.map((reading) => {
    const { meaning, why } = versions.of(reading.meaning);
    const kept = why === undefined ? meaning : leftOpen(reading, why).meaning;
    const operation = contract.operations.find(({ id }) => id === kept.id);
    const held = holdReferred(kept, entities, operation, errorReading);
    if (held.why !== undefined) return leftOpen({ ...reading, meaning: held.meaning }, held.why);
    return { ...reading, meaning: held.meaning };
  });
}

/** An operation with the media types that it is served in beside JSON, and what is to be told of others. */
function withMedia(
  meaning: OperationMeaning,
  contract: Contract,
): { readonly meaning: OperationMeaning; readonly findings: readonly Finding[] } {
  const operation = contract.operations.find(({ id }) => id === meaning.id);
  if (!operation) return { meaning, findings: [] };
  const { media, findings } = readMediaTypes(contract, operation, meaning.behaviour);
  return { meaning: media ? { ...meaning, media } : meaning, findings };
}

function describeRoles({ roles }: Draft, operations: readonly OperationMeaning[]): Pick<Domain, "roles"> {
  const names = [...new Set(operations.flatMap((operation) => operation.roles))];
  if (names.length === 0) return {};
  return {
    roles: { names: roles?.field?.values ?? names, ...(roles?.field && { field: roles.field.name }) },
  };
}

interface RowsReading {
  readonly draft: Draft;
  readonly filled: readonly OperationReading[];
  readonly loaded: Domain["loaded"];
  readonly entities: readonly Entity[];
  readonly assumptions: readonly Omit<Assumption, "id">[];
}

/** Operations, and the rows that they name and show. What shows a row that nothing names is left open, and all is read again. */
function readRows(
  draft: Draft,
  errorReading: ErrorReading,
  spoiled: ReadonlyMap<string, string>,
): RowsReading {
  const first = draft.shapes.map((shape) =>
    readOperation(shape, draft, errorReading, spoiled.get(shape.operation.id)),
  );
  const filled = openUntold(
    openUnfilled(openUnmailed(openUnpaired(openUnreachable(first, draft)), draft), draft),
    draft,
  );
  const operations = filled.map(({ meaning }) => meaning);
  if (!draft.openlyMade) {
    const openlyMade = findOpenlyMade(draft.resources, operations);
    if (openlyMade.size > 0) return readRows({ ...draft, openlyMade }, errorReading, spoiled);
  }
  if (!draft.joined && joinUnfilled(draft.entities, operations))
    return readRows({ ...draft, joined: true }, errorReading, spoiled);
  const loaded = findLoaded(draft.entities, operations, draft.values);
  const { entities, assumptions } = findReferences(
    draft.entities,
    operations,
    new Set(loaded.map(({ entity }) => entity)),
    draft.settings,
  );
  const unkept = findUnkeptSubjects(draft, entities, operations);
  if (unkept.size > 0) return readRows(withoutSubjects(draft, unkept), errorReading, spoiled);
  const loose = findLooseLists(draft.entities, operations, new Set(loaded.map(({ entity }) => entity)));
  if (loose.size > 0)
    return readRows({ ...draft, entities: withoutLists(draft.entities, loose) }, errorReading, spoiled);
  const unheld = findUnheld(entities, operations);
  if (unheld.some((name) => !draft.unheld?.has(name)))
    return readRows(
      { ...draft, unheld: new Set([...(draft.unheld ?? []), ...unheld]) },
      errorReading,
      spoiled,
    );
  const { entities: named, unnamed } = nameEmbedded(entities);
  if (unnamed.length === 0) return { draft, filled, loaded, entities: named, assumptions };
  const reasons = new Map(unnamed.map(({ entity, field, why }) => [`${entity} ${field}`, why]));
  const left = draft.entities.map((entity) => ({
    ...entity,
    fields: entity.fields.map((field) => leaveUnread(field, reasons.get(`${entity.name} ${field.name}`))),
  }));
  return readRows({ ...draft, entities: left }, errorReading, spoiled);
}

function leaveUnread(field: Field, why: string | undefined): Field {
  return why === undefined
    ? field
    : { ...field, meaning: { kind: "json", shape: { kind: "any" } }, unread: why };
}

/** Operations on rows that nothing makes and nothing could load are left open. */
function openUnfilled(readings: readonly OperationReading[], draft: Draft): readonly OperationReading[] {
  const operations = readings.map(({ meaning }) => meaning);
  const unmade = findUnmade(draft.entities, operations, draft.values);
  return readings.map((reading) => {
    const reason =
      whyNotLoaded(reading.meaning, unmade) ?? whyTakenForAccounts(reading.meaning.behaviour, unmade, draft);
    return reason === undefined ? reading : leftOpen(reading, reason);
  });
}

/** Rows of which nobody learns the key are not selected by it. */
function openUntold(readings: readonly OperationReading[], draft: Draft): readonly OperationReading[] {
  const untold = findUntold(
    draft.entities,
    readings.map(({ meaning }) => meaning),
  );
  if (untold.size === 0) return readings;
  return readings.map((reading) => {
    const reason = whyUntold(reading.meaning.behaviour, untold);
    return reason === undefined ? reading : leftOpen(reading, reason);
  });
}

/** Where signing in is left open, nobody has a credential of this server, and what asks for one is never called. */
function openUnreachable(
  readings: readonly OperationReading[],
  { accounts }: Draft,
): readonly OperationReading[] {
  const login = readings.find(({ meaning }) => meaning.id === accounts?.login.operation.id);
  const hands = readings.some(
    ({ meaning: { behaviour } }) => behaviour.kind === "register" && behaviour.answer.token !== undefined,
  );
  if (login?.meaning.behaviour.kind !== "custom" || hands) return readings;
  const reason = whyNobodySignsIn(login.meaning.id);
  return readings.map((reading) => {
    const { access, behaviour } = reading.meaning;
    if (access !== "required" && access !== "owner" && behaviour.kind !== "refresh") return reading;
    const open = behaviour.kind === "custom" ? reading : leftOpen(reading, reason);
    // It answers that it is open, to whoever asks: no credential could be sent.
    return { ...open, meaning: { ...open.meaning, access: "public" } };
  });
}

/** Tokens that nothing sends open nothing, and such as nothing takes need not be sent. */
function openUnpaired(readings: readonly OperationReading[]): readonly OperationReading[] {
  const has = (kind: Behaviour["kind"]): boolean =>
    readings.some(({ meaning }) => meaning.behaviour.kind === kind);
  const isSent = has("forgot-password");
  const [sets, confirms] = [has("reset-password"), has("confirm-account")];
  const unpaired: Partial<Record<Behaviour["kind"], boolean>> = {
    "forgot-password": !sets,
    "reset-password": !isSent,
    "check-reset-token": !isSent || !sets,
    // Who registers is sent the first one.
    "confirm-account": !has("register"),
    "resend-confirmation": !confirms || !has("register"),
  };
  return readings.map((reading) => {
    const { kind } = reading.meaning.behaviour;
    if (!unpaired[kind]) return reading;
    const sends = kind === "forgot-password" || kind === "resend-confirmation";
    return leftOpen(
      reading,
      sends
        ? "no operation that is derived takes the token that it would send"
        : "no operation that is derived sends the token that it takes",
    );
  });
}

/** Who registers and is promised a mail is not made an account without it. */
function openUnmailed(
  readings: readonly OperationReading[],
  { accounts }: Draft,
): readonly OperationReading[] {
  const sends = readings.some(({ meaning }) => meaning.behaviour.kind === "confirm-account");
  return readings.map((reading) => {
    const { behaviour, id } = reading.meaning;
    const operation = accounts?.register?.operation;
    if (behaviour.kind !== "register" || operation?.id !== id) return reading;
    const reason = whyMailed(operation, sends);
    return reason === undefined ? reading : leftOpen(reading, reason);
  });
}

function leftOpen({ meaning: whole }: OperationReading, reason: string): OperationReading {
  const { guarded: _, version: __, repeated: ___, ...meaning } = whole;
  const { behaviour, evidence: because } = leaveOpen(reason, meaning.span);
  const answers = meaning.errors.filter(({ added }) => added === undefined);
  return {
    assumptions: [],
    meaning: { ...meaning, grants: [], roles: [], errors: answers, behaviour, evidence: because },
  };
}

/** Of the credentials that the contract declares, those that open an operation which is derived. */
function usedCredentials(draft: Draft, readings: readonly OperationReading[]): Domain["outside"] {
  const grants = readings.flatMap(({ meaning }) => meaning.grants);
  return draft.outside.filter(({ scheme }) => grants.some((grant) => grant.scheme === scheme));
}

function unknownSettings(contract: Contract, settings: DomainSettings): readonly Finding[] {
  const known = new Set(contract.operations.map(({ id }) => id));
  return Object.keys(settings.operations)
    .filter((id) => !known.has(id))
    .map((id) => ({
      rule: "settings/unknown-operation",
      severity: "error",
      message: `keelback.yaml corrects operation "${id}", which ${contract.file} does not have`,
      mend: "use an operationId of the contract, or METHOD /path where there is none",
    }));
}
