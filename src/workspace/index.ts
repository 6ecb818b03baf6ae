// In: paths, texts and commands. Out: one interface to disk, processes, clock and locks; on the real disk or in memory.
// Outside failures are tagged results; what is written is written whole or not at all.
// Never here: knowledge of contracts, Python or gates.
export { declaredEncoding } from "./decode-text.ts";
export { openDisk, recover } from "./disk.ts";
export { parseJson } from "./json.ts";
export { type MemoryWorkspace, openMemory } from "./memory.ts";
export type * from "./workspace.ts";
