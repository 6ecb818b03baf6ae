import { imported, name, type Py, py } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";

const statusNames: Readonly<Record<number, string>> = {
  201: "HTTP_201_CREATED",
  202: "HTTP_202_ACCEPTED",
  204: "HTTP_204_NO_CONTENT",
};

/** The status of the success, where it is not the usual one. */
export function successStatus({ meaning: { behaviour } }: OperationBlueprint): Py | undefined {
  const called = behaviour.kind === "custom" ? undefined : statusNames[behaviour.answer.status];
  return called === undefined ? undefined : py`${imported("fastapi", "status")}.${name(called)}`;
}
