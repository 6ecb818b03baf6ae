import type { Finding } from "#base";
import { type BundledDocument, bundleDocument } from "./bundle/bundle-document.ts";
import type { OpenFile } from "./bundle/open-file.ts";
import { printBundle } from "./bundle/print-bundle.ts";
import type { Bundle, ContractReading } from "./contract.ts";
import type { FindingList } from "./document/finding-list.ts";
import { jsonValueOf } from "./document/json-value.ts";
import { type MapNode, type Node, valueAt } from "./document/node.ts";
import { readDocument } from "./document/read-document.ts";
import { nothingSpent } from "./document/spent.ts";
import { readOpenapi } from "./openapi/read-openapi.ts";
import { readSwagger } from "./swagger/read-swagger.ts";

/**
 * Reads a contract of any format that is known. Never throws; bad input yields findings and as much value as it has.
 * Other files that it refers to are read where there is something that opens them.
 */
export function readContract(file: string, text: string, open?: OpenFile): ContractReading {
  const spent = nothingSpent();
  const { root, findings, brokenFrom } = readDocument(file, text, spent);
  const bundled =
    root?.kind === "map" && open !== undefined && isOpenapi(root)
      ? bundleDocument({ file, text, root, findings, spent, open })
      : undefined;
  const swagger =
    root?.kind === "map" && isSwagger(root) ? readSwagger(file, text, root, findings) : undefined;
  const bundle = bundled === undefined ? swagger?.bundle : makeBundle(bundled, root);
  const value =
    swagger === undefined && root?.kind === "map"
      ? readRoot(file, bundle?.text ?? text, root, findings, bundled)
      : swagger?.value;
  if (value === undefined && !findings.all().some((finding) => finding.severity === "error"))
    reportNoContract(file, root, findings);
  const whole = swagger?.root ?? bundled?.root ?? root;
  const isBefore = ({ span }: Finding) =>
    span === undefined || span.offset <= (bundled?.brokenFrom.get(span.file) ?? brokenFrom);
  return {
    value,
    findings: findings.all().filter((finding) => finding.rule === "contract/unreadable" || isBefore(finding)),
    ...(bundle === undefined ? {} : { bundle }),
    ...(whole === undefined ? {} : { plain: () => jsonValueOf(whole) }),
  };
}

function isOpenapi(root: MapNode): boolean {
  const openapi = valueAt(root, "openapi");
  return openapi?.kind === "scalar" && openapi.text.startsWith("3.");
}

function isSwagger(root: MapNode): boolean {
  const version = root.entries.has("openapi") ? undefined : valueAt(root, "swagger");
  return version?.kind === "scalar" && version.text === "2.0";
}

/** Nothing where the contract is one file that refers to no other. */
function makeBundle({ root, texts }: BundledDocument, before: Node | undefined): Bundle | undefined {
  return texts.size === 0 && root === before ? undefined : { text: printBundle(root), sources: texts };
}

function readRoot(
  file: string,
  text: string,
  root: MapNode,
  findings: FindingList,
  bundled?: BundledDocument,
): ContractReading["value"] {
  const openapi = valueAt(root, "openapi");
  const version = openapi?.kind === "scalar" ? /^(3\.[012])(?:\.\d+|$)/.exec(openapi.text)?.[1] : undefined;
  if (version === "3.0" || version === "3.1" || version === "3.2")
    return readOpenapi(file, text, version, bundled?.root ?? root, findings, bundled?.links);
  const format = (["openapi", "swagger", "asyncapi"] as const).find((key) => root.entries.has(key));
  const entry = format === undefined ? undefined : root.entries.get(format);
  if (format === undefined || entry === undefined) return undefined;
  const said = entry.value.kind === "scalar" ? entry.value.text : "";
  const name = { openapi: "OpenAPI", swagger: "Swagger", asyncapi: "AsyncAPI" }[format];
  findings.add({
    rule: "contract/unsupported-version",
    severity: "error",
    message: `${name} ${said.slice(0, 40)} is not read yet: only OpenAPI 3.0 to 3.2 and Swagger 2.0 are`,
    span: entry.span,
    mend: mendVersion(format, said),
  });
  return undefined;
}

function mendVersion(format: string, said: string): string {
  if (format === "swagger")
    return said.startsWith("1.")
      ? "convert it to OpenAPI 3.0 with a tool that knows Swagger 1"
      : 'write the version in full and in quotes: "2.0"';
  if (format === "openapi" && /^2(?:\.|$)/.test(said)) return 'write swagger: "2.0"';
  if (format === "openapi" && /^(?:3\.(?:[3-9]|\d\d)|[4-9])/.test(said))
    return "write 3.2.0 if it uses nothing that is newer; a later version reads it";
  return format === "openapi" ? 'write the version in full, such as "3.1.0"' : "a later version reads it";
}

function reportNoContract(file: string, root: Node | undefined, findings: FindingList): void {
  findings.add({
    rule: "contract/not-a-contract",
    severity: "error",
    message: "this is no API contract: no `openapi` or `swagger` at the top says what it is",
    span: root?.span ?? { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: 'give an OpenAPI document, which begins with openapi: "3.1.0"',
  });
}
