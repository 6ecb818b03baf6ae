import { assert } from "#base";
import { docstring, imported, name, py, str } from "#python";
import { leftOpen } from "../../refusal-texts.ts";
import { openParameters } from "../open-operations.ts";
import type { ServiceContext, ServiceParts } from "./parts.ts";

/** An operation that nothing explains: its place is there, and it says that it is empty. */
export function openService({ operation }: ServiceContext): ServiceParts {
  const { behaviour, id } = operation.meaning;
  assert(behaviour.kind === "custom", "only what is not derived is left open");
  const parameters = openParameters(operation).map(({ variable }) => py`${name(variable)}: str`);
  // Whoever writes the function needs what the path brings.
  const unused = parameters.length > 0 && py`  # noqa: ARG001`;
  return {
    functions: [
      py`
        async def ${name(operation.functionName)}(${parameters}) -> ${imported("typing", "NoReturn")}:${unused}
            ${docstring(`Left open: ${behaviour.reason}.`)}
            raise ${imported("app.errors", "LeftOpenError")}(${str(leftOpen(id))})`,
    ],
  };
}
