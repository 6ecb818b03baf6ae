import { type Contract, type JsonValue, type Property, type Schema, templateOf } from "#contract";
import { type AccountsDraft, isPassword } from "./accounts.ts";
import type { Entity, Field, FieldMeaning, MembershipRelation, ScalarValue } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { declaredDefault, emptyValue, readBounds, readChoices, scalarType } from "./field-values.ts";
import { isIdentityName } from "./identity.ts";
import { hasWord, sameName } from "./names.ts";
import type { Resource } from "./resources.ts";
import { givenProperties, isObject, propertySchema, shownProperties } from "./shapes.ts";

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
  /** The field, if there is one, that shows the key of the row above, and which entity that is. */
  readonly above?: { readonly field: string; readonly entity: string };
}

interface Sighting {
  readonly property: Property;
  readonly schema: Schema;
  /** As answers show it, where some do. */
  readonly answered?: Schema;
  readonly requiredInAnswers: boolean;
  readonly given: boolean;
  readonly requiredOnCreate: boolean;
  /** Whether some operation makes such rows. */
  readonly made: boolean;
}

/** Fields of a resource: the union of what goes in and out, in the order of the fullest answer. */
export function findFields(context: FieldContext): readonly Field[] {
  const sightings = sight(context);
  return sightings.map((sighting) => describe(context, sighting, sightings));
}

function sight({ contract, resource, accounts, isAccount }: FieldContext): readonly Sighting[] {
  const inputs = (schema: Schema): readonly Property[] => givenProperties(contract, schema);
  const answers = resource.answers.map(({ schema }) => shownProperties(contract, schema));
  const creates = resource.inputs.filter(({ creates }) => creates).map(({ schema }) => inputs(schema));
  const changes = resource.inputs.filter(({ creates }) => !creates).map(({ schema }) => inputs(schema));
  const login = isAccount && accounts?.login.body ? [inputs(accounts.login.body.schema)] : [];
  const names = new Set([...answers, ...creates, ...changes, ...login].flat().map(({ name }) => name));
  const find = (schemas: readonly (readonly Property[])[], name: string): readonly Property[] =>
    schemas.flatMap((properties) => properties.filter((property) => property.name === name));
  return [...names].map((name) => {
    const inAnswers = find(answers, name);
    const onCreate = find(creates, name);
    const onChange = find(changes, name);
    const [property] = [...onCreate, ...onChange, ...find(login, name), ...inAnswers];
    if (!property) throw new Error(`no property ${name}`);
    const [shown] = inAnswers;
    return {
      property,
      schema: propertySchema(contract, property.schema),
      ...(shown && { answered: propertySchema(contract, shown.schema) }),
      requiredInAnswers: inAnswers.some(({ required }) => required),
      given: onCreate.length + onChange.length > 0,
      requiredOnCreate: onCreate.length > 0 && onCreate.every(({ required }) => required),
      made: creates.length > 0,
    };
  });
}

function describe(context: FieldContext, sighting: Sighting, all: readonly Sighting[]): Field {
  const { property, schema, answered } = sighting;
  const { meaning, because } = classify(context, sighting, all);
  const isKey =
    property.name === context.selected ||
    meaning.kind === "identity" ||
    (context.isAccount && property.name === context.accounts?.loginField);
  // What selects a row cannot be left out, whatever the schema says.
  const isChosen = property.name === context.selected && meaning.kind === "scalar" && sighting.made;
  // Where answers must show a value, clients cannot take it away.
  const nullable = schema.nullable && !(sighting.requiredInAnswers && answered?.nullable === false);
  return {
    name: property.name,
    meaning,
    nullable,
    optional: !sighting.requiredOnCreate && !isChosen,
    unique: isKey || isPrimaryName(sighting, meaning),
    ...(isChosen
      ? { missing: "never" as const }
      : describeMissing(context.contract, sighting, meaning, nullable)),
    bounds: readBounds(schema),
    evidence: evidence(`${property.name}: ${meaning.kind}`, step(because, property.span)),
  };
}

/** An `id` that every new row must bring is its primary key, whatever paths select by. */
function isPrimaryName({ property, requiredOnCreate }: Sighting, meaning: FieldMeaning): boolean {
  return sameName(property.name, "id") && meaning.kind === "scalar" && requiredOnCreate;
}

const kept: ReadonlySet<FieldMeaning["kind"]> = new Set(["scalar", "enum"]);

/** What is shown of a row that was made without the field. */
function describeMissing(
  contract: Contract,
  sighting: Sighting,
  meaning: FieldMeaning,
  nullable: boolean,
): Pick<Field, "missing" | "default" | "unfilled"> {
  const { answered, schema, requiredInAnswers, requiredOnCreate } = sighting;
  const declared = declaredDefault(contract, schema);
  const known = declared === undefined ? {} : { default: declared };
  if (meaning.kind === "reference") return { missing: nullable ? "null" : "never", ...known };
  if (!kept.has(meaning.kind)) return { missing: "never", ...known };
  const shown = (answered ?? schema).nullable || (nullable && requiredInAnswers) ? "null" : "absent";
  if (requiredOnCreate || declared !== undefined) return { missing: nullable ? shown : "never", ...known };
  if (shown === "null" || !requiredInAnswers) return { missing: shown };
  return promised(contract, sighting, meaning);
}

/** A value that answers promise, and that a row may be made without. */
function promised(
  contract: Contract,
  { property, schema, made, given }: Sighting,
  meaning: FieldMeaning,
): Pick<Field, "missing" | "default" | "unfilled"> {
  const empty: JsonValue | undefined =
    meaning.kind === "scalar" && given ? emptyValue(contract, schema) : undefined;
  if (empty !== undefined) return { missing: "never", default: empty };
  if (!made) return { missing: "never" };
  const unfilled = given
    ? `answers promise ${property.name}, and rows may be made without it`
    : `answers promise ${property.name}, and nothing says what fills it`;
  return { missing: "never", unfilled };
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
  if (name === context.above?.field) {
    return {
      meaning: { kind: "parent-key", entity: context.above.entity, type: scalarType(schema) },
      because: `the key of the ${context.above.entity} that its path selects`,
    };
  }
  if (!given) {
    const computed = classifyComputed(context, sighting, all);
    if (computed) return computed;
  }
  if (schema.types.includes("array") && schema.items) {
    const item = propertySchema(context.contract, schema.items);
    if (!isObject(item)) {
      const choices = readChoices(item);
      return {
        meaning: {
          kind: "values",
          of: scalarType(item),
          bounds: readBounds(item),
          ...(choices && { choices }),
        },
        because: "a list of scalars",
      };
    }
  }
  const choices = readChoices(schema);
  if (choices) return classifyChoices(sighting, choices);
  return {
    meaning: { kind: "scalar", type: scalarType(schema) },
    because: given ? "given by the client" : "answered, and set by no operation",
  };
}

function classifyChoices(sighting: Sighting, choices: readonly ScalarValue[]): Classified {
  const { schema, requiredInAnswers, requiredOnCreate } = sighting;
  const [only] = choices;
  // One that may be left out says something by being there.
  const always = requiredInAnswers || requiredOnCreate || schema.readOnly;
  if (only !== undefined && choices.length === 1 && always && !schema.nullable)
    return { meaning: { kind: "constant", value: only }, because: "the only value there is" };
  return { meaning: { kind: "enum", values: choices }, because: "an enum" };
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
  if (source !== undefined) return { kind: "slug", of: source };
  const text = templateOf(schema);
  return { kind: "identity", type: "string", ...(text && { text }) };
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

/** The field of an entity, by its contract spelling. */
export function fieldOf(entity: Entity, name: string): Field | undefined {
  return entity.fields.find((field) => field.name === name);
}
