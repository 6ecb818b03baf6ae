import { type Contract, flattenSchema, type MediaType, type Property, type Schema } from "#contract";
import { withoutProperties } from "./kinds.ts";
import { grantParts } from "./password-grant.ts";

/** The files of a body in parts (`multipart/form-data`), whose other parts are plain values. */
export interface FormView {
  /** Its media type is `application/x-www-form-urlencoded`: it has no files. */
  readonly urlencoded?: true;
  /** What a form of OAuth 2 brings beside a name and a password. */
  readonly grant?: readonly Property[];
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
  return content.find(({ type }) => /^multipart\/form-data\b/i.test(type)) ?? content.find(isUrlencoded);
}

/** Whether a form is sent as queries are: `a=b&c=d`. */
export function isUrlencoded({ type }: MediaType): boolean {
  return /^application\/x-www-form-urlencoded\b/i.test(type);
}

/** Parts a form as queries are into what stands for a row, and what only OAuth 2 asks for. */
export function readUrlencoded(contract: Contract, whole: Schema): { schema: Schema; form: FormView } {
  const grant = grantParts(whole.properties);
  const rest = withoutProperties(whole, new Set(grant.map(({ name }) => name)));
  const { schema, form } = readForm(contract, rest);
  const [file] = form.files;
  return {
    schema,
    form: {
      ...form,
      ...(file && { strange: file.name }),
      urlencoded: true,
      ...(grant.length > 0 && { grant }),
    },
  };
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
