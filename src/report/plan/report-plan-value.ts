import type { JsonValue } from "#contract";
import { lostOperation, type PlanValue } from "#verbs";
import { reportFindings } from "../findings.ts";
import { findingsJson, toJson } from "../json.ts";
import { counted, listed } from "../text/figures.ts";
import type { Look } from "../text/look.ts";
import { layParagraph } from "../text/paragraph.ts";
import { planJson } from "./json.ts";
import { reportPlan } from "./report-plan.ts";

const mostFindings = 20;

/** All that `plan` has to say: findings, then the plan where there is one, then what was written. */
export function reportPlanValue(value: PlanValue, look: Look): readonly string[] {
  const { understood, findings, sources, all, settled, affected } = value;
  // Operations that are lost through a broken place are told once, below: that place is what has to be mended.
  const roots = findings.filter(({ rule }) => rule !== lostOperation);
  const problems = reportFindings(roots, {
    look,
    sources,
    ...(!all && { most: mostFindings, more: "add --all" }),
  });
  const notes = value.written.map(({ file, changed }) =>
    changed ? `written: ${file}` : `unchanged: ${file}`,
  );
  const plan = understood
    ? reportPlan(understood.domain, understood.plan, {
        look,
        all,
        settled,
        notes,
        overlays: value.overlays,
        ...(value.overlay !== undefined && { overlay: value.overlay }),
        ...(value.changes && { changes: value.changes }),
      })
    : [];
  return [
    ...problems,
    ...(affected.length === 0 ? [] : layAffected(affected, look)),
    ...(problems.length > 0 && plan.length > 0 ? [""] : []),
    ...plan,
  ];
}

function layAffected(affected: readonly string[], look: Look): readonly string[] {
  const text = `${counted(affected.length, "operation")} cannot be understood because of it: ${listed(affected, 5)}`;
  return layParagraph(text, look);
}

export function planValueJson(value: PlanValue): { readonly [key: string]: JsonValue } {
  const { understood, findings, affected, written } = value;
  return {
    ...(understood && planJson(understood.domain, understood.plan, value.overlay)),
    findings: findingsJson(findings),
    affected: toJson(affected),
    ...(value.overlays.length > 0 && { overlays: toJson(value.overlays) }),
    ...(value.changes && { changes: toJson(value.changes) }),
    written: toJson(written),
  };
}
