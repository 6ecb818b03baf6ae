// In: a domain and its contract. Out: whole projects as text, with their tests, example servers, mutants and commands.
// One folder per stack; a stack is data and pure functions.
// Never here: disk, processes, gates.
import { fastapi } from "./fastapi/index.ts";
import type { Stack } from "./stack.ts";

export { stackDescriptions } from "./descriptions.ts";
export type * from "./stack.ts";

export const stacks: readonly Stack[] = [fastapi];
