import type { Contract } from "#contract";
import type { Field, Kinds } from "./domain.ts";
import { evidence, step } from "./evidence.ts";
import { declaredDefault } from "./field-values.ts";
import { kindsOf } from "./kinds.ts";
import type { Resource } from "./resources.ts";
import { givenProperties, propertySchema, shownProperties } from "./schemas.ts";

/** The kinds that the schemas of a resource tell apart: all of them by the same property. */
export function describeKinds(contract: Contract, { answers, inputs }: Resource): Kinds | undefined {
  const schemas = [...answers, ...inputs].map(({ schema }) => schema);
  const found = schemas.flatMap((schema) => kindsOf(schema) ?? []);
  const shown = answers.find(({ schema }) => kindsOf(schema))?.schema;
  const first = shown && kindsOf(shown);
  if (!first || found.some(({ property }) => property !== first.property)) return undefined;
  return {
    field: first.property,
    of: first.of.map(({ value }) => {
      const own = found.flatMap(({ of }) => of.filter((kind) => kind.value === value));
      const properties = own.flatMap(({ schema }) => [
        ...shownProperties(contract, schema),
        ...givenProperties(contract, schema),
      ]);
      return { value, fields: [...new Set(properties.map(({ name }) => name))] };
    }),
    evidence: evidence(
      `rows are of several kinds, told apart by ${first.property}`,
      step("one of several schemas", shown.span),
    ),
  };
}

/** The fields of rows of several kinds: those of some kinds only are not there in others. */
export function fieldsOfKinds(
  contract: Contract,
  resource: Resource,
  kinds: Kinds,
  fields: readonly Field[],
): readonly Field[] {
  return fields.map((field) => {
    const having = kinds.of.filter((kind) => kind.fields.includes(field.name));
    if (having.length === kinds.of.length) return field;
    const isKept = ["scalar", "enum", "json"].includes(field.meaning.kind);
    const hollow = having.find(({ value }) => isHollow(contract, resource, value, field));
    return {
      ...field,
      optional: true,
      ...(isKept && field.missing === "never" && { missing: "absent" as const }),
      ...(isKept &&
        hollow && {
          unfilled: `answers promise ${field.name} of ${hollow.value}, and rows may be made without it`,
        }),
    };
  });
}

/** Whether answers promise a field of a kind that nothing is sure to fill. */
function isHollow(contract: Contract, { answers, inputs }: Resource, value: string, field: Field): boolean {
  const promised = answers
    .flatMap(({ schema }) => kindsOf(schema)?.of ?? [])
    .filter((kind) => kind.value === value)
    .some(({ schema }) =>
      shownProperties(contract, schema).some(({ name, required }) => name === field.name && required),
    );
  const bodies = inputs
    .filter(({ creates }) => creates)
    .flatMap(({ schema }) => kindsOf(schema)?.of ?? [])
    .filter((kind) => kind.value === value);
  const isFilled = bodies.every(({ schema }) =>
    givenProperties(contract, schema).some(
      ({ name, required, schema: node }) =>
        name === field.name &&
        (required || declaredDefault(contract, propertySchema(contract, node)) !== undefined),
    ),
  );
  return promised && !field.nullable && !isFilled;
}
