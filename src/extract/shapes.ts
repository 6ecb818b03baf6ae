import { anySchema, type Property, type Schema, type SchemaNode } from "#contract";
import {
  type EnumFact,
  type Facts,
  type SchemaFact,
  type SchemaFieldFact,
  substitute,
  type TypeArguments,
  type TypeFact,
  tellType,
} from "#facts";
import type { Shapes, SharedShape, Way } from "./shape.ts";
import { settleNames } from "./shared-names.ts";
import { typeSchema } from "./type-schemas.ts";
import { describedSchema, listedSchema, plainSchema, unknownSchema } from "./values.ts";

/** How many shapes a program may have: generic ones that hold themselves would have no end. */
const mostShapes = 20_000;

export interface OpenShapes extends Shapes {
  /** All shapes that were referred to, by their names, and what references are called in the end. */
  readonly settle: () => ReturnType<typeof settleNames>;
}

export function openShapes({ schemas, records, enums, externals }: Facts): OpenShapes {
  const classes = new Map([...records, ...schemas].map((schema) => [schema.id, schema]));
  const listed = new Map(enums.map((each) => [each.id, each]));
  const shared = new Map<string, SharedShape>();
  const waiting: (() => void)[] = [];
  const shapes: Shapes = {
    externals,
    refer: (type, way, span, given) => {
      const args = (type.kind === "reference" ? (type.args ?? []) : []).map((each) =>
        substitute(each, given),
      );
      const found = type.kind === "enum" ? listed.get(type.id) : classes.get(type.id);
      if (found === undefined || shared.size > mostShapes)
        return unknownSchema(span, `what ${tellType(type)} looks like is not said`);
      const label = args.length === 0 ? found.name : `${found.name}[${args.map(tellType).join(",")}]`;
      const base = `${found.id} ${JSON.stringify(args)}`;
      const key = `${base} ${way}`;
      if (!shared.has(key)) {
        const name = label.replace(/[^\w.-]/g, "_");
        const shape: SharedShape = { base, way, name, file: found.span.file, schema: anySchema(found.span) };
        shared.set(key, shape);
        // Not at once: a long way from one to the next would be as deep as it is long.
        waiting.push(() => {
          shape.schema = "fields" in found ? objectSchema(shapes, found, way, args) : enumSchema(found);
        });
      }
      return { kind: "ref", name: key, span };
    },
  };
  return {
    ...shapes,
    settle: () => {
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) next();
      return settleNames(shared);
    },
  };
}

function enumSchema({ values, span, name }: EnumFact): Schema {
  return values === undefined
    ? unknownSchema(span, `a value of ${name} is worked out`)
    : listedSchema(span, values);
}

function objectSchema(shapes: Shapes, fact: SchemaFact, way: Way, args: readonly TypeFact[]): Schema {
  const given = new Map(
    fact.variables.flatMap((name, at) => (args[at] === undefined ? [] : [[name, args[at]]])),
  );
  const [root] = fact.fields;
  if (fact.form === "root" && root !== undefined) {
    const inner = typeSchema(shapes, root.type, way, root.span, given);
    return inner.kind === "schema" ? inner : { ...anySchema(fact.span), allOf: [inner] };
  }
  const shown = fact.fields.filter((field) => (way === "input" ? !field.computed : !field.hidden));
  const properties = shown.flatMap((field) => {
    // A dictionary may lack what it need not have; an object has every field.
    const isGiven = way === "output" && fact.form !== "record" && !field.required && !field.sparing;
    const own = propertyOf(shapes, field, way, given);
    return isGiven ? own.map((each): Property => ({ ...each, alwaysGiven: true })) : own;
  });
  const unknown = reasonOf(fact, way, properties.length < shown.length);
  return {
    ...plainSchema(fact.span, "object"),
    title: fact.name,
    description: fact.description ?? "",
    properties,
    ...(fact.extra === "ignore" ? {} : { additionalProperties: fact.extra === "allow" }),
    ...(unknown === undefined ? {} : { unknown }),
  };
}

function reasonOf(fact: SchemaFact, way: Way, hasUnnamed: boolean): string | undefined {
  if (fact.isPartial) return `${fact.name} inherits from what is not read: it may have more fields`;
  if (fact.remade === true && way === "output")
    return `${fact.name} makes something of its own of what it gives out`;
  return hasUnnamed ? `names of fields of ${fact.name} are worked out` : undefined;
}

function propertyOf(
  shapes: Shapes,
  field: SchemaFieldFact,
  way: Way,
  given: TypeArguments,
): readonly Property[] {
  const name = way === "input" ? field.inputNames?.[0] : field.outputName;
  if (name === undefined) return [];
  const type = way === "output" ? (field.outputType ?? field.type) : field.type;
  const plain = typeSchema(shapes, type, way, field.span, given);
  const told = tellApart(plain, field.discriminator);
  const bounds = way === "input" ? { ...field.constraints, ...field.inputConstraints } : field.constraints;
  const schema = describedSchema(told, { ...field, constraints: bounds }, field.span);
  const required = field.required || (way === "output" && field.alwaysGiven === true);
  return [{ name, required, schema, span: field.span }];
}

function tellApart(node: SchemaNode, property: string | undefined): SchemaNode {
  if (property === undefined || node.kind !== "schema" || node.anyOf.length === 0) return node;
  return { ...node, anyOf: [], oneOf: node.anyOf, discriminator: { property, mapping: new Map() } };
}
