import { type Contract, type Property, type Schema, type SchemaNode, templateOf } from "#contract";
import { type AccountsDraft, isPassword, signsInWith } from "./accounts.ts";
import { exampleValue, rowExamples } from "./answer-examples.ts";
import { readCode } from "./codes.ts";
import { tellsConfirmed } from "./confirmations.ts";
import type {
  Entity,
  Field,
  FieldMeaning,
  MembershipRelation,
  ScalarType,
  ScalarValue,
  ValueShape,
} from "./domain.ts";
import { endless, isEndless } from "./endless.ts";
import { evidence, step } from "./evidence.ts";
import { readBounds, scalarType } from "./field-values.ts";
import { fileAddress, missingAddress } from "./file-addresses.ts";
import type { FileRead } from "./file-reads.ts";
import { isIdentityName, longerKeys } from "./identity.ts";
import { beginsWith } from "./least-role.ts";
import { readMessage } from "./messages.ts";
import { type Classified, describeMissing, isNullable, type Sighting } from "./missing.ts";
import { elementName, hasWord, sameName } from "./names.ts";
import { passwordMeaning } from "./password-meaning.ts";
import { plainRole } from "./plain-roles.ts";
import type { Resource } from "./resources.ts";
import type { RoleField } from "./roles.ts";
import { readCopies } from "./rows-of-others.ts";
import { classifyAlso, findOtherNames, type OtherNames, seenUnder } from "./same-values.ts";
import { calledSchema } from "./schemas.ts";
import { givenProperties, isObject, propertySchema, shownProperties } from "./shapes.ts";
import { initialValue, isStateName } from "./states.ts";
import { isTime, readTime } from "./times.ts";
import type { TreeFields } from "./trees.ts";
import { isTabular, plainMeaning, shapeContext, type ValueBook } from "./value-objects.ts";
import { isSame, readShape } from "./value-shapes.ts";
import { widestSchema } from "./widest.ts";

/** What classifying the fields of one resource needs to know of the rest. */
export interface FieldContext {
  readonly contract: Contract;
  readonly book: ValueBook;
  readonly resource: Resource;
  readonly resources: readonly Resource[];
  readonly relations: readonly MembershipRelation[];
  readonly accounts?: AccountsDraft;
  readonly isAccount: boolean;
  /** The account's field that says its role, where some operation asks for one. */
  readonly roleField?: RoleField;
  /** The field by which a path selects a row. */
  readonly selected?: string;
  /** A field of which no two rows have the same. */
  readonly unlike?: string;
  readonly fileReads: readonly FileRead[];
  /** Identities that the server makes. */
  readonly made: ReadonlySet<string>;
  /** Where rows stand below one another: the fields that show it. */
  readonly tree?: TreeFields;
  /** The field, if there is one, that shows the key of the row above, and which entity that is. */
  readonly above?: { readonly field: string; readonly entity: string };
}

interface Named extends FieldContext {
  readonly names: OtherNames;
}

/** Fields of a resource: the union of what goes in and out, in the order of the fullest answer. */
export function findFields(context: FieldContext): readonly Field[] {
  const seen = sight(context);
  const names = findOtherNames(context.resource, seen);
  const sightings = seenUnder(seen, names);
  return sightings.map((sighting) => describe({ ...context, names }, sighting, sightings));
}

function sight({ contract, resource, accounts, isAccount }: FieldContext): readonly Sighting[] {
  const inputs = (schema: Schema): readonly Property[] => givenProperties(contract, schema);
  const answers = resource.answers.map(({ schema }) => shownProperties(contract, schema));
  const creates = resource.inputs.filter(({ creates }) => creates).map(({ schema }) => inputs(schema));
  const changes = resource.inputs.filter(({ creates }) => !creates).map(({ schema }) => inputs(schema));
  const login = isAccount ? [signsInWith(contract, accounts)] : [];
  const names = new Set([...answers, ...creates, ...changes, ...login].flat().map(({ name }) => name));
  const find = (schemas: readonly (readonly Property[])[], name: string): readonly Property[] =>
    schemas.flatMap((properties) => properties.filter((property) => property.name === name));
  return [...names].map((name) => {
    const inAnswers = find(answers, name);
    const onCreate = find(creates, name);
    const onChange = find(changes, name);
    const [property] = [...onCreate, ...onChange, ...find(login, name), ...inAnswers];
    if (!property) throw new Error(`no property ${name}`);
    const first = propertySchema(contract, property.schema);
    const taken = [...onCreate, ...onChange].map((each) => propertySchema(contract, each.schema));
    return {
      property,
      schema: settledSchema(contract, widestSchema([first, ...taken]), taken, inAnswers[0]),
      ...(inAnswers[0] && { answered: propertySchema(contract, inAnswers[0].schema) }),
      requiredInAnswers: inAnswers.some(({ required }) => required),
      given: onCreate.length + onChange.length > 0,
      givenOnCreate: onCreate.length > 0,
      // Where one body has no place for it, rows are made without it.
      requiredOnCreate:
        onCreate.length > 0 &&
        onCreate.length === creates.length &&
        onCreate.every(({ required }) => required),
      made: creates.length > 0,
    };
  });
}

/** Of bodies that speak of it in two ways, the one that answers agree with: the other is left open. */
function settledSchema(
  contract: Contract,
  widest: Schema,
  taken: readonly Schema[],
  shown: Property | undefined,
): Schema {
  const answered = shown && propertySchema(contract, shown.schema);
  if (!answered?.types.includes("integer") || !widest.types.includes("number")) return widest;
  return taken.find((schema) => isSame(contract, schema, answered)) ?? widest;
}

function describe(context: Named, sighting: Sighting, all: readonly Sighting[]): Field {
  const { property, schema } = sighting;
  const { meaning, because, unread, unkept } = classify(context, sighting, all);
  const isDoor = context.isAccount && property.name === context.accounts?.loginField;
  const isKey =
    property.name === context.selected || meaning.kind === "identity" || meaning.kind === "code" || isDoor;
  // What selects a row, or lets somebody in, cannot be left out, whatever the schema says.
  const isChosen =
    meaning.kind === "scalar" && ((property.name === context.selected && sighting.made) || isDoor);
  const nullable = isNullable(sighting);
  const isRole = context.isAccount && context.roleField?.name === property.name;
  return {
    name: property.name,
    meaning,
    nullable,
    optional: !sighting.requiredOnCreate && !isChosen,
    unique: isKey || property.name === context.unlike || isPrimaryName(sighting, meaning),
    ...(isChosen
      ? { missing: "never" as const }
      : meaning.kind === "file-address"
        ? missingAddress(context.resource, sighting, meaning.file)
        : isRole && context.roleField
          ? beginsWith(context.roleField)
          : describeMissing(context.contract, sighting, meaning, {
              nullable,
              initial:
                unconfirmed(context, property.name, meaning) ??
                (context.isAccount ? plainRole(property.name, meaning) : undefined) ??
                shownState(property.name, meaning, context.resource) ??
                initialValue(property.name, meaning, context.resource.shapes),
            })),
    ...(unread !== undefined && { unread }),
    ...(unkept && { unkept }),
    bounds: readBounds(schema),
    evidence: evidence(`${property.name}: ${meaning.kind}`, step(because, property.span)),
  };
}

/** Where some operation confirms accounts, a new one is not confirmed yet. */
function unconfirmed(
  { isAccount, accounts }: FieldContext,
  name: string,
  meaning: FieldMeaning,
): false | undefined {
  const isFlag = meaning.kind === "scalar" && meaning.type === "boolean" && tellsConfirmed(name);
  const confirms = accounts?.sessions.confirmations.some(
    ({ step: { kind }, obstacle }) => kind === "use" && obstacle === undefined,
  );
  return isAccount && isFlag && confirms ? false : undefined;
}

/** The state of a new row, as an example of one shows it. */
function shownState(name: string, meaning: FieldMeaning, resource: Resource): ScalarValue | undefined {
  if (meaning.kind !== "enum" || !isStateName(name)) return undefined;
  const shown = rowExamples(resource).map((example) => exampleValue(example, name));
  return meaning.values.find((value) => shown.includes(value));
}

/** An `id` that every new row must bring is its primary key, whatever paths select by. */
function isPrimaryName({ property, requiredOnCreate }: Sighting, meaning: FieldMeaning): boolean {
  return sameName(property.name, "id") && meaning.kind === "scalar" && requiredOnCreate;
}

function classify(context: Named, sighting: Sighting, all: readonly Sighting[]): Classified {
  const { property, schema, given } = sighting;
  const name = property.name;
  const kept = all.find((other) => other.property.name === context.names.get(name));
  if (kept) return classifyAlso(kept.property.name, classify(context, kept, all));
  if (context.isAccount && isPassword(context.contract, property, context.accounts?.passwordField))
    return { meaning: passwordMeaning(sighting), because: "a password" };
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
  const short = context.made.size > 0 ? longerKeys(context.resource).get(name) : undefined;
  if (short !== undefined && !given && context.made.has(short)) {
    const key = all.find((other) => other.property.name === short)?.schema ?? schema;
    return {
      meaning: { kind: "own-key", of: short, type: keyType(key) },
      because: `the key ${short} under a longer name`,
    };
  }
  const placed = context.tree?.get(name);
  if (placed) return { meaning: placed, because: "where it stands among those of its kind" };
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
  const { answered } = sighting;
  if (given && answered && !isSame(context.contract, schema, answered)) return unlike(name);
  const plain = plainMeaning(sighting);
  if (plain?.kind === "constant") return { meaning: plain, because: "the only value there is" };
  if (plain?.kind === "enum") return { meaning: plain, because: "an enum" };
  if (plain)
    return {
      meaning: plain,
      because: given ? "given by the client" : "answered, and set by no operation",
    };
  return classifyWhole(context, sighting);
}

/** What is neither a scalar nor computed: lists, objects, maps, alternatives, anything. */
function classifyWhole(context: FieldContext, sighting: Sighting): Classified {
  const { property, schema, answered } = sighting;
  const named = `${context.resource.name} ${elementName(property.name)}`;
  const shape = readShape(shapeContext(context.book, named), {
    // Rows that come from outside bring what is only answered.
    given: schema,
    ...(answered && { shown: answered }),
  });
  if (!shape) return unlike(property.name);
  const rows = shape.kind === "list" ? rowsMeaning(context, sighting, shape) : undefined;
  return rows ?? { meaning: { kind: "json", shape }, because: "kept whole" };
}

function unlike(name: string): Classified {
  return {
    meaning: { kind: "json", shape: { kind: "any" } },
    because: "its form differs",
    unread: `bodies and answers do not speak of the same ${name}`,
  };
}

/** A list that rows of a table of its own can hold: one that is always there, of values that always are. */
function rowsMeaning(
  { book }: FieldContext,
  { given, schema, requiredOnCreate, made }: Sighting,
  { of, bounds }: Extract<ValueShape, { readonly kind: "list" }>,
): Classified | undefined {
  const mayBeMissing = !requiredOnCreate && (bounds.minItems ?? 0) > 0;
  if (schema.nullable || of.nullable || mayBeMissing || (!given && made)) return undefined;
  const { shape } = of;
  if (shape.kind === "scalar")
    return {
      meaning: { kind: "values", of: shape.type, bounds: shape.bounds },
      because: "a list of scalars",
    };
  if (shape.kind === "choice")
    return {
      meaning: { kind: "values", of: choiceType(shape.values), bounds: {}, choices: shape.values },
      because: "a list of a few values",
    };
  if (shape.kind !== "object" || !isTabular(book, shape.value)) return undefined;
  return {
    meaning: { kind: "objects", value: shape.value },
    because: "a list of objects without a path of their own",
  };
}

function choiceType(values: readonly ScalarValue[]): ScalarType {
  if (values.every((value) => typeof value === "number"))
    return values.every((value) => Number.isInteger(value)) ? "integer" : "number";
  return values.every((value) => typeof value === "boolean") ? "boolean" : "string";
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
  if (isTime(sighting)) return readTime(sighting, all, context.isAccount);
  const address = fileAddress(context, sighting);
  if (address) return { meaning: address, because: `where the ${address.file} is answered` };
  const code = readCode(context.resource, sighting, all);
  if (code)
    return { meaning: { kind: "code", text: code }, because: "a code of what was done, which no body gives" };
  const message = readMessage(context.contract, context.resource, sighting, all);
  if (message) return { meaning: message, because: "a sentence about what was done" };
  const referenced = referencedResource(context, property.schema);
  if (referenced && isEndless(context.contract, schema)) return endless(name, referenced.entity);
  if (referenced) {
    return {
      meaning: { kind: "reference", entity: referenced.entity, representation: referenced.representation },
      because: `an embedded ${referenced.entity} that no input sets`,
    };
  }
  return readCopies(context, sighting);
}

function referencedResource(
  context: FieldContext,
  node: SchemaNode,
): { entity: string; representation: string } | undefined {
  if (!isObject(propertySchema(context.contract, node))) return undefined;
  const called = calledSchema(context.contract, node);
  for (const resource of context.resources) {
    const answered = resource.answers.find((answer) => called !== undefined && answer.schema.name === called);
    if (answered) return { entity: resource.name, representation: answered.name };
  }
  return undefined;
}

function keyType(schema: Schema): ScalarType {
  if (isInteger(schema)) return "integer";
  return schema.format === "uuid" ? "uuid" : "string";
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

function isInteger(schema: Schema): boolean {
  return schema.types.includes("integer");
}

function isText(schema: Schema): boolean {
  return schema.types.includes("string") && schema.enum === undefined && schema.const === undefined;
}

/** The field of an entity, by its contract spelling. */
export function fieldOf(entity: Pick<Entity, "fields">, name: string): Field | undefined {
  return entity.fields.find((field) => field.name === name);
}
