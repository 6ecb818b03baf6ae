import { databases, stackNames } from "./stacks.ts";
import type { InputDescription, InputOf } from "./verb.ts";

export const buildInput = {
  arguments: [
    { name: "contract", summary: "the API contract; absent, the one that keelback.yaml names" },
    { name: "directory", summary: "the project's folder; absent, one named after the API" },
  ],
  options: [
    { name: "stack", value: "STACK", choices: stackNames, summary: "what the back end is written with" },
    { name: "database", value: "DATABASE", choices: databases, summary: "what it keeps its data in" },
    {
      name: "mutation",
      value: "PATTERNS",
      summary: "also try general mutants: all, or patterns over module and function, separated by commas",
    },
    {
      name: "settle",
      summary: "take hand edits for the answer to what was told beside them: it is told no more",
    },
    {
      name: "allowDataLoss",
      summary: "let a migration drop the columns and tables that the contract no longer has",
    },
    {
      name: "migrated",
      summary: "write no migration: those that stand lead to the tables of this contract",
    },
    { name: "noProve", summary: "write only; nothing is run, and nothing counts as proven" },
  ],
} as const satisfies InputDescription;

export type BuildInput = InputOf<typeof buildInput>;
