import type { PythonEnvironment } from "./environment/index.ts";

/** What a proof is run with. */
export interface ProofTools {
  readonly project: PythonEnvironment;
  readonly conformance: PythonEnvironment;
  readonly oasdiff?: string;
}
