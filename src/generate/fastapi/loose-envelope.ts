import { flattenSchema, jsonMedia } from "#contract";
import type { Blueprint, OperationBlueprint } from "./blueprint.ts";

/** The property around a body that the contract lets be left out; undefined where it does not, or there is none. */
export function looseEnvelope({ contract }: Blueprint, operation: OperationBlueprint): string | undefined {
  const { behaviour } = operation.meaning;
  const node = jsonMedia(operation.contract.requestBody?.content ?? [])?.schema;
  if (!("body" in behaviour) || behaviour.body.envelope === undefined || !node) return undefined;
  const { envelope } = behaviour.body;
  const around = flattenSchema(contract, node).properties.find(({ name }) => name === envelope);
  return around && !around.required ? envelope : undefined;
}
