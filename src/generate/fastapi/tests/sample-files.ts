import type { FormFile } from "#domain";
import { type Py, py, str } from "#python";
import type { OperationBlueprint } from "../blueprint.ts";

/** Files of each type, as far as their first bytes tell. */
const samples: ReadonlyMap<string, readonly [Py, Py]> = new Map([
  ["image/png", [py`b"\x89PNG\r\n\x1a\nfirst"`, py`b"\x89PNG\r\n\x1a\nsecond"`]],
  ["image/jpeg", [py`b"\xff\xd8\xfffirst"`, py`b"\xff\xd8\xffsecond"`]],
  ["image/gif", [py`b"GIF89a first"`, py`b"GIF89a second"`]],
  ["image/webp", [py`b"RIFF1234WEBP first"`, py`b"RIFF1234WEBP second"`]],
  ["application/pdf", [py`b"%PDF-1.7 first"`, py`b"%PDF-1.7 second"`]],
]);

/** A file that a form may bring: another number is another file. */
export function sampleFile({ types: [type = ""] }: FormFile, number: 0 | 1): Py {
  return (samples.get(type) ?? [py`b"first bytes"`, py`b"second bytes"`])[number];
}

/** The type that such a file has. */
export function sampleType({ types: [type] }: FormFile): string {
  return type ?? "application/octet-stream";
}

/** Files without which a form is refused. */
export function neededFiles({ meaning: { behaviour } }: OperationBlueprint): readonly FormFile[] {
  return "body" in behaviour ? (behaviour.body.form?.files ?? []).filter(({ required }) => required) : [];
}

/** `"cover": b"…"`, of each of them. */
export function fileEntries(operation: OperationBlueprint): readonly Py[] {
  return neededFiles(operation).map((file) => py`${str(file.name)}: ${sampleFile(file, 0)}`);
}
