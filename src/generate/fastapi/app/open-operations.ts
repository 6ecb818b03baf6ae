import { identifierText } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";

export interface OpenParameter {
  /** As the contract spells it. */
  readonly contractName: string;
  readonly variable: string;
}

/** What the path of an operation brings that is left open: texts, for nothing says more of them. */
export function openParameters({ contract }: OperationBlueprint): readonly OpenParameter[] {
  return contract.parameters
    .filter((parameter) => parameter.in === "path")
    .map(({ name: contractName }) => ({
      contractName,
      variable: identifierText(contractName, { avoidBuiltins: true }),
    }));
}

export function isOpen({ meaning }: OperationBlueprint): boolean {
  return meaning.behaviour.kind === "custom";
}

export function hasOpenOperations({ domain }: Blueprint): boolean {
  return domain.operations.some(({ behaviour }) => behaviour.kind === "custom");
}
