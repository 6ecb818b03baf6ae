// In: a workspace and pinned requirements. Out: a Python, uv, and an environment in the cache that is shared by its content.
// What is missing on a machine comes back as findings, each with the command that mends it.
// Never here: which packages a stack needs (that is data in python/locks) and direct access to disk or processes.
export { type EnvironmentRequest, ensureEnvironment, environmentKey } from "./ensure-environment.ts";
export { findPython } from "./find-python.ts";
export { findUv, pinnedUv } from "./find-uv.ts";
export type * from "./types.ts";
