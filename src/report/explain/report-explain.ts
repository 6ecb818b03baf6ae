import type { JsonValue } from "#contract";
import type { ExplainValue } from "#verbs";
import { sourceLine } from "../excerpt.ts";
import { reportFindings } from "../findings.ts";
import { findingsJson, toJson } from "../json.ts";
import { operationJson } from "../plan/json.ts";
import type { Look } from "../text/look.ts";
import { explainBehaviourText } from "./markdown.ts";
import { explainOperation } from "./operation.ts";

export function reportExplain(value: ExplainValue, look: Look): readonly string[] {
  switch (value.kind) {
    case "operation":
      return explainOperation(value, look);
    case "behaviour":
      return explainBehaviourText(value.text, look);
    case "unknown":
      return reportFindings(value.findings, { look, sources: value.sources, most: 20 });
  }
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
    case "unknown":
      return { kind: value.kind, findings: findingsJson(value.findings) };
  }
}
