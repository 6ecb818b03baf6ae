import { checkFormats } from "./check-input.ts";

/** Options of verbs that tell findings as `check` does. */
export const findingOptions = [
  { name: "format", summary: "how findings are told", value: "FORMAT", choices: checkFormats },
  { name: "since", summary: "findings on lines that changed since a commit or branch", value: "REF" },
  { name: "writeBaseline", summary: "accept all findings of now, and tell new ones alone from here on" },
  { name: "noBaseline", summary: "show also what the baseline accepts" },
] as const;
