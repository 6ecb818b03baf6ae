import type { FormFile } from "#domain";
import { blocks, imported, importedModule, literal, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { notAFile } from "../refusal-texts.ts";
import { pythonFile } from "./names.ts";
import { fieldLine } from "./schemas/field-line.ts";
import { type AnnotatedType, annotate } from "./value-types.ts";

/** Files that come as parts of forms. */
export function formFilesOf({ domain }: Pick<Blueprint, "domain">): readonly FormFile[] {
  return domain.operations.flatMap(({ behaviour }) =>
    behaviour.kind === "create" ? (behaviour.body.form?.files ?? []) : [],
  );
}

/** Whether some operation takes a form. */
export function takesForms({ domain }: Pick<Blueprint, "domain">): boolean {
  return domain.operations.some(({ behaviour }) => "body" in behaviour && behaviour.body.form);
}

/** A value as one part of a form spells it. */
export function spelled({ type, annotations }: AnnotatedType, isText: boolean): AnnotatedType {
  if (isText) return { type, annotations };
  const read = py`${imported("pydantic", "BeforeValidator")}(${imported("app.forms", "read_scalar")})`;
  return { type, annotations: [...annotations, read] };
}

/** A part that is a file, of the types and the size that it may have. */
export function fileLine(blueprint: Blueprint, file: FormFile): Py {
  const { name: part, required, nullable, types, maximum } = file;
  const schema = { type: nullable ? ["string", "null"] : "string", format: "binary" };
  const content = imported("app.files", "SentContent");
  const reader = imported("app.forms", types.length > 0 ? "read_file" : "read_any_file");
  const limits = [...types.map((type) => str(type)), py`size_max=${literal(maximum)}`];
  const known = annotate(required ? content : py`${content} | None`, [
    py`${imported("pydantic", "BeforeValidator")}(${reader}(${limits}))`,
    py`${imported("pydantic", "WithJsonSchema")}(${literal(schema)})`,
  ]);
  return fieldLine(blueprint, part, known, required ? undefined : py`None`);
}

/** What files of a type begin with. */
const signatures: ReadonlyMap<string, Py> = new Map([
  ["image/png", py`rb"\x89PNG\r\n\x1a\n"`],
  ["image/jpeg", py`rb"\xff\xd8\xff"`],
  ["image/gif", py`rb"GIF8[79]a"`],
  ["image/webp", py`rb"RIFF.{4}WEBP", ${importedModule("re")}.DOTALL`],
  ["application/pdf", py`rb"%PDF-"`],
]);

/** `app/forms.py`: how the parts of a form are read, where some operation takes one. */
export function emitForms(blueprint: Blueprint, used: ReadonlySet<string>): readonly GeneratedFile[] {
  if (used.size === 0) return [];
  const re = importedModule("re");
  const types = [...new Set(formFilesOf(blueprint).flatMap((file) => file.types))];
  const scalar = py`
    # Numbers and flags as JSON spells them.
    SCALAR = ${re}.compile(r"true|false|-?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")`;
  const known = py`
    # What files of a type begin with.
    SIGNATURES = {
        ${types.map((type) => py`${str(type)}: ${re}.compile(${signatures.get(type)}),`)}
    }`;
  const constants = [...(used.has("read_scalar") ? [scalar] : []), ...(used.has("read_file") ? [known] : [])];
  return [
    pythonFile("app/forms.py", [
      ...(constants.length > 0 ? [blocks(constants)] : []),
      ...(used.has("read_scalar") ? [readScalar()] : []),
      ...(used.has("read_file") ? [readFile()] : []),
      ...(used.has("read_any_file") ? [readAnyFile()] : []),
      ...(used.has("read_file") || used.has("read_any_file") ? [readContent()] : []),
    ]),
  ];
}

function readScalar(): Py {
  return py`
    def read_scalar(value: object) -> object:
        if isinstance(value, str) and SCALAR.fullmatch(value):
            return ${imported("json", "loads")}(value)
        return value`;
}

const sent = (): Py => imported("app.files", "SentContent");
const reader = (): Py => py`${imported("collections.abc", "Callable")}[[object], ${sent()}]`;
const refusal = (): Py => imported("pydantic_core", "PydanticCustomError");
const upload = (): Py => imported("starlette.datastructures", "UploadFile");

function readFile(): Py {
  return py`
    def read_file(*media_types: str, size_max: int) -> ${reader()}:
        """Take a part for a file of one of these types, as its first bytes tell."""

        def read(part: object) -> ${sent()}:
            content = read_content(part, size_max)
            for media_type in media_types:
                if SIGNATURES[media_type].match(content):
                    return SentContent(content, media_type)
            raise ${refusal()}(
                "media_type", "must be {types}", {"types": " or ".join(media_types)}
            )

        return read`;
}

function readAnyFile(): Py {
  return py`
    def read_any_file(*, size_max: int) -> ${reader()}:
        """Take a part for a file of the type that its sender says."""

        def read(part: object) -> ${sent()}:
            content = read_content(part, size_max)
            declared = isinstance(part, ${upload()}) and ${imported("app.files", "MEDIA_TYPE")}.match(part.content_type or "")
            return SentContent(
                content, declared[0].lower() if declared else "application/octet-stream"
            )

        return read`;
}

function readContent(): Py {
  return py`
    def read_content(part: object, size_max: int) -> bytes:
        content = part.file.read(size_max + 1) if isinstance(part, ${upload()}) else b""
        if not content:
            raise ${refusal()}("file", ${str(notAFile)})
        if len(content) > size_max:
            raise PydanticCustomError(
                "too_long", "must have at most {size_max} bytes", {"size_max": size_max}
            )
        return content`;
}
