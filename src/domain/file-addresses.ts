import { splitWords } from "#base";
import type { Field, FieldMeaning } from "./domain.ts";
import { type FileRead, fileNoun } from "./file-reads.ts";
import type { Sighting } from "./missing.ts";
import type { Resource } from "./resources.ts";

type Address = Extract<FieldMeaning, { readonly kind: "file-address" }>;

interface AddressContext {
  readonly resource: Resource;
  readonly fileReads: readonly FileRead[];
}

const addressWords: ReadonlySet<string> = new Set(["url", "uri", "href", "link"]);

/** What a text that no body gives is, where it is called after a file of the row: `photoUrl`. */
export function fileAddress(
  { resource, fileReads }: AddressContext,
  { property, schema }: Sighting,
): Address | undefined {
  const words = splitWords(property.name);
  const isText = schema.types.length === 1 && schema.types.includes("string");
  if (!isText || !addressWords.has(words.at(-1) ?? "") || (schema.format ?? "uri") !== "uri")
    return undefined;
  const file = words.slice(0, -1).join("_");
  const read = fileReads.find((each) => each.resource === resource && each.file === file);
  return read && { kind: "file-address", file, path: read.shape.operation.path, key: read.parameter };
}

/** What a row shows of the address of a file that it does not have. */
export function missingAddress(
  { shapes }: Resource,
  { property, schema, answered, requiredInAnswers }: Sighting,
  file: string,
): Pick<Field, "missing" | "unfilled"> {
  const always = shapes.some(({ body }) =>
    body?.form?.files.some(({ name, required }) => required && fileNoun(name) === file),
  );
  if (always) return { missing: "never" };
  if ((answered ?? schema).nullable) return { missing: "null" };
  return requiredInAnswers
    ? { missing: "never", unfilled: `answers promise ${property.name}, and rows may have no ${file}` }
    : { missing: "absent" };
}
