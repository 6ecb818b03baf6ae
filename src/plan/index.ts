// In: a domain, the owner's settings, and which stack and database to write for. Out: a plan, and what is wrong with one.
// A plan is plain JSON: ordered steps, each with its operations, files and the tests that must be seen failing.
// Never here: Python, a framework, the writing of files.
export { type BuiltRecord, type BuiltThing, describeBuilt } from "./built-record.ts";
export { checkPlan } from "./check-plan.ts";
export { type BuiltChanges, compareBuilt, type Difference } from "./compare-built.ts";
export {
  describeFilter,
  describeList,
  explainBehaviour,
  nameAccess,
  nameBehaviour,
} from "./describe-behaviour.ts";
export { describeField, describeFields, describeIdentity, entityPath } from "./describe-entity.ts";
export { expectedEffect } from "./expectations.ts";
export { makePlan, type PlanOptions } from "./make-plan.ts";
export { homeModules, orderModules } from "./module-order.ts";
export { canonicalJson, type PlanBasis, planOrigin } from "./origin.ts";
export type * from "./plan.ts";
export { looksLikePlan, readPlan } from "./read-plan.ts";
