import type { Finding } from "#base";
import { asyncapiGrammar } from "./asyncapi/grammar.ts";
import { readAsyncapi } from "./asyncapi/read-asyncapi.ts";
import { type BundledDocument, bundleDocument } from "./bundle/bundle-document.ts";
import type { Grammar } from "./bundle/grammar.ts";
import type { OpenFile } from "./bundle/open-file.ts";
import { openapiGrammar } from "./bundle/openapi-grammar.ts";
import { printBundle } from "./bundle/print-bundle.ts";
import type { Bundle, Contract, ContractReading } from "./contract.ts";
import type { FindingList } from "./document/finding-list.ts";
import { jsonValueOf } from "./document/json-value.ts";
import { type MapNode, type Node, valueAt } from "./document/node.ts";
import { readDocument } from "./document/read-document.ts";
import { nothingSpent } from "./document/spent.ts";
import { jsonSchemaGrammar } from "./json-schema/grammar.ts";
import { isJsonSchema, readJsonSchema } from "./json-schema/read-json-schema.ts";
import { readRecord } from "./markdown/read-record.ts";
import { readOpenapi } from "./openapi/read-openapi.ts";
import type { Links } from "./openapi/reader.ts";
import { applyOverlays } from "./overlay/apply-overlay.ts";
import type { Overlay } from "./overlay/read-overlay.ts";
import { readSwagger } from "./swagger/read-swagger.ts";
import { reportNoContract, reportVersion } from "./unread-document.ts";

/**
 * Reads a contract of any format that is known. Never throws; bad input yields findings and as much value as it has.
 * Other files that it refers to are read where there is something that opens them. Overlays are applied before it is
 * understood; what comes from one has its place there.
 */
export function readContract(
  file: string,
  text: string,
  open?: OpenFile,
  overlays: readonly Overlay[] = [],
): ContractReading {
  if (/\.(?:md|markdown)$/i.test(file)) return readMarkdown(file, text);
  const spent = nothingSpent();
  const { root: bare, findings, brokenFrom } = readDocument(file, text, spent);
  const overlaid = bare?.kind === "map" && overlays.length > 0 ? applyOverlays(bare, overlays) : undefined;
  for (const finding of overlaid?.findings ?? []) findings.add(finding);
  const root = overlaid?.root ?? bare;
  const format = root?.kind === "map" ? formatOf(root) : undefined;
  const bundled =
    root?.kind === "map" && format !== undefined && open !== undefined
      ? bundleDocument({ file, text, root, findings, spent, open, grammar: format.grammar })
      : undefined;
  const swagger =
    root?.kind === "map" && isSwagger(root) ? readSwagger(file, text, root, findings) : undefined;
  const bundle = bundled === undefined ? swagger?.bundle : makeBundle(bundled, bare);
  const whole = swagger?.root ?? bundled?.root ?? root;
  const value =
    format !== undefined && whole?.kind === "map"
      ? format.read({ file, text: bundle?.text ?? text, root: whole, findings, links: bundled?.links })
      : swagger?.value;
  if (value === undefined) {
    if (root?.kind === "map") reportVersion(root, findings);
    if (!findings.all().some((finding) => finding.severity === "error"))
      reportNoContract(file, root, findings);
  }
  const isBefore = ({ span }: Finding) =>
    span === undefined ||
    span.offset <= (bundled?.brokenFrom.get(span.file) ?? (span.file === file ? brokenFrom : Infinity));
  return {
    value,
    findings: findings.all().filter((finding) => finding.rule === "contract/unreadable" || isBefore(finding)),
    ...(bundle === undefined ? {} : { bundle }),
    ...(whole === undefined ? {} : { plain: () => jsonValueOf(whole) }),
  };
}

function readMarkdown(file: string, text: string): ContractReading {
  const { value, findings, bundle, root } = readRecord(file, text);
  return {
    value,
    findings,
    ...(bundle === undefined ? {} : { bundle }),
    ...(root === undefined ? {} : { plain: () => jsonValueOf(root) }),
  };
}

interface Format {
  readonly grammar: Grammar;
  read(document: {
    readonly file: string;
    readonly text: string;
    readonly root: MapNode;
    readonly findings: FindingList;
    readonly links: Links | undefined;
  }): Contract;
}

function formatOf(root: MapNode): Format | undefined {
  const openapi = versionAt(root, "openapi", /^(3\.[012])(?:\.\d+|$)/);
  if (openapi === "3.0" || openapi === "3.1" || openapi === "3.2")
    return {
      grammar: openapiGrammar(openapi === "3.0"),
      read: (document) => readOpenapi({ ...document, version: openapi }),
    };
  const asyncapi = root.entries.has("openapi")
    ? undefined
    : versionAt(root, "asyncapi", /^(2\.[0-6]|3\.[01])(?:\.\d+|$)/);
  if (asyncapi !== undefined)
    return { grammar: asyncapiGrammar, read: (document) => readAsyncapi({ ...document, version: asyncapi }) };
  if (["openapi", "swagger", "asyncapi", "overlay"].some((key) => root.entries.has(key))) return undefined;
  return isJsonSchema(root) ? { grammar: jsonSchemaGrammar, read: readJsonSchema } : undefined;
}

function versionAt(root: MapNode, key: string, form: RegExp): string | undefined {
  const said = valueAt(root, key);
  return said?.kind === "scalar" ? form.exec(said.text)?.[1] : undefined;
}

function isSwagger(root: MapNode): boolean {
  const version = root.entries.has("openapi") ? undefined : valueAt(root, "swagger");
  return version?.kind === "scalar" && version.text === "2.0";
}

/** Nothing where the contract is one file that refers to no other. */
function makeBundle({ root, texts }: BundledDocument, before: Node | undefined): Bundle | undefined {
  return texts.size === 0 && root === before ? undefined : { text: printBundle(root), sources: texts };
}
