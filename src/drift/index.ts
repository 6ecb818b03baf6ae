// In: contracts that documents promise, the contract that source keeps, and what tests call. Out: where they differ, and as findings.
// A pure comparison: both places of each difference, and what to do on either side; how severe it is, is policy.
// Never here: files, documents, Python, or a framework's name.
export { compareErrorForms, type ErrorForms } from "./compare-error-forms.ts";
export { type ComparedEvents, compareEvents } from "./compare-events.ts";
export { compareOperations } from "./compare-operations.ts";
export { compareTests } from "./compare-tests.ts";
export type * from "./drift.ts";
export { driftFindings, driftRules } from "./drift-findings.ts";
export { type Matched, matchOperations } from "./match-operations.ts";
export { undocumentedOperations } from "./undocumented-operations.ts";
