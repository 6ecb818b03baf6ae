import type { Py } from "#python";
import { writtenBehaviour } from "../behaviours/index.ts";
import type { Blueprint, ModuleBlueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";
import type { ServiceParts } from "./services/parts.ts";

/** `app/<module>/service.py`: the rules, one function per operation, in the order of the contract. */
export function emitService(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  const parts = [...module.operations, ...module.loaders].map((operation) =>
    serviceParts(blueprint, operation),
  );
  const functions = parts.flatMap((part) => part.functions);
  const shared = new Map<string, Py>(parts.flatMap((part) => [...(part.shared ?? [])]));
  if (functions.length === 0) return [];
  return [pythonFile(`app/${module.name}/service.py`, [...functions, ...shared.values()])];
}

function serviceParts(blueprint: Blueprint, operation: OperationBlueprint): ServiceParts {
  const { service } = writtenBehaviour(operation.meaning.behaviour.kind);
  return service?.({ blueprint, operation }) ?? { functions: [] };
}
