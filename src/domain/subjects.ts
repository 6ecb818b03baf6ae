import { type EvidenceStep, splitWords } from "#base";
import type { SecurityScheme } from "#contract";
import type { Behaviour } from "./behaviour.ts";
import { readDoor } from "./credentials.ts";
import type { Assumption, Entity, Field, OperationMeaning, Subject } from "./domain.ts";
import { type Draft, entityNamed } from "./draft.ts";
import { evidence, step } from "./evidence.ts";
import { primaryField } from "./identity.ts";
import { freeName, speaksOfOwn } from "./ownership.ts";
import { isPerson } from "./people.ts";
import type { Resource } from "./resources.ts";
import type { OperationShape } from "./shapes.ts";

/**
 * Rows that are the caller's own where no accounts are kept: they belong to the subject of the token that made them (`sub`,
 * RFC 7519), which the issuer gives to nobody else. Only where every way to the rows asks for such a token, and the same
 * words say whose they are that would say it of accounts.
 */
export function withSubjects(draft: Draft): Draft {
  if (draft.accounts || draft.unreadLogin || draft.clients) return draft;
  const entities = draft.entities.map((entity, index): Entity => {
    const resource = draft.resources[index];
    const subject = resource && readSubject(entity, resource, draft);
    return subject ? { ...entity, subject } : entity;
  });
  return { ...draft, entities };
}

/** Rows as they are understood without owners that live elsewhere. */
export function withoutSubjects(draft: Draft, unkept: ReadonlyMap<string, string>): Draft {
  const entities = draft.entities.map((entity) => {
    const { subject: _, ...rest } = entity;
    return unkept.has(entity.name) ? rest : entity;
  });
  return { ...draft, entities, unkept: new Map([...(draft.unkept ?? []), ...unkept]) };
}

function readSubject(entity: Entity, resource: Resource, draft: Draft): Subject | undefined {
  const { owners = {} } = draft.settings;
  const chosen = Object.hasOwn(owners, entity.name) ? owners[entity.name] : undefined;
  const [made] = resource.inputs.filter(({ shape, creates }) => creates && shape.place.kind !== "item");
  if (!made || chosen === "nobody" || !isPlain(entity)) return undefined;
  if (!resource.shapes.every((shape) => asksForUsers(shape, draft))) return undefined;
  const signs = readSigns(resource);
  if (chosen === undefined && !tellsAll(resource, signs)) return undefined;
  return {
    field: freeName(entity.fields),
    evidence: evidence(
      `${entity.name} rows belong to the user whose token made them: to its subject`,
      ...signs.map(({ because }) => because),
      step(
        `${made.shape.operation.id} makes them for users that another server knows`,
        made.shape.operation.span,
      ),
    ),
  };
}

/** Rows of which one user's say nothing of another's: no value is unique among all, and none stands above or beside another. */
function isPlain(entity: Entity): boolean {
  const { identity, parent, cells, uniqueName, fields } = entity;
  const isMade = identity.by === "database" || identity.by === "application";
  return (
    isMade &&
    !parent &&
    !cells &&
    !uniqueName &&
    primaryField(entity)?.name === identity.field &&
    !fields.some(
      (field) =>
        field.place !== undefined ||
        (field.unique && field.name !== identity.field) ||
        field.meaning.kind === "tree" ||
        field.meaning.kind === "children" ||
        showsPerson(field),
    )
  );
}

const keyWords: ReadonlySet<string> = new Set("id uuid guid key sub subject email login username".split(" "));

/** A field that says who somebody is: whose the row is, it may say in another way than the token does. */
function showsPerson({ name }: Field): boolean {
  const words = splitWords(name);
  const last = words.at(-1) ?? "";
  const isKey = words.length > 1 && keyWords.has(last) && isPerson(words.at(-2) ?? "");
  return isKey || last === "by" || last === "sub" || isPerson(last);
}

/** Whether nobody is let in but holders of tokens that the users of another server were given. */
function asksForUsers({ operation: { security } }: OperationShape, draft: Draft): boolean {
  const isOpen = security.length === 0 || security.some((requirement) => requirement.size === 0);
  const door = readDoor(draft.contract, security, draft.credential, draft.outside);
  if (isOpen || door.kind !== "grants" || security.some(({ size }) => size > 1)) return false;
  const known = draft.outside.filter((credential) => credential.kind === "token" && !credential.issued);
  return security.every((requirement) =>
    [...requirement.keys()].every((name) => {
      const scheme = draft.contract.securitySchemes.get(name);
      return scheme && known.some((credential) => credential.scheme === name) && isForUsers(scheme);
    }),
  );
}

const userFlows: ReadonlySet<string> = new Set([
  "authorizationCode",
  "implicit",
  "password",
  "deviceAuthorization",
]);

/** A client that signs in as itself is no user; what only clients can be given says nothing of one. */
function isForUsers(scheme: SecurityScheme): boolean {
  return scheme.type !== "oauth2" || scheme.flows.some(({ kind }) => userFlows.has(kind));
}

interface Sign {
  readonly shape: OperationShape;
  readonly because: EvidenceStep;
}

function readSigns(resource: Resource): readonly Sign[] {
  return resource.shapes.flatMap((shape) => {
    const told = shape.place.kind === "literal" ? speaksOfOwn(shape, resource, { name: "user" }) : undefined;
    return told === undefined ? [] : [{ shape, because: step(told, shape.operation.span) }];
  });
}

/** Whether all lists are of the caller's own rows: of two, one of which is of all, nobody learns whose the others are. */
function tellsAll({ shapes }: Resource, signs: readonly Sign[]): boolean {
  const lists = shapes.filter(
    ({ operation, answer }) => operation.method === "get" && answer.kind === "rows",
  );
  return signs.length > 0 && lists.every((list) => signs.some(({ shape }) => shape === list));
}

/** What is written of rows whose owners live elsewhere. */
const writtenKinds: ReadonlySet<Behaviour["kind"]> = new Set(["list", "create", "read", "update", "delete"]);

/** Why an operation on rows of users that live elsewhere is left open: it would show or change those of others. */
export function whyNotOfSubject(behaviour: Behaviour, draft: Draft): string | undefined {
  const entity = "entity" in behaviour ? entityNamed(draft, behaviour.entity) : undefined;
  if (!entity) return undefined;
  const { owners = {} } = draft.settings;
  if (
    !draft.accounts &&
    !entity.subject &&
    Object.hasOwn(owners, entity.name) &&
    owners[entity.name] === "caller"
  )
    return `keelback.yaml says that ${entity.name} rows are the caller's, and who calls nothing here knows`;
  if (entity.subject) {
    if (goesOnFromRow(behaviour))
      return `${entity.name} rows are the caller's own, by the subject of the token, and a page may go on from the row of another`;
    const isWritten =
      writtenKinds.has(behaviour.kind) && !(behaviour.kind === "create" && behaviour.conflicts !== undefined);
    return isWritten
      ? undefined
      : `${entity.name} rows are the caller's own, by the subject of the token, and what it does with those of others is not written yet`;
  }
  const above = subjectAbove(entity, draft);
  return above && `it is about what lies below ${above.name} rows, which are their owner's alone`;
}

/** Whether pages go on from a row that its key names: whether there is one, and where it stands, is its owner's to know. */
function goesOnFromRow(behaviour: Behaviour): boolean {
  return (
    behaviour.kind === "list" &&
    behaviour.pagination?.style === "keyset" &&
    behaviour.pagination.cursor.kind !== "opaque"
  );
}

function subjectAbove(entity: Entity, draft: Draft): Entity | undefined {
  const seen = new Set<Entity>();
  for (let each: Entity | undefined = entity; each && !seen.has(each); ) {
    seen.add(each);
    each = each.parent && entityNamed(draft, each.parent.entity);
    if (each?.subject) return each;
  }
  return undefined;
}

/**
 * Entities whose rows cannot be kept apart by the user after all, and why: what makes them is left open, so that they would
 * come from outside and be nobody's, or rows of some entity name them, and would tell of those of others.
 */
export function findUnkeptSubjects(
  draft: Draft,
  entities: readonly Entity[],
  operations: readonly OperationMeaning[],
): ReadonlyMap<string, string> {
  const open = new Set(operations.filter(({ behaviour }) => behaviour.kind === "custom").map(({ id }) => id));
  const kept = draft.entities.filter(({ subject }) => subject);
  return new Map(
    kept.flatMap(({ name }): readonly (readonly [string, string])[] => {
      const making = draft.resources.find((resource) => resource.name === name)?.inputs ?? [];
      const left = making.find(({ shape, creates }) => creates && open.has(shape.operation.id));
      if (left) return [[name, `${left.shape.operation.id}, which is to make them, is left open`]];
      const naming = entities.find(({ fields }) => fields.some((field) => names(field, name)));
      return naming ? [[name, `${naming.name} rows, which others may see, name them`]] : [];
    }),
  );
}

function names({ refersTo, namesEach, meaning }: Field, entity: string): boolean {
  return (
    refersTo?.entity === entity ||
    namesEach?.entity === entity ||
    ((meaning.kind === "reference" || meaning.kind === "of-named" || meaning.kind === "ends-after") &&
      meaning.entity === entity) ||
    (meaning.kind === "objects" && meaning.names?.entity === entity)
  );
}

/** What was assumed of such rows, once for each entity. */
export function subjectAssumptions(draft: Draft): readonly Omit<Assumption, "id">[] {
  return draft.entities.flatMap(({ name, subject }) => {
    const [first] = subject?.evidence.because ?? [];
    if (!first) return [];
    return [
      {
        text: `${name} rows belong to the user whose token made them, by its subject (the claim sub of the one issuer that is trusted): others do not learn of them, and tokens of clients without a user are refused`,
        span: first.span,
        setting: `domain.owners.${name}`,
        choices: ["caller", "nobody"],
        chosen: "caller",
      },
    ];
  });
}
