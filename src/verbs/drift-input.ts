import { findingOptions } from "./finding-input.ts";
import type { InputDescription, InputOf } from "./verb.ts";

export const driftInput = {
  arguments: [
    { name: "documents", summary: "only these contracts; absent, all of the registry", many: true },
  ],
  options: [
    {
      name: "direction",
      summary: "which side is to follow the other; absent, the source",
      value: "SIDE",
      choices: ["source", "document", "code", "contract"],
    },
    {
      name: "app",
      summary:
        "which of several applications: FILE:LINE where it is made, its file or its title; absent, the largest",
      value: "APP",
    },
    ...findingOptions,
    { name: "all", summary: "show every difference, however many there are" },
  ],
} as const satisfies InputDescription;

export type DriftInput = InputOf<typeof driftInput>;
