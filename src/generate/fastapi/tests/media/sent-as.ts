import { type Py, py } from "#python";
import type { OperationBlueprint } from "../../blueprint.ts";

/** A media type as the name of a test has it. */
export function called(type: string): string {
  return type === "application/xml" ? "xml" : type;
}

/** The headers of a call with one more. */
export function headersWith(caller: Py | undefined, header: Py): Py {
  return caller ? py`{**${caller}.headers, ${header}}` : py`{${header}}`;
}

/** The status of an operation's success. */
export function statusOf({ meaning: { behaviour } }: OperationBlueprint): number {
  return behaviour.kind === "custom" ? 501 : behaviour.answer.status;
}
