import type { Span } from "#base";
import type { Contract } from "#contract";
import type { AccountsDraft } from "./accounts.ts";
import type { Entity, Field, Identity, MembershipRelation, Owner, Representation } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { findFields } from "./fields.ts";
import { sameName } from "./names.ts";
import type { Resource } from "./resources.ts";
import type { OperationShape } from "./shapes.ts";

export interface EntityContext {
  readonly contract: Contract;
  readonly resources: readonly Resource[];
  readonly relations: readonly MembershipRelation[];
  readonly accounts?: AccountsDraft;
}

/** Turns every resource into an entity: its fields, identity, owner, parent and the forms in which it is answered. */
export function describeEntities(context: EntityContext): readonly Entity[] {
  return context.resources.map((resource) => describe(context, resource));
}

export function isAccountResource(resource: Resource, accounts: AccountsDraft | undefined): boolean {
  return accounts !== undefined && resource.shapes.includes(accounts.login);
}

function describe(context: EntityContext, resource: Resource): Entity {
  const { accounts } = context;
  const isAccount = isAccountResource(resource, accounts);
  const selector = findSelector(context, resource);
  const fields = findFields({
    ...context,
    resource,
    isAccount,
    ...(selector && { identity: { field: selector.field, span: selector.span } }),
  });
  const parent = findParent(context, resource);
  const owner = findOwner(context, fields);
  return {
    name: resource.name,
    table: resource.table,
    fields,
    identity: describeIdentity(resource, fields, selector),
    ...(parent && { parent }),
    ...(owner && { owner }),
    representations: resource.answers.map(
      ({ name, schema }): Representation => ({
        name,
        schema,
        fields: schema.properties.map((property) => ({ field: property.name, required: property.required })),
      }),
    ),
    evidence: evidence(
      `${resource.name} rows live at ${resource.collections.join(", ")}`,
      ...resource.shapes
        .slice(0, 3)
        .map((shape) => step(`${shape.operation.id} speaks of them`, shape.operation.span)),
    ),
  };
}

interface Selector {
  readonly field: string;
  readonly parameter: string;
  readonly span: Span;
}

/** The field that a path parameter of the resource selects: by its name, or as `bookId`, or `id`. */
function findSelector(context: EntityContext, resource: Resource): Selector | undefined {
  const parameters = [
    ...resource.shapes.filter(({ place }) => place.kind === "item"),
    ...selectedBelow(context, resource),
  ].flatMap((shape) => parameterOf(shape, resource));
  const answered = resource.answers.flatMap(({ schema }) =>
    schema.properties.map((property) => property.name),
  );
  for (const { name, span } of parameters) {
    const exact = answered.find((field) => sameName(field, name));
    const prefixed = answered.find((field) => sameName(`${resource.name}_${field}`, name));
    const field = exact ?? prefixed;
    if (field !== undefined) return { field, parameter: name, span };
  }
  return undefined;
}

function selectedBelow(context: EntityContext, resource: Resource): readonly OperationShape[] {
  const all = context.resources.flatMap(({ shapes }) => shapes);
  return all.filter(({ place }) => resource.collections.includes(place.above?.collection ?? ""));
}

function parameterOf(
  { operation, place }: OperationShape,
  resource: Resource,
): readonly { name: string; span: Span }[] {
  const name = resource.collections.includes(place.collection) ? place.parameter : place.above?.parameter;
  const parameter = operation.parameters.find(
    (candidate) => candidate.in === "path" && candidate.name === name,
  );
  return parameter ? [{ name: parameter.name, span: parameter.span }] : [];
}

function describeIdentity(
  resource: Resource,
  fields: readonly Field[],
  selector: Selector | undefined,
): Identity {
  const field = selector && fields.find(({ name }) => name === selector.field);
  if (!selector || !field) {
    const id = fields.find(({ name }) => name === "id");
    return {
      field: id?.name ?? "id",
      parameter: "id",
      by: "database",
      evidence: evidence(
        "rows are told apart by a number of the database",
        ...resource.shapes.slice(0, 1).map((shape) => step("no path selects one", shape.operation.span)),
      ),
    };
  }
  const { meaning } = field;
  const by =
    meaning.kind === "slug" ? { slugOf: meaning.of } : meaning.kind === "identity" ? "database" : "client";
  const maker =
    typeof by === "object"
      ? `made from ${by.slugOf}`
      : by === "client"
        ? "chosen by the client"
        : "made by the database";
  return {
    field: field.name,
    parameter: selector.parameter,
    by,
    evidence: evidence(
      `${field.name} selects a row; ${maker}`,
      step(`path parameter ${selector.parameter}`, selector.span),
    ),
  };
}

function findParent(context: EntityContext, resource: Resource): Entity["parent"] {
  const nested = resource.shapes.find(
    ({ place }) => place.above && resource.collections.includes(place.collection),
  );
  const above = nested?.place.above;
  const parent = above && context.resources.find(({ collections }) => collections.includes(above.collection));
  if (!nested || !parent || parent === resource) return undefined;
  return {
    entity: parent.name,
    evidence: evidence(
      `${resource.name} belongs to ${parent.name}`,
      step(`its path is below ${above.collection}`, nested.operation.span),
    ),
  };
}

/** The account that a row belongs to: an embedded account which answers show and no input sets. */
function findOwner(context: EntityContext, fields: readonly Field[]): Owner | undefined {
  const account = context.resources.find((resource) => isAccountResource(resource, context.accounts));
  const field = fields.find(
    ({ meaning }) => meaning.kind === "reference" && meaning.entity === account?.name,
  );
  if (!account || !field) return undefined;
  return {
    field: field.name,
    shown: true,
    evidence: evidence(`${field.name} is the ${account.name} who made the row`, ...field.evidence.because),
  };
}
