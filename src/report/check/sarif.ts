import type { EvidenceStep, Finding, Fix, Severity, Span } from "#base";
import type { JsonValue } from "#contract";
import { notices, ruleTexts } from "#rules";
import type { CheckValue } from "#verbs";
import type { Sources } from "../sources.ts";
import { endOf } from "./region.ts";

const levels: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "note" };
const base = "%SRCROOT%";

/** All findings as SARIF 2.1.0: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
export function sarifText(value: CheckValue): string {
  const rules = describeRules(value);
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const [placed, others] = [
    value.findings.filter(({ span }) => span !== undefined),
    value.findings.filter(({ span }) => span === undefined),
  ];
  const run = {
    tool: { driver: { name: "keelback", semanticVersion: value.version, rules } },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { [base]: { description: { text: "The folder that was checked." } } },
    invocations: [
      {
        executionSuccessful: value.exitCode !== 2,
        exitCode: value.exitCode,
        ...(others.length > 0 && { toolExecutionNotifications: others.map(notification) }),
      },
    ],
    results: placed.map((finding) => result(finding, value, places.get(finding.rule))),
  };
  return JSON.stringify({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [run],
  });
}

/** The rules that were asked, and whatever else speaks; with their texts, which GitHub shows beside a finding. */
function describeRules({ choices, findings, links }: CheckValue) {
  const own = choices.map(({ id, rule, severity }) =>
    describeRule(id, severity ?? rule.severity, ruleTexts[id]),
  );
  const known = new Set(choices.map(({ id }) => id));
  const others = new Map(
    findings.filter(({ rule }) => !known.has(rule)).map((finding) => [finding.rule, finding]),
  );
  return [
    ...own,
    ...[...others.values()].map(({ rule, severity }) =>
      describeRule(rule, severity, notices[rule], links.get(rule)),
    ),
  ];
}

function describeRule(id: string, severity: Severity, text: string | undefined, link?: string) {
  const body = text?.replace(/^# .*\n+/, "");
  const [sentence = id] = body?.split(/\n\n/) ?? [];
  return {
    id,
    name: id,
    shortDescription: { text: sentence },
    defaultConfiguration: { level: levels[severity] },
    ...(body !== undefined && { help: { text: body, markdown: body } }),
    ...(link !== undefined && {
      helpUri: link,
      help: { text: `See ${link}`, markdown: `See [${id}](${link})` },
    }),
    properties: { tags: [id.slice(0, Math.max(0, id.indexOf("/")))] },
  };
}

function notification({ rule, severity, message }: Finding): JsonValue {
  return { level: levels[severity], message: { text: message }, descriptor: { id: rule } };
}

function result(finding: Finding, { sources, keyOf }: CheckValue, ruleIndex: number | undefined): JsonValue {
  const { rule, severity, message, mend, span, path = [], fix } = finding;
  const text = mend === undefined ? message : `${message}. Mend: ${mend}`;
  return {
    ruleId: rule,
    ...(ruleIndex !== undefined && { ruleIndex }),
    level: levels[severity],
    message: { text },
    locations: span === undefined ? [] : [location(span, sources)],
    partialFingerprints: { "keelbackFinding/v1": keyOf(finding) },
    ...(path.length > 0 && { codeFlows: [codeFlow(path, sources)] }),
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
