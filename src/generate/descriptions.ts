import { description as fastapi } from "./fastapi/description.ts";
import type { StackDescription } from "./stack.ts";

/** What can be written, by name alone: to know it, nothing that writes has to be loaded. */
export const stackDescriptions: readonly StackDescription[] = [fastapi];
