import { singletonService } from "../app/services/singletons.ts";
import { entityNamed, variableName } from "../blueprint.ts";
import { changeFaults } from "../mutants/rows.ts";
import { updateSingletonCases } from "../tests/behaviours/singletons.ts";
import type { WrittenBehaviour } from "../written-behaviour.ts";

/** The one row that there is is another. */
export const updateSingleton: WrittenBehaviour<"update-singleton"> = {
  kind: "update-singleton",
  service: singletonService,
  cases: updateSingletonCases,
  faults: ({ blueprint, behaviour, service }) => [
    ...changeFaults(service),
    ...(behaviour.own?.before === "missing"
      ? [
          {
            ...service,
            within: `_hold_own_${variableName(entityNamed(blueprint, behaviour.entity))}`,
            name: "begins with less than there must be",
            find: /if missing:/,
            put: "if False:",
          },
        ]
      : []),
  ],
};
