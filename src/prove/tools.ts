import type { PythonEnvironment } from "./environment/index.ts";

/** What a proof is run with. */
export interface ProofTools {
  readonly project: PythonEnvironment;
  readonly conformance: PythonEnvironment;
  readonly oasdiff?: string;
  /** The project's libraries with the mutation tester, where that is asked for. */
  readonly mutation?: PythonEnvironment;
}
