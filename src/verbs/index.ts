// In: a workspace, what the user asked for, and what the process is. Out: an exit code and a value, as data.
// One file per command; this table is all that command lines and other protocols need to know of them.
// Never here: text for people, colours, arguments of a process.
import { buildInput } from "./build-input.ts";
import { checkInput } from "./check-input.ts";
import { contractAcceptInput } from "./contract/accept-input.ts";
import { contractDiffInput } from "./contract/diff-input.ts";
import { contractExtractInput } from "./contract/extract-input.ts";
import { contractHistoryInput } from "./contract/history-input.ts";
import { contractLintInput } from "./contract/lint-input.ts";
import { contractListInput } from "./contract/list-input.ts";
import { contractNewInput } from "./contract/new-input.ts";
import { contractQueryInput } from "./contract/query-input.ts";
import { contractRegisterInput } from "./contract/register-input.ts";
import { contractShowInput } from "./contract/show-input.ts";
import { doctorInput } from "./doctor-input.ts";
import { driftInput } from "./drift-input.ts";
import { explainInput } from "./explain-input.ts";
import { factsInput } from "./facts-input.ts";
import { planInput } from "./plan-input.ts";
import { runInput } from "./run-input.ts";
import { entry } from "./verb.ts";

export { lostOperation } from "./affected-operations.ts";
export type * from "./build/build-value.ts";
export { isPending, tellPlace, tellReason } from "./build/kept-part.ts";
export type { ProjectChanges } from "./build/project-changes.ts";
export type { FileRole } from "./check/review.ts";
export type { CheckValue } from "./check.ts";
export { type CheckFormat, checkFormats } from "./check-input.ts";
export type { ContractAcceptValue } from "./contract/accept.ts";
export type { ContractDiffValue, DiffSideName } from "./contract/diff.ts";
export type { ContractExtractValue } from "./contract/extract.ts";
export type { ContractHistoryValue } from "./contract/history.ts";
export type { ContractLintValue } from "./contract/lint.ts";
export type { ContractListValue } from "./contract/list.ts";
export type { ContractNewValue } from "./contract/new.ts";
export type { ContractQueryValue } from "./contract/query.ts";
export type { ContractRegisterValue } from "./contract/register.ts";
export type { ContractShowValue } from "./contract/show.ts";
export type { RecalledStates } from "./contract/source/kept-states.ts";
export { type SourceState, stateOf } from "./contract/source/source-state.ts";
export type { Check, DoctorValue } from "./doctor.ts";
export type { DriftValue } from "./drift.ts";
export type { ExplainValue, RuleLine } from "./explain.ts";
export type { FactsValue } from "./facts.ts";
export { type FactKind, factKinds } from "./facts-input.ts";
export type { PossibleSetting } from "./operation-settings.ts";
export type { PlanValue } from "./plan.ts";
export type { RunValue } from "./run.ts";
export type { ToldFindings } from "./told-findings.ts";
export type * from "./verb.ts";
export { verbGroups } from "./verb.ts";

/** All verbs, in the order in which help lists them. Each is loaded when it is called. */
export const verbs = {
  build: entry({
    name: "build",
    summary: "write the back end of a contract, tests first, and prove it",
    input: buildInput,
    examples: [
      "keelback build library.yaml",
      "keelback build library.yaml backend --database postgresql",
      "keelback build --no-prove",
    ],
    load: async () => (await import("./build.ts")).build,
  }),
  plan: entry({
    name: "plan",
    summary: "show what build would do, and on which evidence",
    input: planInput,
    examples: ["keelback plan library.yaml", "keelback plan library.yaml --write", "keelback plan --json"],
    load: async () => (await import("./plan.ts")).plan,
  }),
  run: entry({
    name: "run",
    summary: "migrate and serve what was built, on the loopback",
    input: runInput,
    examples: ["keelback run", "keelback run backend --port 8080"],
    load: async () => (await import("./run.ts")).run,
  }),
  facts: entry({
    name: "facts",
    summary: "show what Python source says, without running it: routes, models",
    input: factsInput,
    examples: ["keelback facts", "keelback facts app/orders --only routes", "keelback facts --json"],
    load: async () => (await import("./facts.ts")).facts,
  }),
  check: entry({
    name: "check",
    summary: "review Python source: findings with the evidence that leads to them",
    input: checkInput,
    examples: [
      "keelback check",
      "keelback check app/orders --fix",
      "keelback check --since main --format github",
      "keelback check --format sarif > findings.sarif",
    ],
    load: async () => (await import("./check.ts")).check,
  }),
  "contract query": entry({
    name: "contract query",
    summary: "look up the exact contract of an operation, an event, a type or a field",
    input: contractQueryInput,
    examples: [
      "keelback contract query POST /orders",
      "keelback contract query order.created",
      "keelback contract query userId --json",
      'keelback contract query "cancel an order"',
    ],
    load: async () => (await import("./contract/query.ts")).contractQuery,
  }),
  "contract list": entry({
    name: "contract list",
    summary: "list what the contracts promise: operations, events, types",
    input: contractListInput,
    examples: [
      "keelback contract list",
      "keelback contract list order --only event",
      "keelback contract list --json",
    ],
    load: async () => (await import("./contract/list.ts")).contractList,
  }),
  "contract new": entry({
    name: "contract new",
    summary: "start the record of a domain, to go on writing in",
    input: contractNewInput,
    examples: ["keelback contract new orders", "keelback contract new order items"],
    load: async () => (await import("./contract/new.ts")).contractNew,
  }),
  "contract diff": entry({
    name: "contract diff",
    summary: "what differs between two versions of a contract, and whom it breaks",
    input: contractDiffInput,
    examples: [
      "keelback contract diff before.yaml after.yaml",
      "keelback contract diff before.yaml after.yaml --side consumer --format markdown",
      "keelback contract diff Order@1 Order@2",
      "keelback contract diff 'GET /orders@latest'",
    ],
    load: async () => (await import("./contract/diff.ts")).contractDiff,
  }),
  "contract lint": entry({
    name: "contract lint",
    summary: "tell what is wrong in contracts, and what does not fit between them",
    input: contractLintInput,
    examples: ["keelback contract lint", "keelback contract lint docs/orders.yaml --format github"],
    load: async () => (await import("./contract/lint.ts")).contractLint,
  }),
  "contract extract": entry({
    name: "contract extract",
    summary: "print the contract that the source keeps, as OpenAPI, without running it",
    input: contractExtractInput,
    examples: ["keelback contract extract > docs/orders.yaml", "keelback contract extract app --format json"],
    load: async () => (await import("./contract/extract.ts")).contractExtract,
  }),
  "contract show": entry({
    name: "contract show",
    summary: "show one thing by its exact name, or a whole document",
    input: contractShowInput,
    examples: [
      "keelback contract show Order",
      "keelback contract show docs/orders.yaml",
      "keelback contract show docs/orders.yaml --format markdown > docs/orders.md",
    ],
    load: async () => (await import("./contract/show.ts")).contractShow,
  }),
  "contract register": entry({
    name: "contract register",
    summary:
      "add operations, events and types to the document that they belong to, and leave the rest as it stands",
    input: contractRegisterInput,
    examples: [
      "keelback contract register operation 'POST /orders' --body Order --answer 201:Order --error '409 it was placed before'",
      "keelback contract register event order.created --channel shop.orders --body Order",
      "keelback contract register type Money --field 'amount (decimal, required)' --field 'currency (string, required)'",
      "keelback contract register operation 'GET /orders' --from-code --document docs/orders.md",
      "keelback contract register --from new-operation.yaml",
      "keelback contract register --from events.yaml --document docs/events.yaml",
    ],
    load: async () => (await import("./contract/register.ts")).contractRegister,
  }),
  "contract accept": entry({
    name: "contract accept",
    summary: "record the present state of the contracts as a version: by whom, when and why",
    input: contractAcceptInput,
    examples: [
      'keelback contract accept --why "orders can be cancelled"',
      'keelback contract accept POST /orders Order --why "amounts are decimals"',
      'keelback contract accept --propose --why "orders can be cancelled"',
      "keelback contract accept --proposal 7c1e9a2",
    ],
    load: async () => (await import("./contract/accept.ts")).contractAccept,
  }),
  "contract history": entry({
    name: "contract history",
    summary: "show what was accepted, by whom, when and why, and that nothing of it was changed",
    input: contractHistoryInput,
    examples: [
      "keelback contract history",
      "keelback contract history POST /orders",
      "keelback contract history --verify",
      "keelback contract history --proposals",
    ],
    load: async () => (await import("./contract/history.ts")).contractHistory,
  }),
  drift: entry({
    name: "drift",
    summary: "tell where source and tests do not keep what contracts promise, without running anything",
    input: driftInput,
    examples: [
      "keelback drift",
      "keelback drift docs/orders.yaml --direction document",
      "keelback drift --format github",
    ],
    load: async () => (await import("./drift.ts")).drift,
  }),
  explain: entry({
    name: "explain",
    summary: "say why an operation is understood as it is, or what a behaviour or a rule means",
    input: explainInput,
    examples: [
      "keelback explain lendBook library.yaml",
      "keelback explain GET /books",
      "keelback explain list",
      "keelback explain errors/swallowed-error",
    ],
    load: async () => (await import("./explain.ts")).explain,
  }),
  doctor: entry({
    name: "doctor",
    summary: "say what is missing on this machine, and the command that mends it",
    input: doctorInput,
    examples: ["keelback doctor"],
    load: async () => (await import("./doctor.ts")).doctor,
  }),
} as const;

export type VerbName = keyof typeof verbs;

/** The value that each verb gives. */
export type VerbValues = {
  readonly [Name in VerbName]: Awaited<
    ReturnType<Awaited<ReturnType<(typeof verbs)[Name]["load"]>>["run"]>
  >["value"];
};
