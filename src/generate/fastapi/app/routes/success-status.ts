import { imported, name, type Py, py } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";

const statusNames: Readonly<Record<number, string>> = {
  201: "HTTP_201_CREATED",
  202: "HTTP_202_ACCEPTED",
  203: "HTTP_203_NON_AUTHORITATIVE_INFORMATION",
  204: "HTTP_204_NO_CONTENT",
  205: "HTTP_205_RESET_CONTENT",
  206: "HTTP_206_PARTIAL_CONTENT",
};

/** Whether the framework itself sends no content with the status, nor a length of one: of 205 it would send the latter. */
export function isBare(status: number): boolean {
  return status === 204;
}

/** The status of the success, where it is not the usual one. */
export function successStatus({ meaning: { behaviour } }: OperationBlueprint): Py | undefined {
  if (behaviour.kind === "custom" || behaviour.answer.status === 200) return undefined;
  const { status } = behaviour.answer;
  const called = statusNames[status];
  return called === undefined ? py`${status}` : py`${imported("fastapi", "status")}.${name(called)}`;
}
