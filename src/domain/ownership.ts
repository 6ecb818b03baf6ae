import { type EvidenceStep, splitWords } from "#base";
import type { Contract, Operation } from "#contract";
import { readDoor } from "./credentials.ts";
import type { Credential, Field, OutsideCredential, Owner } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { sharesStem } from "./names.ts";
import { isOwnPath } from "./own-path.ts";
import { ownWords, userWords } from "./own-words.ts";
import { selectsPerson } from "./people.ts";
import type { Resource } from "./resources.ts";
import { speaksOfRoles } from "./role-words.ts";
import type { OperationShape } from "./shapes.ts";

/** What telling whose rows are whose needs to know besides the resource. */
export interface OwnershipContext {
  readonly contract: Contract;
  readonly resources: readonly Resource[];
  readonly credential?: Credential;
  readonly outside: readonly OutsideCredential[];
  /** What the owner of the project says, by entity. */
  readonly owners: Readonly<Record<string, "caller" | "nobody">>;
  /** Whether an operation is for some accounts only: what those see and make says nothing of owners. */
  readonly isRestricted: (shape: OperationShape) => boolean;
  /** Whether its words speak of roles, and of which is not known: they may say all the same whose rows are. */
  readonly isUnclear: (shape: OperationShape) => boolean;
}

/**
 * The account that a row belongs to though no answer shows one: where its words or its path say that rows are the
 * caller's own, or others are refused, and an account makes them.
 */
export function findHiddenOwner(
  context: OwnershipContext,
  resource: Resource,
  account: Resource,
  fields: readonly Field[],
): Owner | undefined {
  const chosen = Object.hasOwn(context.owners, resource.name) ? context.owners[resource.name] : undefined;
  const making = resource.inputs.filter(
    ({ shape, creates }) => creates && shape.place.kind !== "item" && !context.isRestricted(shape),
  );
  const [made] = making;
  if (!made || resource === account || chosen === "nobody") return undefined;
  if (!making.every(({ shape }) => isForAccounts(context, shape.operation))) return undefined;
  const signs = readSigns(context, resource, account);
  if (chosen === undefined && signs.length === 0) return undefined;
  return {
    field: freeName(fields),
    shown: false,
    hides: chosen === "caller" || hidesRows(context, resource, signs),
    evidence: evidence(
      `${resource.name} rows belong to the ${account.name} who made them`,
      ...signs.map(({ because }) => because),
      step(`${made.shape.operation.id} makes them for those signed in`, made.shape.operation.span),
    ),
  };
}

/** Words that say that rows are the caller's own, whether others learn of them, and whether strangers see some. */
export function readHiding(context: OwnershipContext, resource: Resource, account: Resource): Hiding {
  const signs = readSigns(context, resource, account);
  const sights = resource.shapes.filter(
    ({ operation, answer }) =>
      operation.method === "get" && (answer.kind === "row" || answer.kind === "rows"),
  );
  return {
    told: signs.map(({ because }) => because),
    hides: hidesRows(context, resource, signs),
    isShown: sights.some(({ operation }) => !isForAccounts(context, operation)),
    isForSome: sights.some(context.isRestricted),
  };
}

interface Hiding {
  readonly told: readonly EvidenceStep[];
  readonly hides: boolean;
  readonly isShown: boolean;
  /** Whether accounts with some role see rows, whosever they are. */
  readonly isForSome: boolean;
}

interface Sign {
  readonly shape: OperationShape;
  readonly because: EvidenceStep;
}

function readSigns(context: OwnershipContext, resource: Resource, account: Resource): readonly Sign[] {
  return resource.shapes.flatMap((shape) => {
    if (!isForAccounts(context, shape.operation)) return [];
    if (context.isRestricted(shape)) return ownAmongRoles(context, shape);
    const told = speaksOfOwn(shape, resource, account) ?? refusesOthers(context, shape, resource);
    return told === undefined ? [] : [{ shape, because: step(told, shape.operation.span) }];
  });
}

/** `User sees own, admin sees all`: whoever else sees them, rows have an owner. */
function ownAmongRoles(context: OwnershipContext, shape: OperationShape): readonly Sign[] {
  const { summary, description, span } = shape.operation;
  const found = context.isUnclear(shape) ? ownText.exec(`${summary}. ${description}`)?.[0] : undefined;
  return found === undefined ? [] : [{ shape, because: step(`it says "${found}"`, span) }];
}

/** Others do not learn of rows where every way to see them is for their owner: no list and no read is for everybody. */
function hidesRows(context: OwnershipContext, resource: Resource, signs: readonly Sign[]): boolean {
  const seeing = resource.shapes.filter(
    (shape) =>
      shape.operation.method === "get" &&
      (shape.answer.kind === "row" || shape.answer.kind === "rows") &&
      (!context.isRestricted(shape) || signs.some((sign) => sign.shape === shape)),
  );
  const told = seeing.filter((shape) => signs.some((sign) => sign.shape === shape));
  if (told.length === 0 || !seeing.every(({ operation }) => isForAccounts(context, operation))) return false;
  const lists = seeing.filter(({ answer }) => answer.kind === "rows");
  const toldLists = lists.filter((shape) => told.includes(shape));
  // Of two lists, one of all rows and one of the caller's, only the second is the caller's.
  return toldLists.length === lists.length || toldLists.length === 0;
}

/** `Users see their own`, `User sees own`. */
export const ownText =
  /\b(?:their|his|her|they) own\b|\b(?:sees?|views?|gets?|lists?|reads?|manages?|edits?|changes?|updates?|deletes?|cancels?)(?: only)? own\b/i;

const whoever = "current|authenticated|logged[- ]?in|signed[- ]?in|requesting|calling";

/** Whether a path is below one that is the caller's own. */
export function ownSegment({ operation }: Pick<OperationShape, "operation">): string | undefined {
  const segment = operation.segments.find((each) => each.kind === "literal" && isOwnPath(each.text));
  return segment?.kind === "literal" ? `its path is below "${segment.text}"` : undefined;
}

/** Whether an operation speaks of the caller's own rows: on its path, or in its words. */
export function speaksOfOwn(
  { operation, place, answer }: OperationShape,
  resource: Pick<Resource, "name" | "collections">,
  account: Pick<Resource, "name">,
): string | undefined {
  const segment = ownSegment({ operation });
  if (segment !== undefined) return segment;
  if (splitWords(operation.id).includes("my")) return `it is called ${operation.id}`;
  const text = `${operation.summary}. ${operation.description}`;
  for (const [found, thing = ""] of text.matchAll(/\b(?:your|my)(?: own)?((?: [\w-]+){1,3})/gi))
    if (sharesStem(thing, `${resource.name} ${place.name}`)) return `it says "${found}"`;
  const person = `(?:user|account|caller|customer|member|requester|client|${account.name})`;
  const asked =
    /^(?:get|list|fetch|view|show|read|retrieve|see)s? (?:the |an? )?(?:user|account|caller|customer)(?:'s|\u2019s)?((?: [\w-]+){1,3})/i.exec(
      operation.summary,
    );
  if (asked && sharesStem(asked[1] ?? "", `${resource.name} ${place.name}`) && place.kind === "literal")
    return `it says "${asked[0]}"`;
  const patterns = [
    new RegExp(
      `\\b(?:of|for|by|belonging to|owned by|made by|created by) (?:the )?(?:currently )?(?:${whoever})(?: [\\w-]+)? ?${person}\\b(?!s)`,
      "i",
    ),
    new RegExp(`\\b(?:${whoever}) ${person}(?:'s|s'|\u2019s)`, "i"),
    /\b(?:owned by|belonging to|made by) (?:you|the caller)\b|\bthe caller(?:'s|\u2019s)/i,
    ownText,
  ];
  // Whose rows are seen that are the user's, where nothing selects one, is whoever asks.
  const isSight = operation.method === "get" && (answer.kind === "row" || answer.kind === "rows");
  const told = ownWords(text) ?? (isSight && !selectsPerson(operation) ? userWords(text) : undefined);
  const [found = told] = patterns.flatMap((pattern) => pattern.exec(text) ?? []);
  return found === undefined ? undefined : `it says "${found.trim()}"`;
}

const otherText =
  /\b(?:owners?|owns?|your|yours|another|someone else|other (?:user|account|member|customer)s?)\b/i;

/** `Not authorized to update this booking`: of one row, and not of all there are. */
const oneRowText =
  /\b(?:authori[sz]ed|allowed|permitted|access|permission|rights?) (?:to )?(?:[a-z]+(?:, | or |\/))*(?:[a-z]+ )?this ([\w-]+(?: [\w-]+)?)/i;

/** Whether one row is refused to some who are signed in, for what its words do not explain by a role. */
function refusesOthers(
  context: OwnershipContext,
  { operation, place }: OperationShape,
  { name }: Pick<Resource, "name">,
): string | undefined {
  if (place.kind !== "item") return undefined;
  const refusal = operation.responses.find(({ status }) => status === "403");
  if (!refusal) return undefined;
  const [, row = ""] = oneRowText.exec(refusal.description) ?? [];
  const isOfOne = sharesStem(row, `${name} ${place.name}`);
  if ((isOfOne || otherText.test(refusal.description)) && !speaksOfWho(refusal.description))
    return `403: ${refusal.description}`;
  return isOfRoles(context, operation) ? undefined : "it refuses some who are signed in with 403";
}

/** Whether a role explains it; of a permission for one row, whose it is does. */
function speaksOfWho(text: string): boolean {
  return speaksOfRoles(text.replace(/\bpermissions? (?=to \w+ this\b)/i, ""));
}

/** Where roles or permissions are spoken of anywhere, a 403 may be about those. */
function isOfRoles({ contract }: OwnershipContext, { responses }: Operation): boolean {
  const texts = [
    contract.description,
    ...contract.operations.flatMap(({ summary, description }) => [summary, description]),
    ...responses.map(({ description }) => description),
  ];
  return texts.some(speaksOfRoles);
}

export function isForAccounts(
  { contract, credential, outside }: OwnershipContext,
  { security }: Operation,
): boolean {
  const isOpen = security.length === 0 || security.some((requirement) => requirement.size === 0);
  return !isOpen && readDoor(contract, security, credential, outside).kind === "accounts";
}

/** What the hidden reference is called: as nothing that rows show or bodies give. */
export function freeName(fields: readonly Field[]): string {
  const taken = new Set(
    fields.flatMap(({ name }) => [name.toLowerCase(), name.toLowerCase().replace(/_?id$/, "")]),
  );
  return ["owner", "maker", "keeper"].find((wanted) => !taken.has(wanted)) ?? "row_owner";
}
