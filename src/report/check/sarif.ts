import type { EvidenceStep, Finding, Fix, Severity, Span } from "#base";
import type { JsonValue } from "#contract";
import { sortFindings } from "../findings.ts";
import type { Sources } from "../sources.ts";
import { figure } from "../text/figures.ts";
import { endOf } from "./region.ts";
import type { Told } from "./told.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "note" };
const base = "%SRCROOT%";

/**
 * A file with more results in a run is refused:
 * https://docs.github.com/en/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit
 */
const mostResults = 25_000;

/** All findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifText(value: Told): string {
  const rules = value.rules.map(describeRule);
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const placed = value.findings.filter(({ span }) => span !== undefined);
  const others = value.findings.filter(({ span }) => span === undefined);
  const written = placed.length > mostResults ? sortFindings(placed).slice(0, mostResults) : placed;
  const notifications = [...others.map(notification), ...tellUnwritten(placed.length - written.length)];
  const run = {
    tool: { driver: { name: "keelback", semanticVersion: value.version, rules } },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [base]: { description: { text: "The folder that was checked." } } },
    invocations: [
      {
        executionSuccessful: value.exitCode !== 2,
        exitCode: value.exitCode,
        ...(notifications.length > 0 && { toolExecutionNotifications: notifications }),
      },
    ],
    results: written.map((finding) => result(finding, value, places.get(finding.rule))),
  };
  return JSON.stringify({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  });
}

/** The rules that were asked, and whatever else speaks; with their texts, which GitHub shows beside a finding. */
function describeRule({ id, severity, text, link }: Told["rules"][number]) {
  const [sentence = id] = text?.split(/\n\n/) ?? [];
  return {
    id,
    name: id,
    shortDescription: { text: sentence },
    defaultConfiguration: { level: levels[severity] },
    ...(text !== undefined && { help: { text, markdown: text } }),
    ...(link !== undefined && {
      helpUri: link,
      help: { text: `See ${link}`, markdown: `See [${id}](${link})` },
    }),
    properties: { tags: [id.slice(0, Math.max(0, id.indexOf("/")))] },
  };
}

function tellUnwritten(count: number): readonly JsonValue[] {
  if (count === 0) return [];
  const text = `${figure(count)} more findings are left out, none more severe than those that are here: GitHub takes ${figure(mostResults)}. All of them: --format json; fewer: a baseline, or rules set in keelback.yaml`;
  return [{ level: "note", message: { text } }];
}

function notification({ rule, severity, message }: Finding): JsonValue {
  return { level: levels[severity], message: { text: message }, descriptor: { id: rule } };
}

function result(
  finding: Finding,
  { sources, keyOf, evidence }: Told,
  ruleIndex: number | undefined,
): JsonValue {
  const { rule, severity, message, mend, span, path = [], fix } = finding;
  const text = mend === undefined ? message : `${message}. Mend: ${mend}`;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text },
    locations: span === undefined ? [] : [location(span, sources)],
    partialFingerprints: { "keelbackFinding/v1": keyOf(finding) },
    ...(path.length > 0 && evidence === "way" && { codeFlows: [codeFlow(path, sources)] }),
    ...(path.length > 0 &&
      evidence === "places" && {
        relatedLocations: path.map((step) => location(step.span, sources, step.message)),
      }),
    ...(fix !== undefined && { fixes: [describeFix(fix, mend ?? message)] }),
  };
}

function location(span: Span, sources: Sources, message?: string) {
  return {
    physicalLocation: { artifactLocation: artifact(span.file), region: region(span, sources) },
    ...(message !== undefined && { message: { text: message } }),
  };
}

function artifact(file: string) {
  return { uri: file.split("/").map(encodeURIComponent).join("/"), uriBaseId: base };
}

function region(span: Span, sources: Sources) {
  const end = endOf(span, sources);
  return { startLine: span.line, startColumn: span.column, endLine: end.line, endColumn: end.column };
}

function codeFlow(path: readonly EvidenceStep[], sources: Sources) {
  const locations = path.map((step) => ({ location: location(step.span, sources, step.message) }));
  return { threadFlows: [{ locations }] };
}

function describeFix({ edits }: Fix, text: string) {
  const files = Map.groupBy(edits, ({ span }) => span.file);
  const artifactChanges = [...files].map(([file, own]) => ({
    artifactLocation: artifact(file),
    replacements: own.map(({ span, text: instead }) => ({
      deletedRegion: { charOffset: span.offset, charLength: span.end - span.offset },
      insertedContent: { text: instead },
    })),
  }));
  return { description: { text }, artifactChanges };
}
