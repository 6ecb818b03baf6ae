import { imported, importedModule, type Py, py, str } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { formFilesOf } from "./forms.ts";
import { pythonFile } from "./names.ts";
import { chooseType, readRange } from "./qr-codes.ts";

/** `app/files.py`: what requests bring as a file, and how it is answered. */
export function emitFiles(blueprint: Blueprint): readonly GeneratedFile[] {
  const { domain, tables } = blueprint;
  if (!tables.some(({ origin }) => origin.kind === "file")) return [];
  const behaviours = domain.operations.map(({ behaviour }) => behaviour);
  const isStored = behaviours.some(({ kind }) => kind === "store-file");
  const reads = behaviours.filter((behaviour) => behaviour.kind === "read-file");
  const offersText = reads.some(({ text }) => text !== undefined);
  const takesAny = isStored || formFilesOf(blueprint).some(({ types }) => types.length === 0);
  return [
    pythonFile("app/files.py", [
      ...(takesAny ? [constants(isStored)] : []),
      sentContent(),
      ...(isStored ? [readContent(), refusal()] : []),
      ...(reads.length > 0 ? [answerFile({ offersText, takesAny })] : []),
      ...(offersText ? [chooseType(), readRange()] : []),
      ...(isStored ? [alias()] : []),
    ]),
  ];
}

const refused = (): Py => imported("fastapi.exceptions", "RequestValidationError");

function constants(isStored: boolean): Py {
  return py`
    ${isStored && py`SIZE_MAX = 10 * 1024 * 1024`}
    MEDIA_TYPE = ${importedModule("re")}.compile(r"[\\w.+-]{1,127}/[\\w.+-]{1,127}", ${importedModule("re")}.ASCII)`;
}

function sentContent(): Py {
  return py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class SentContent:
        content: bytes
        media_type: str`;
}

function readContent(): Py {
  return py`
    async def read_content(request: ${imported("fastapi", "Request")}) -> SentContent:
        """Read the body as it is: an empty one is no file, and a large one is not read to its end."""
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            if len(content) > SIZE_MAX:
                raise _refusal("too_long", f"must have at most {SIZE_MAX} bytes")
        if not content:
            raise _refusal("missing", "a file is needed")
        declared = MEDIA_TYPE.match(request.headers.get("content-type", ""))
        return SentContent(
            bytes(content), declared[0].lower() if declared else "application/octet-stream"
        )`;
}

function refusal(): Py {
  return py`
    def _refusal(kind: str, message: str) -> ${refused()}:
        return ${refused()}([{"type": kind, "loc": ("body",), "msg": message, "input": None}])`;
}

function alias(): Py {
  return py`SentFile = ${imported("typing", "Annotated")}[SentContent, ${imported("fastapi", "Depends")}(read_content)]`;
}

function answerFile({
  offersText,
  takesAny,
}: {
  readonly offersText: boolean;
  readonly takesAny: boolean;
}): Py {
  const response = imported("fastapi", "Response");
  const headers = [
    py`${str("X-Content-Type-Options")}: ${str("nosniff")}`,
    ...(takesAny ? [py`${str("Content-Disposition")}: ${str("attachment")}`] : []),
    ...(offersText ? [py`${str("Vary")}: ${str("Accept")}`] : []),
  ];
  return py`
    def answer_file(content: bytes, media_type: str) -> ${response}:
        """Answer bytes that somebody sent: no browser shall take them for more than they are."""
        return ${response}(content, media_type=media_type, headers={${headers}})`;
}
