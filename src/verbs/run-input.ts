import type { InputDescription, InputOf } from "./verb.ts";

export const runInput = {
  arguments: [{ name: "directory", summary: "the project's folder; absent, this one" }],
  options: [{ name: "port", value: "N", summary: "port of the loopback to serve on; absent, 8000" }],
} as const satisfies InputDescription;

export type RunInput = InputOf<typeof runInput>;
