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
  const never = imported("typing", "NoReturn");
  const line = py`async def ${name(operation.functionName)}(${parameters}) -> ${never}:`;
  // Whoever writes the function needs what the path brings. Where the line is too long, it is said at each.
  const unused = parameters.length > 0 && py`  # noqa: ARG001`;
  const head =
    line.text.length > longestLine
      ? py`
        async def ${name(operation.functionName)}(
            ${parameters.map((parameter) => py`${parameter},${unused}`)}
        ) -> ${never}:`
      : py`${line}${unused}`;
  return {
    functions: [
      py`
        ${head}
            ${docstring(`Left open: ${behaviour.reason}.`)}
            raise ${imported("app.errors", "LeftOpenError")}(${str(leftOpen(id))})`,
    ],
  };
}

/** As long as lines of the projects may be. */
const longestLine = 100;
