// In: a Python environment, and requests to run pytest, a function or a module of a project. Out: what came of each, typed.
// One process imports the libraries once and forks for each request; nothing is left in the project's tree.
// Never here: a judgement of the result (that is a gate's), or the name of a framework (what to preload is passed in).
export { startWorker, type WorkerOptions } from "./start-worker.ts";
export type * from "./types.ts";
