// In: trees of files, what their tests are for, a stack's commands as data. Out: a proof: what every gate found.
// The only folder that runs a user's code, and the only one that can make a proof.
// Never here: what is written into a project, and any framework's name.
export * from "./environment/index.ts";
export type * from "./input.ts";
export type * from "./proof.ts";
export { type ProofProgress, type ProofStage, prove } from "./prove.ts";
export type { ProofTools } from "./tools.ts";
