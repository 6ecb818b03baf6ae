import { imported, importedModule, py } from "#python";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";

/** `app/files.py`: what requests bring as a file, where some operation stores one. */
export function emitFiles({ tables }: Blueprint): readonly GeneratedFile[] {
  if (!tables.some(({ origin }) => origin.kind === "file")) return [];
  const refused = imported("fastapi.exceptions", "RequestValidationError");
  const constants = py`
    SIZE_MAX = 10 * 1024 * 1024
    MEDIA_TYPE = ${importedModule("re")}.compile(r"[\\w.+-]{1,127}/[\\w.+-]{1,127}", ${importedModule("re")}.ASCII)`;
  const sent = py`
    @${imported("dataclasses", "dataclass")}(frozen=True, slots=True)
    class SentContent:
        content: bytes
        media_type: str`;
  const read = py`
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
  const refusal = py`
    def _refusal(kind: str, message: str) -> ${refused}:
        return ${refused}([{"type": kind, "loc": ("body",), "msg": message, "input": None}])`;
  const alias = py`SentFile = ${imported("typing", "Annotated")}[SentContent, ${imported("fastapi", "Depends")}(read_content)]`;
  return [pythonFile("app/files.py", [constants, sent, read, refusal, alias])];
}
