import type { InputDescription, InputOf } from "../verb.ts";

export const contractExtractInput = {
  arguments: [
    {
      name: "paths",
      summary: "only what is declared in these files or folders; all is read anyhow",
      many: true,
    },
  ],
  options: [
    {
      name: "app",
      summary:
        "which of several applications: FILE:LINE where it is made, its file or its title; absent, the largest",
      value: "APP",
    },
    { name: "events", summary: "tasks and messages as AsyncAPI 3.1; absent, operations as OpenAPI 3.1" },
    { name: "format", summary: "how the document is written", value: "FORMAT", choices: ["yaml", "json"] },
  ],
} as const satisfies InputDescription;

export type ContractExtractInput = InputOf<typeof contractExtractInput>;
