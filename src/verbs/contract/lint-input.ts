import type { InputDescription, InputOf } from "../verb.ts";

export const contractLintInput = {
  arguments: [{ name: "files", summary: "only what is found in these documents or folders", many: true }],
  options: [
    { name: "format", summary: "how findings are told", value: "FORMAT", choices: ["text", "github"] },
    { name: "all", summary: "show every finding, however many there are" },
  ],
} as const satisfies InputDescription;

export type ContractLintInput = InputOf<typeof contractLintInput>;
