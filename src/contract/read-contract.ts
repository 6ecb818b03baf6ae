import type { ContractReading } from "./contract.ts";
import type { FindingList } from "./document/finding-list.ts";
import { type MapNode, type Node, valueAt } from "./document/node.ts";
import { readDocument } from "./document/read-document.ts";
import { readOpenapi } from "./openapi/read-openapi.ts";

/** Reads a contract of any format that is known. Never throws; bad input yields findings and as much value as it has. */
export function readContract(file: string, text: string): ContractReading {
  const { root, findings, brokenFrom } = readDocument(file, text);
  const value = root?.kind === "map" ? readRoot(file, text, root, findings) : undefined;
  if (value === undefined && !findings.all().some((finding) => finding.severity === "error"))
    reportNoContract(file, root, findings);
  const isBefore = (offset: number | undefined) => offset === undefined || offset <= brokenFrom;
  return {
    value,
    findings: findings
      .all()
      .filter((finding) => finding.rule === "contract/unreadable" || isBefore(finding.span?.offset)),
  };
}

function readRoot(
  file: string,
  text: string,
  root: MapNode,
  findings: FindingList,
): ContractReading["value"] {
  const openapi = valueAt(root, "openapi");
  const version = openapi?.kind === "scalar" ? /^(3\.[01])(?:\.\d+|$)/.exec(openapi.text)?.[1] : undefined;
  if (version === "3.0" || version === "3.1") return readOpenapi(file, text, version, root, findings);
  const format = (["openapi", "swagger", "asyncapi"] as const).find((key) => root.entries.has(key));
  const entry = format === undefined ? undefined : root.entries.get(format);
  if (format === undefined || entry === undefined) return undefined;
  const said = entry.value.kind === "scalar" ? entry.value.text : "";
  const name = { openapi: "OpenAPI", swagger: "Swagger", asyncapi: "AsyncAPI" }[format];
  findings.add({
    rule: "contract/unsupported-version",
    severity: "error",
    message: `${name} ${said.slice(0, 40)} is not read yet: only OpenAPI 3.0 and 3.1 are`,
    span: entry.span,
    mend: mendVersion(format, said),
  });
  return undefined;
}

function mendVersion(format: string, said: string): string {
  if (format === "swagger") return "convert it to OpenAPI 3.0, for example with `swagger2openapi`";
  if (format === "openapi" && said.startsWith("3.2"))
    return "write 3.1.1 if it uses nothing that is new in 3.2; a later version reads it";
  return format === "openapi" ? 'write the version in full, such as "3.1.0"' : "a later version reads it";
}

function reportNoContract(file: string, root: Node | undefined, findings: FindingList): void {
  findings.add({
    rule: "contract/not-a-contract",
    severity: "error",
    message: "this is no API contract: no `openapi` at the top says what it is",
    span: root?.span ?? { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: 'give an OpenAPI document, which begins with openapi: "3.1.0"',
  });
}
