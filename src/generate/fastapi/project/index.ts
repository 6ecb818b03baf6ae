// In: a blueprint, the shipped locks, the contract's text. Out: all files of a project that are neither application nor tests.
// Packaging, migrations, containers, checks, documents; and the contract with its overlay merged in.
// Never here: free text of a contract in a file of settings, unless it is quoted by that file's own rules.
export { applyOverlay } from "./apply-overlay.ts";
export { closedContract } from "./closed-contract.ts";
export { listSwitchedOff } from "./conformance.ts";
export { emitProject } from "./emit-project.ts";
export type { ProjectInputs } from "./inputs.ts";
export { servedDocument } from "./narrowed.ts";
