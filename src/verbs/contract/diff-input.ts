import type { InputDescription, InputOf } from "../verb.ts";

export const contractDiffInput = {
  arguments: [
    { name: "before", summary: "the file of the version before, or NAME@VERSION", required: true },
    { name: "after", summary: "that of the version after; absent, what the documents say of NAME now" },
  ],
  options: [
    {
      name: "side",
      summary: "tell what it means for this side alone",
      value: "SIDE",
      choices: ["consumer", "provider"],
    },
    {
      name: "format",
      summary: "how changes are told",
      value: "FORMAT",
      choices: ["text", "json", "markdown"],
    },
    {
      name: "failOn",
      summary:
        "exit with 1 where a change is as grave as this for either side, or for the one that is asked for (breaking)",
      value: "CLASS",
      choices: ["breaking", "risky", "safe", "nothing"],
    },
  ],
} as const satisfies InputDescription;

export type ContractDiffInput = InputOf<typeof contractDiffInput>;
