import { type Contract, flattenSchema, type MediaType, type Property, type Schema } from "#contract";
import { withoutProperties } from "./kinds.ts";

/** The files of a body in parts (`multipart/form-data`), whose other parts are plain values. */
export interface FormView {
  readonly files: readonly FilePart[];
  /** A part that is neither one file nor one plain value. */
  readonly strange?: string;
}

export interface FilePart {
  readonly name: string;
  readonly required: boolean;
  readonly nullable: boolean;
  readonly description: string;
}

/** What a body in parts holds beside files, where it is only sent so. */
export function formMedia(content: readonly MediaType[]): MediaType | undefined {
  return content.find(({ type }) => /^multipart\/form-data\b/i.test(type));
}

/** Parts a form into its files and the schema of the rest. */
export function readForm(contract: Contract, whole: Schema): { schema: Schema; form: FormView } {
  const parts = whole.properties.map((property) => ({
    property,
    schema: flattenSchema(contract, property.schema),
  }));
  const files = parts.filter(({ schema }) => isBytes(schema));
  const strange = parts.find(
    (part) => !files.includes(part) && !part.schema.readOnly && !isPlain(part.schema),
  );
  return {
    schema: withoutProperties(whole, new Set(files.map(({ property }) => property.name))),
    form: {
      files: files.map(({ property, schema }) => filePart(property, schema)),
      ...(strange && { strange: strange.property.name }),
    },
  };
}

function filePart({ name, required }: Property, { description, nullable }: Schema): FilePart {
  return { name, required, nullable, description };
}

function isBytes({ types, format }: Schema): boolean {
  return format === "binary" && types.every((type) => type === "string");
}

/** A value that one part of a form spells as a text. */
function isPlain({ types, oneOf, anyOf, enum: choices, const: only }: Schema): boolean {
  const isScalar = types.length === 1 && types[0] !== "object" && types[0] !== "array";
  const isText = [...(choices ?? []), only ?? ""].every((value) => typeof value === "string");
  return isScalar && isText && oneOf.length + anyOf.length <= 1;
}
