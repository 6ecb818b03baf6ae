import type { Contract, Schema } from "#contract";
import type { AccountsDraft } from "./accounts.ts";
import { captchasOf } from "./captchas.ts";
import type {
  Entity,
  Field,
  Identity,
  MembershipRelation,
  Owner,
  Representation,
  RepresentationField,
} from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { findFields } from "./fields.ts";
import type { FileRead } from "./file-reads.ts";
import {
  describeIdentity,
  findParentKey,
  findSelector,
  hiddenMoment,
  madeIdentities,
  primaryField,
} from "./identity.ts";
import { kindsOf } from "./kinds.ts";
import { describeKinds, fieldsOfKinds } from "./kinds-of-rows.ts";
import { markLikeNamed } from "./like-named.ts";
import { markOtherSecrets } from "./other-secrets.ts";
import { findHiddenOwner, type OwnershipContext } from "./ownership.ts";
import { rememberOf } from "./remembered.ts";
import type { AnsweredSchema, Resource } from "./resources.ts";
import type { RoleField } from "./roles.ts";
import { shownProperties } from "./schemas.ts";
import type { DomainSettings } from "./settings.ts";
import type { OperationShape } from "./shapes.ts";
import { keptAfterDeletion } from "./soft-deletion.ts";
import { findTree } from "./trees.ts";
import { findUniqueName, settledName } from "./unique-names.ts";
import type { ValueBook } from "./value-objects.ts";

export interface EntityContext {
  readonly contract: Contract;
  readonly book: ValueBook;
  readonly resources: readonly Resource[];
  readonly relations: readonly MembershipRelation[];
  readonly accounts?: AccountsDraft;
  readonly ownership: OwnershipContext;
  readonly roleField?: RoleField;
  readonly fileReads: readonly FileRead[];
  readonly settings: DomainSettings;
}

/** Turns every resource into an entity: its fields, identity, owner, parent and the forms in which it is answered. */
export function describeEntities(context: EntityContext): readonly Entity[] {
  return context.resources.map((resource) => describe(context, resource));
}

export function isAccountResource(resource: Resource, accounts: AccountsDraft | undefined): boolean {
  return accounts !== undefined && resource.shapes.includes(accounts.login);
}

/** What shows that no machine joins, or says how long somebody stays signed in, is no part of an account. */
function withoutOwnOfDoors(
  { contract, settings, accounts }: EntityContext,
  fields: readonly Field[],
): readonly Field[] {
  if (!accounts) return fields;
  const doors = [accounts.login, ...(accounts.register ? [accounts.register] : [])];
  const captchas = settings.captcha === "none" ? doors.flatMap((door) => captchasOf(contract, door)) : [];
  const remember = accounts.cookie && rememberOf(contract, accounts.login);
  const names = new Set([...captchas, ...(remember ? [remember] : [])].map(({ name }) => name));
  return fields.map((field) => (names.has(field.name) ? { ...field, unkept: true } : field));
}

function describe(context: EntityContext, resource: Resource): Entity {
  const { accounts } = context;
  const isAccount = isAccountResource(resource, accounts);
  const selector = findSelector(context.resources, resource);
  const parentResource = findParentResource(context, resource);
  const above = parentResource && findParentKey(context.resources, resource, parentResource.parent);
  const kinds = describeKinds(context.contract, resource);
  const tree = isAccount || kinds ? undefined : findTree(context.contract, context.resources, resource);
  const uniqueName = isAccount ? undefined : findUniqueName(context.contract, resource);
  const unlike = settledName(context.settings, resource.name, uniqueName);
  const found = findFields({
    ...context,
    resource,
    ...(unlike !== undefined && { unlike }),
    isAccount,
    ...(tree && { tree }),
    made: madeIdentities(context.contract, resource, selector),
    ...(selector && { selected: selector.field }),
    ...(above !== undefined &&
      parentResource && { above: { field: above, entity: parentResource.parent.name } }),
  });
  const fields = kinds ? fieldsOfKinds(context.contract, resource, kinds, found) : found;
  const parent = parentResource && describeParent(resource, parentResource);
  const identity = keyWithin(describeIdentity(resource, fields, selector), resource, fields, parent);
  const owner = findOwner(context, resource, fields);
  const keepsDeleted = kinds ? undefined : keptAfterDeletion(resource, fields);
  return {
    name: resource.name,
    table: resource.table,
    fields: markLikeNamed(
      [
        ...markOtherSecrets(isAccount ? withoutOwnOfDoors(context, fields) : fields, accounts),
        ...hiddenMoment(resource, { fields, identity }),
      ],
      identity.field,
    ),
    identity,
    ...(parent && { parent }),
    ...(owner && { owner }),
    ...(uniqueName && { uniqueName }),
    representations: resource.answers.map((answer) =>
      hidePasswords(describeForm(context.contract, answer), fields),
    ),
    ...(kinds && { kinds }),
    ...(keepsDeleted && { keepsDeleted }),
    evidence: evidence(
      `${resource.name} rows live at ${resource.collections.join(", ")}`,
      ...resource.shapes
        .slice(0, 3)
        .map((shape) => step(`${shape.operation.id} speaks of them`, shape.operation.span)),
    ),
  };
}

/** A password is never answered, though one schema may have a place for it in both directions. */
function hidePasswords(form: Representation, fields: readonly Field[]): Representation {
  const passwords = fields.filter(({ meaning }) => meaning.kind === "password").map(({ name }) => name);
  return {
    ...form,
    fields: form.fields.filter(({ field, required }) => required || !passwords.includes(field)),
  };
}

function describeForm(contract: Contract, { name, schema, kindNames = [] }: AnsweredSchema): Representation {
  const kinds = kindsOf(schema)?.of.map(({ value, schema: kind }, index) => ({
    value,
    name: kindNames[index] ?? name,
    fields: shownFields(contract, kind),
    schema: kind,
  }));
  return { name, schema, fields: shownFields(contract, schema), ...(kinds && { kinds }) };
}

function shownFields(contract: Contract, schema: Schema): readonly RepresentationField[] {
  return shownProperties(contract, schema).map(({ name: field, required }) => ({ field, required }));
}

interface ParentResource {
  readonly parent: Resource;
  readonly nested: OperationShape;
  readonly collection: string;
}

function findParentResource(context: EntityContext, resource: Resource): ParentResource | undefined {
  const nested = resource.shapes.find(
    ({ place }) => place.above && resource.collections.includes(place.collection),
  );
  const above = nested?.place.above;
  const parent = above && context.resources.find(({ collections }) => collections.includes(above.collection));
  if (!nested || !above || !parent || parent === resource) return undefined;
  return { parent, nested, collection: above.collection };
}

function describeParent(
  resource: Resource,
  { parent, nested, collection }: ParentResource,
): Entity["parent"] {
  return {
    entity: parent.name,
    evidence: evidence(
      `${resource.name} belongs to ${parent.name}`,
      step(`its path is below ${collection}`, nested.operation.span),
    ),
  };
}

/** A key that is said below a row only is another one below the next. */
function keyWithin(
  identity: Identity,
  { collections }: Resource,
  fields: readonly Field[],
  parent: Entity["parent"],
): Identity {
  const isBelow = parent !== undefined && collections.every((path) => path.includes("{"));
  const isPrimary = primaryField({ fields, identity })?.name === identity.field;
  return identity.by === "client" && isBelow && !isPrimary
    ? { ...identity, within: parent.entity }
    : identity;
}

/** The account that a row belongs to: an embedded account which answers show and no input sets. */
function findOwner(context: EntityContext, own: Resource, fields: readonly Field[]): Owner | undefined {
  const account = context.resources.find((resource) => isAccountResource(resource, context.accounts));
  const field = fields.find(
    ({ meaning }) => meaning.kind === "reference" && meaning.entity === account?.name,
  );
  if (!account) return undefined;
  if (!field) return findHiddenOwner(context.ownership, own, account, fields);
  return {
    field: field.name,
    shown: true,
    evidence: evidence(`${field.name} is the ${account.name} who made the row`, ...field.evidence.because),
  };
}
