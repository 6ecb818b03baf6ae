import type { JsonValue } from "#contract";
import type { ExplainValue, RuleLine } from "#verbs";
import { sourceLine } from "../excerpt.ts";
import { reportFindings } from "../findings.ts";
import { findingsJson, toJson } from "../json.ts";
import { operationJson } from "../plan/json.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { layTable, type Row } from "../text/table.ts";
import { explainBehaviourText } from "./markdown.ts";
import { explainOperation } from "./operation.ts";

export function reportExplain(value: ExplainValue, look: Look): readonly string[] {
  switch (value.kind) {
    case "operation":
      return explainOperation(value, look);
    case "behaviour":
      return explainBehaviourText(value.text, look);
    case "rule":
      return [
        ...explainBehaviourText(value.text, look),
        "",
        ...layParagraph(tellSettings(value), look, 0, "faint"),
      ];
    case "rules":
      return layRules(value.rules, look);
    case "unknown":
      return reportFindings(value.findings, { look, sources: value.sources, most: 20 });
  }
}

/** `warning, on; keelback.yaml: rules: { errors/swallowed-error: off }` */
function tellSettings({ name, rule }: Extract<ExplainValue, { kind: "rule" }>): string {
  const fixes = { safe: ", mended by --fix", review: ", mended by --fix --unsafe", none: "" } as const;
  const isOn = rule.on ? "on" : "off unless it is turned on";
  return `${rule.severity}, ${isOn}${fixes[rule.fix]}; to change it: rules: { ${name}: ${rule.on ? "off" : "on"} } in keelback.yaml`;
}

function layRules(rules: readonly RuleLine[], look: Look): readonly string[] {
  const rows = rules.map(
    ({ id, severity, on, sentence }): Row => ({
      cells: [
        { text: id, style: "heading" },
        { text: on ? severity : "off", style: "faint" },
      ],
      body: { text: sentence },
    }),
  );
  return [
    ...layTable(rows, { look, indent: 0 }),
    "",
    ...layParagraph("next: keelback explain RULE", look, 0, "good"),
  ];
}

export function explainJson(value: ExplainValue): { readonly [key: string]: JsonValue } {
  switch (value.kind) {
    case "operation": {
      const { domain, operation, settings, sources } = value;
      const own = domain.assumptions.filter(({ setting }) =>
        setting.startsWith(`domain.operations.${operation.id}.`),
      );
      return {
        kind: value.kind,
        contract: domain.contractFile,
        operation: operationJson(operation),
        excerpts: operation.evidence.because.map(({ message, span }) => ({
          message,
          place: toJson(span),
          line: sourceLine(span, sources) ?? "",
        })),
        assumptions: toJson(own),
        settings: toJson(settings),
      };
    }
    case "behaviour":
      return { kind: value.kind, name: value.name, text: value.text };
    case "rule": {
      const { severity, on, fix } = value.rule;
      return { kind: value.kind, name: value.name, severity, on, fix, text: value.text };
    }
    case "rules":
      return { kind: value.kind, rules: toJson(value.rules) };
    case "unknown":
      return { kind: value.kind, findings: findingsJson(value.findings) };
  }
}
