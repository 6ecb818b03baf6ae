import type { InputDescription, InputOf } from "./verb.ts";

export const factKinds = [
  "applications",
  "routes",
  "models",
  "schemas",
  "migrations",
  "tasks",
  "jobs",
  "signals",
  "events",
  "tests",
  "settings",
  "packages",
] as const;

export type FactKind = (typeof factKinds)[number];

export const factsInput = {
  arguments: [
    {
      name: "paths",
      summary: "files and folders to show; absent, all of this folder",
      many: true,
    },
  ],
  options: [
    { name: "only", summary: "show facts of this kind alone", value: "KIND", choices: factKinds },
    { name: "all", summary: "show every fact, however many there are" },
  ],
} as const satisfies InputDescription;

export type FactsInput = InputOf<typeof factsInput>;
