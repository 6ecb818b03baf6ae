import type { Contract, Property, Schema } from "#contract";
import { type AccountsDraft, isPassword } from "./accounts.ts";
import type { Bounds, Entity, Field, FieldMeaning, MembershipRelation, ScalarType } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { isIdentityName } from "./identity.ts";
import { hasWord } from "./names.ts";
import type { Resource } from "./resources.ts";
import { isObject, propertySchema } from "./shapes.ts";

/** What classifying the fields of one resource needs to know of the rest. */
export interface FieldContext {
  readonly contract: Contract;
  readonly resource: Resource;
  readonly resources: readonly Resource[];
  readonly relations: readonly MembershipRelation[];
  readonly accounts?: AccountsDraft;
  readonly isAccount: boolean;
  /** The field by which a path selects a row. */
  readonly selected?: string;
  /** Identities that the server makes. */
  readonly made: ReadonlySet<string>;
}

interface Sighting {
  readonly property: Property;
  readonly schema: Schema;
  readonly answered: boolean;
  readonly requiredInAnswers: boolean;
  readonly given: boolean;
  readonly givenOnCreate: boolean;
  readonly requiredOnCreate: boolean;
}

/** Fields of a resource: the union of what goes in and out, in the order of the fullest answer. */
export function findFields(context: FieldContext): readonly Field[] {
  const sightings = sight(context);
  return sightings.map((sighting) => describe(context, sighting, sightings));
}

function sight({ contract, resource, accounts, isAccount }: FieldContext): readonly Sighting[] {
  const inputs = (creating: boolean): readonly Property[] =>
    resource.inputs
      .filter(({ creates }) => creates === creating)
      .flatMap(({ schema }) => schema.properties)
      .filter((property) => !propertySchema(contract, property.schema).readOnly);
  const answers = resource.answers.flatMap(({ schema }) => schema.properties);
  const creates = inputs(true);
  const changes = inputs(false);
  const login = isAccount && accounts?.login.body ? accounts.login.body.schema.properties : [];
  const names = [...new Set([...answers, ...creates, ...changes, ...login].map(({ name }) => name))];
  return names.map((name) => {
    const find = (properties: readonly Property[]): Property | undefined =>
      properties.find((property) => property.name === name);
    const inAnswer = find(answers);
    const onCreate = find(creates);
    const property = onCreate ?? find([...changes, ...login]) ?? inAnswer;
    if (!property) throw new Error(`no property ${name}`);
    return {
      property,
      schema: propertySchema(contract, property.schema),
      answered: inAnswer !== undefined,
      requiredInAnswers: inAnswer?.required ?? false,
      given: onCreate !== undefined || find(changes) !== undefined,
      givenOnCreate: onCreate !== undefined,
      requiredOnCreate: onCreate?.required ?? false,
    };
  });
}

function describe(context: FieldContext, sighting: Sighting, all: readonly Sighting[]): Field {
  const { property, schema } = sighting;
  const { meaning, because } = classify(context, sighting, all);
  const isKey =
    property.name === context.selected ||
    meaning.kind === "identity" ||
    (context.isAccount && property.name === context.accounts?.loginField);
  const fallback = schema.default ?? impliedDefault(sighting, meaning);
  return {
    name: property.name,
    meaning,
    nullable: schema.nullable,
    optional: !sighting.requiredOnCreate,
    unique: isKey,
    ...(fallback !== undefined && { default: fallback }),
    bounds: readBounds(schema),
    evidence: evidence(`${property.name}: ${meaning.kind}`, step(because, property.span)),
  };
}

/** What a row made without the field shows, where answers promise a value. */
function impliedDefault(sighting: Sighting, meaning: FieldMeaning): string | number | boolean | undefined {
  if (sighting.requiredOnCreate || sighting.schema.nullable || !sighting.requiredInAnswers) return undefined;
  if (meaning.kind !== "scalar") return undefined;
  if (meaning.type === "string") return "";
  if (meaning.type === "integer" || meaning.type === "number") return 0;
  return meaning.type === "boolean" ? false : undefined;
}

interface Classified {
  readonly meaning: FieldMeaning;
  readonly because: string;
}

function classify(context: FieldContext, sighting: Sighting, all: readonly Sighting[]): Classified {
  const { property, schema, given } = sighting;
  const name = property.name;
  if (context.isAccount && isPassword(context.contract, property, context.accounts?.passwordField))
    return { meaning: { kind: "password" }, because: "a password" };
  if (context.isAccount && name === context.accounts?.tokenField)
    return { meaning: { kind: "token" }, because: "login answers it, nothing sets it" };
  if (context.made.has(name) && (name === context.selected || isText(schema) || isInteger(schema))) {
    return {
      meaning: identityMeaning(context.resource, property.name, schema, all),
      because:
        name === context.selected
          ? "the path selects by it, and no body has to give it"
          : "an identity by its name, which no body has to give",
    };
  }
  if (!given) {
    const computed = classifyComputed(context, sighting, all);
    if (computed) return computed;
  }
  if (schema.types.includes("array") && schema.items) {
    const item = propertySchema(context.contract, schema.items);
    if (!isObject(item)) {
      return {
        meaning: { kind: "values", of: scalarType(item), bounds: readBounds(item) },
        because: "a list of scalars",
      };
    }
  }
  if (schema.enum?.every((value) => typeof value === "string")) {
    return { meaning: { kind: "enum", values: schema.enum.map(String) }, because: "an enum" };
  }
  return {
    meaning: { kind: "scalar", type: scalarType(schema) },
    because: given ? "given by the client" : "answered, and set by no operation",
  };
}

function classifyComputed(
  context: FieldContext,
  sighting: Sighting,
  all: readonly Sighting[],
): Classified | undefined {
  const { property, schema } = sighting;
  const name = property.name;
  const mine = context.relations.filter((relation) => relation.target === context.resource.name);
  const flag = mine.find((relation) => relation.flag === name);
  if (flag)
    return {
      meaning: { kind: "caller-flag", relation: flag.name },
      because: `whether the caller is in "${flag.name}"`,
    };
  const count = mine.find((relation) => relation.count === name);
  if (count)
    return { meaning: { kind: "count", relation: count.name }, because: `how many are in "${count.name}"` };
  if (schema.format === "date-time") return classifyTime(property, all);
  const referenced = referencedResource(context, schema);
  if (referenced) {
    return {
      meaning: { kind: "reference", entity: referenced.entity, representation: referenced.representation },
      because: `an embedded ${referenced.entity} that no input sets`,
    };
  }
  return undefined;
}

function referencedResource(
  context: FieldContext,
  schema: Schema,
): { entity: string; representation: string } | undefined {
  if (!isObject(schema)) return undefined;
  for (const resource of context.resources) {
    const answered = resource.answers.find(
      (answer) => schema.name !== undefined && answer.schema.name === schema.name,
    );
    if (answered) return { entity: resource.name, representation: answered.name };
  }
  return undefined;
}

function identityMeaning(
  resource: Resource,
  name: string,
  schema: Schema,
  all: readonly Sighting[],
): FieldMeaning {
  if (isInteger(schema)) return { kind: "identity", type: "integer" };
  if (schema.format === "uuid") return { kind: "identity", type: "uuid" };
  const source = isIdentityName(resource, name) ? undefined : slugSource(all);
  return source === undefined ? { kind: "identity", type: "string" } : { kind: "slug", of: source };
}

const headingWords = new Set(["title", "name", "headline", "subject", "label", "heading", "caption"]);

/** The text a readable identity is made from: a heading by its name, else the first required text of a new row. */
function slugSource(all: readonly Sighting[]): string | undefined {
  const texts = all.filter(
    ({ schema, requiredOnCreate }) =>
      requiredOnCreate && schema.types.includes("string") && schema.format === undefined,
  );
  return (texts.find(({ property }) => hasWord(property.name, headingWords)) ?? texts[0])?.property.name;
}

const surelyCreatedWords = new Set(["created", "creation"]);
const createdWords = new Set(["added", "registered", "inserted", "posted", "published", "placed", "opened"]);
const updatedWords = new Set(["updated", "modified", "changed", "edited", "touched"]);

/** Of the times that no input sets, one tells when the row was made and one when it was last changed; others are kept as they are. */
function classifyTime(property: Property, all: readonly Sighting[]): Classified | undefined {
  const times = all.filter(({ given, schema }) => !given && schema.format === "date-time");
  const named = (words: ReadonlySet<string>): Sighting | undefined =>
    times.find((time) => hasWord(time.property.name, words));
  const updated = named(updatedWords);
  const created = named(surelyCreatedWords) ?? named(createdWords);
  const unnamed = times.filter((time) => time.requiredInAnswers && time !== updated && time !== created);
  const first = created ?? unnamed[0];
  const second = updated ?? unnamed.find((time) => time !== first);
  if (property.name === first?.property.name)
    return {
      meaning: { kind: "created-at" },
      because: created
        ? "the time of making, by its name"
        : "the first time that answers promise and no input sets",
    };
  if (property.name === second?.property.name)
    return {
      meaning: { kind: "updated-at" },
      because: updated
        ? "the time of the last change, by its name"
        : "the second time that answers promise and no input sets",
    };
  return undefined;
}

function isInteger(schema: Schema): boolean {
  return schema.types.includes("integer");
}

function isText(schema: Schema): boolean {
  return schema.types.includes("string") && schema.enum === undefined && schema.const === undefined;
}

function scalarType(schema: Schema): ScalarType {
  if (schema.types.includes("integer")) return "integer";
  if (schema.types.includes("number")) return schema.format === "decimal" ? "decimal" : "number";
  if (schema.types.includes("boolean")) return "boolean";
  if (schema.format === "date-time" || schema.format === "date" || schema.format === "uuid")
    return schema.format;
  return "string";
}

const boundNames = [
  "minLength",
  "maxLength",
  "pattern",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "multipleOf",
  "minItems",
  "maxItems",
  "format",
] as const;

/** The limits a schema sets to a value. */
export function readBounds(schema: Schema): Bounds {
  const entries = boundNames.flatMap((name) =>
    schema[name] === undefined ? [] : [[name, schema[name]] as const],
  );
  return { ...Object.fromEntries(entries), ...(schema.uniqueItems && { uniqueItems: true }) };
}

/** The field of an entity, by its contract spelling. */
export function fieldOf(entity: Entity, name: string): Field | undefined {
  return entity.fields.find((field) => field.name === name);
}
