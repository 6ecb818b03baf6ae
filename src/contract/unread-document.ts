import type { FindingList } from "./document/finding-list.ts";
import type { MapNode, Node } from "./document/node.ts";

const formats = { openapi: "OpenAPI", swagger: "Swagger", asyncapi: "AsyncAPI" } as const;

/** Tells of a document that says what it is, in a version that is not read. */
export function reportVersion(root: MapNode, findings: FindingList): void {
  const format = (["openapi", "swagger", "asyncapi"] as const).find((key) => root.entries.has(key));
  const entry = format === undefined ? undefined : root.entries.get(format);
  if (format === undefined || entry === undefined) return;
  const said = entry.value.kind === "scalar" ? entry.value.text : "";
  const known =
    format === "asyncapi"
      ? "only 2.0 to 2.6, 3.0 and 3.1 are"
      : "only OpenAPI 3.0 to 3.2 and Swagger 2.0 are";
  findings.add({
    rule: "contract/unsupported-version",
    severity: "error",
    message: `${formats[format]} ${said.slice(0, 40)} is not read yet: ${known}`,
    span: entry.span,
    mend: mendVersion(format, said),
  });
}

function mendVersion(format: keyof typeof formats, said: string): string {
  if (format === "swagger")
    return said.startsWith("1.")
      ? "convert it to OpenAPI 3.0 with a tool that knows Swagger 1"
      : 'write the version in full and in quotes: "2.0"';
  if (format === "openapi" && /^2(?:\.|$)/.test(said)) return 'write swagger: "2.0"';
  if (format === "openapi" && /^(?:3\.(?:[3-9]|\d\d)|[4-9])/.test(said))
    return "write 3.2.0 if it uses nothing that is newer; a later version reads it";
  if (format === "asyncapi" && /^(?:3\.(?:[2-9]|\d\d)|[4-9])/.test(said))
    return "write 3.1.0 if it uses nothing that is newer; a later version reads it";
  return format === "openapi"
    ? 'write the version in full, such as "3.1.0"'
    : 'write the version in full, such as "3.0.0"; a converter brings older ones to it';
}

export function reportNoContract(file: string, root: Node | undefined, findings: FindingList): void {
  findings.add({
    rule: "contract/not-a-contract",
    severity: "error",
    message: "this is no API contract: no `openapi`, `swagger` or `asyncapi` at the top says what it is",
    span: root?.span ?? { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: 'give an OpenAPI document, which begins with openapi: "3.1.0"',
  });
}
