import { singletonService } from "../app/services/singletons.ts";
import { readSingletonCases } from "../tests/behaviours/singletons.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The one row that there is. */
export const readSingleton: WrittenBehaviour<"read-singleton"> = {
  kind: "read-singleton",
  service: singletonService,
  cases: readSingletonCases,
  faults: ({ service }) => [
    { ...service, name: "forgets what was set", find: /return \w+ or (\w+\()/, put: "return $1" },
    { ...service, name: "shows that of others", find: /(\w+\.\w+) == \w+\.\w+/, put: "$1 == $1" },
  ],
};
