import type { Contract, Schema } from "#contract";
import type { FieldMeaning, ScalarValue, ValueShape, ValueType } from "./domain.ts";
import { readBounds, readChoices, scalarType } from "./field-values.ts";
import { isObject, propertySchema } from "./schemas.ts";

/** A value as bodies give it and as answers show it; where both do, the two are one value. */
export interface Sides {
  readonly given?: Schema;
  readonly shown?: Schema;
}

export interface ShapeContext {
  readonly contract: Contract;
  /** The name of an object's description, which is made where there is none yet. */
  readonly objectOf: (sides: Sides, name: string) => string;
  /** What an object without a name of its own is called. */
  readonly name: string;
  /** Lists and maps around this place: one that contains itself comes to an end. */
  readonly around: readonly Schema[];
}

/** Whether a value that bodies give so can be the one that answers show so. */
export function isSame(contract: Contract, given: Schema, shown: Schema): boolean {
  if (given === shown) return true;
  const [one, other] = [kindOf(contract, given), kindOf(contract, shown)];
  if (other === "any") return true;
  const isPlain = (kind: Kind): boolean => kind === "scalar" || kind === "choice";
  if (!isPlain(one) || !isPlain(other)) return one === other;
  return isPlainSame(given, shown);
}

function isPlainSame(given: Schema, shown: Schema): boolean {
  const choices = readChoices(given);
  const others = readChoices(shown);
  if (others) return choices?.every((choice) => others.includes(choice)) ?? false;
  const [type] = shown.types;
  const isOfType = (each: string): boolean => each === type || (each === "integer" && type === "number");
  if (choices) return choices.every((choice) => isOfType(jsonType(choice)));
  return given.types.every(isOfType);
}

function jsonType(value: ScalarValue): string {
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

type Kind = "union" | "choice" | "list" | "object" | "map" | "scalar" | "any";

/** The form of a value; undefined where bodies and answers do not speak of the same. */
export function readShape(context: ShapeContext, sides: Sides): ValueShape | undefined {
  const main = sides.given ?? sides.shown;
  if (!main) return undefined;
  const kind = kindOf(context.contract, main);
  if (sides.shown && !isSame(context.contract, main, sides.shown)) return undefined;
  switch (kind) {
    case "union":
      return readUnion(context, sides, main);
    case "choice": {
      const values = readChoices(main);
      return values && { kind: "choice", values };
    }
    case "list":
      return readList(context, sides, main);
    case "object":
      return { kind: "object", value: context.objectOf(sides, context.name) };
    case "map":
      return readMap(context, sides, main);
    case "scalar":
      return { kind: "scalar", type: scalarType(main), bounds: readBounds(main) };
    case "any":
      return { kind: "any" };
  }
}

function kindOf(contract: Contract, schema: Schema): Kind {
  if (alternativesOf(contract, schema).length > 1) return "union";
  if (schema.const !== undefined || schema.enum !== undefined) return "choice";
  if (schema.types.length > 1) return "union";
  if (schema.types.includes("array")) return "list";
  if (isObject(schema)) return schema.properties.length > 0 ? "object" : "map";
  return schema.types.length === 1 ? "scalar" : "any";
}

/** What `oneOf` and `anyOf` offer, `null` aside. */
function alternativesOf(contract: Contract, schema: Schema): readonly Schema[] {
  const nodes = schema.oneOf.length > 0 ? schema.oneOf : schema.anyOf;
  return nodes
    .map((node) => propertySchema(contract, node))
    .filter(
      (alternative) => alternative.const !== null && !alternative.types.every((type) => type === "null"),
    );
}

function readUnion(context: ShapeContext, sides: Sides, main: Schema): ValueShape | undefined {
  const alternatives = separate(context.contract, main);
  const others = sides.given && sides.shown ? separate(context.contract, sides.shown) : alternatives;
  if (others.length !== alternatives.length) return undefined;
  const shapes = alternatives.map((alternative, index) =>
    readShape(
      { ...context, name: `${context.name} ${index + 1}` },
      {
        ...(sides.given && { given: alternative }),
        ...(sides.shown && others[index] && { shown: others[index] }),
      },
    ),
  );
  const known = shapes.filter((shape) => shape !== undefined);
  if (known.length < shapes.length) return undefined;
  return { kind: "union", of: known };
}

/** The alternatives of a schema: those it lists, else one for each of its types. */
function separate(contract: Contract, schema: Schema): readonly Schema[] {
  const listed = alternativesOf(contract, schema);
  return listed.length > 1 ? listed : schema.types.map((type) => ({ ...schema, types: [type] }));
}

function readList(context: ShapeContext, sides: Sides, main: Schema): ValueShape | undefined {
  if (context.around.includes(main)) return { kind: "any" };
  const of = readInner(context, main, sides, ({ items }) => items);
  return of && { kind: "list", of, bounds: readBounds(main) };
}

function readMap(context: ShapeContext, sides: Sides, main: Schema): ValueShape | undefined {
  if (context.around.includes(main)) return { kind: "any" };
  const of = readInner(context, main, sides, ({ additionalProperties }) =>
    typeof additionalProperties === "object" ? additionalProperties : undefined,
  );
  return of && { kind: "map", of, bounds: readBounds(main) };
}

/** The type of what a list or a map holds; anything, where nothing is said of it. */
function readInner(
  context: ShapeContext,
  main: Schema,
  sides: Sides,
  inside: (schema: Schema) => Schema["items"],
): ValueType | undefined {
  const side = (schema: Schema | undefined): Schema | undefined => {
    const node = schema && inside(schema);
    return node && propertySchema(context.contract, node);
  };
  const given = side(sides.given);
  const shown = side(sides.shown);
  if (!given && !shown) return { shape: { kind: "any" }, nullable: true };
  if ((sides.given && !given) || (sides.shown && !shown)) return undefined;
  const shape = readShape(
    { ...context, around: [...context.around, main] },
    { ...(given && { given }), ...(shown && { shown }) },
  );
  return shape && { shape, nullable: (given ?? shown)?.nullable ?? false };
}

/** The objects that a field holds at once, by their names; not those within them. */
export function objectsIn(meaning: FieldMeaning): readonly string[] {
  if (meaning.kind === "objects") return [meaning.value];
  return meaning.kind === "json" ? objectsInShape(meaning.shape) : [];
}

function objectsInShape(shape: ValueShape): readonly string[] {
  switch (shape.kind) {
    case "object":
      return [shape.value];
    case "list":
    case "map":
      return objectsInShape(shape.of.shape);
    case "union":
      return shape.of.flatMap(objectsInShape);
    case "scalar":
    case "choice":
    case "any":
      return [];
  }
}
