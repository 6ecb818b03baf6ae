import type { Finding, Severity, Span } from "#base";

export function overlayFinding(
  rule: string,
  severity: Severity,
  message: string,
  span: Span,
  mend: string,
): Finding {
  return { rule: `contract/${rule}`, severity, message, span, mend };
}
