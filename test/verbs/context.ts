import type { VerbContext } from "#verbs";

/** What a process would tell a verb. */
export const context: VerbContext = {
  version: "0.0.0",
  runtime: { program: "/usr/bin/node", version: "24.1.0", platform: "linux" },
  progress: () => undefined,
  signal: new AbortController().signal,
};
