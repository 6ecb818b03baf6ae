import type { BodyShape, FormFile } from "./body-shapes.ts";
import { isTellable, readFileLimits, tellableImages } from "./file-limits.ts";
import { type FileRead, fileNoun } from "./file-reads.ts";
import type { FormView } from "./form-bodies.ts";
import type { OperationShape } from "./shapes.ts";

/** A form as a body has it: its files, and how it is sent. */
export function formShape(
  form: FormView,
  shape: OperationShape,
  reads: readonly FileRead[],
): NonNullable<BodyShape["form"]> {
  return { files: formFiles(form, shape, reads), ...(form.urlencoded && { urlencoded: true }) };
}

const usualMaximum = 10 * 1024 * 1024;

/** The files of a body in parts: of the types that the words name, else of those that are answered. */
function formFiles(
  { files }: FormView,
  shape: OperationShape,
  reads: readonly FileRead[],
): readonly FormFile[] {
  return files.map(({ description, ...part }) => {
    const file = fileNoun(part.name);
    const { types, maximum = usualMaximum } = readFileLimits(description);
    const read = reads.find((each) => each.file === file && each.resource.shapes.includes(shape));
    return {
      ...part,
      file,
      description,
      types: types.length > 0 ? types : (read?.types ?? []).flatMap(eachType),
      maximum,
    };
  });
}

/** Any type is told by no bytes: then all will do. */
function eachType(type: string): readonly string[] {
  if (type === "*/*" || type === "application/octet-stream") return [];
  return type === "image/*" ? tellableImages : [type];
}

/** Why no file of a form can be told to be what it must be; undefined where it can. */
export function whyNotTold(body: {
  readonly form?: { readonly files: readonly FormFile[] };
}): string | undefined {
  for (const { name, types } of body.form?.files ?? []) {
    const strange = types.find((type) => !isTellable(type));
    if (strange !== undefined) return `nothing here tells whether ${name} is ${strange}`;
  }
  return undefined;
}
