// In: a blueprint and the finished application. Out: wrong versions of it, one fault each, and the tests that should notice.
// Faults that a reader of the code could not see by its shape alone; where the code has no such place, there is no mutant.
// Never here: running of tests, what they found, and text of a contract.
import type { Mutant, ProjectFile } from "../../stack.ts";
import { writtenBehaviour } from "../behaviours/index.ts";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { applyFault, type Fault } from "./apply-fault.ts";
import { clientFaults } from "./clients.ts";
import { errorFaults } from "./errors.ts";
import { mediaFaults } from "./media.ts";
import { outsideFaults } from "./outside.ts";
import { repeatFaults } from "./repeats.ts";
import { roleFaults } from "./roles.ts";
import { versionFaults } from "./versions.ts";

/** Every one of them must be noticed by the tests of its operation. */
export function makeMutants(blueprint: Blueprint, code: readonly ProjectFile[]): readonly Mutant[] {
  return blueprint.modules.flatMap((module) =>
    module.operations.flatMap((operation) =>
      [
        ...faultsOf(blueprint, operation),
        ...outsideFaults(blueprint, operation),
        ...roleFaults(operation),
        ...mediaFaults(blueprint, operation),
        ...clientFaults(operation),
        ...errorFaults(blueprint, operation),
        ...versionFaults(blueprint, operation),
        ...repeatFaults(operation),
      ].flatMap((fault) => applyFault(code, operation, fault)),
    ),
  );
}

function faultsOf(blueprint: Blueprint, operation: OperationBlueprint): readonly Fault[] {
  const { behaviour, module } = operation.meaning;
  const service = { path: `app/${module}/service.py`, within: operation.functionName };
  const { faults } = writtenBehaviour(behaviour.kind);
  return faults?.({ blueprint, operation, behaviour, service }) ?? [];
}
