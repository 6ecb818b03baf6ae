import type { InputDescription, InputOf } from "../verb.ts";

export const contractHistoryInput = {
  arguments: [{ name: "name", summary: "only the versions of this operation, event or type", many: true }],
  options: [
    { name: "verify", summary: "check everything that was ever recorded, for CI" },
    { name: "proposals", summary: "what waits for somebody else to accept it" },
    { name: "all", summary: "show everything, however much there is" },
  ],
} as const satisfies InputDescription;

export type ContractHistoryInput = InputOf<typeof contractHistoryInput>;
