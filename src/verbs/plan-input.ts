import { databases, stackNames } from "./stacks.ts";
import type { InputDescription, InputOf } from "./verb.ts";

export const planInput = {
  arguments: [
    { name: "contract", summary: "the API contract; absent, the one that keelback.yaml names" },
    { name: "directory", summary: "the project's folder; absent, this one" },
  ],
  options: [
    { name: "all", summary: "show everything, however much it is" },
    { name: "write", summary: "put the understanding into keelback.yaml, hand edits kept" },
    { name: "out", value: "FILE", summary: "save the plan, for `build --plan FILE`" },
    { name: "stack", value: "STACK", choices: stackNames, summary: "what the back end is written with" },
    { name: "database", value: "DATABASE", choices: databases, summary: "what it keeps its data in" },
  ],
} as const satisfies InputDescription;

export type PlanInput = InputOf<typeof planInput>;
