import { findingOptions } from "../finding-input.ts";
import type { InputDescription, InputOf } from "../verb.ts";

export const contractLintInput = {
  arguments: [{ name: "files", summary: "only what is found in these documents or folders", many: true }],
  options: [...findingOptions, { name: "all", summary: "show every finding, however many there are" }],
} as const satisfies InputDescription;

export type ContractLintInput = InputOf<typeof contractLintInput>;
