// In: what verbs give: values, findings, plans. Out: lines for a terminal, and JSON for programs.
// Text of a contract is made safe here; colour and width are asked for by the surface.
// Never here: decisions, files, the terminal itself.

export { checkJson, reportCheck } from "./check/report-check.ts";
export { doctorJson, reportDoctor } from "./doctor.ts";
export { explainJson, reportExplain } from "./explain/report-explain.ts";
export { factsJson, reportFacts } from "./facts.ts";
export {
  countFindings,
  type FindingsOptions,
  reportFindings,
  sortFindings,
} from "./findings.ts";
export { findingsJson, placeJson, toJson } from "./json.ts";
export { loadReport } from "./load-report.ts";
export { planJson } from "./plan/json.ts";
export { type MissingAnswer, missingAnswers, overlayName } from "./plan/missing.ts";
export { type PlanReportOptions, reportPlan } from "./plan/report-plan.ts";
export { type ProgressLine, reportProgress } from "./progress.ts";
export { type Report, reports } from "./reports.ts";
export { shellWord } from "./shell.ts";
export type { Sources } from "./sources.ts";
export { counted, figure, listed, seconds } from "./text/figures.ts";
export { type Look, paint, plainLook, type Style } from "./text/look.ts";
export { layParagraph } from "./text/paragraph.ts";
export { type Cell, layTable, type Row, type TableOptions } from "./text/table.ts";
export { displayWidth, padToWidth, shorten, wrap } from "./text/width.ts";
