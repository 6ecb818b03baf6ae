import { openService } from "../app/services/open.ts";
import { openCases } from "../tests/behaviours/open.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** Left open: it answers that it is. */
export const custom: WrittenBehaviour<"custom"> = {
  kind: "custom",
  service: openService,
  cases: openCases,
  faults: ({ service }) => [
    {
      ...service,
      name: "answers as though it were done",
      find: /\braise (?=LeftOpenError\()/,
      put: "return None\n    raise ",
    },
  ],
};
