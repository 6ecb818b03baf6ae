import { type Contract, flattenSchema, type Response, successResponses } from "#contract";
import { commaList, literal, type Py, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { longString } from "../names.ts";

/**
 * Successes that the contract documents beside the one that is answered, such as that of an answer which comes later:
 * callers go on reading of them. Those with content are not among them: nothing says what it would be.
 */
export function otherSuccesses({ contract }: OperationBlueprint): readonly Response[] {
  const [answered, ...others] = successResponses(contract);
  return others.filter(
    ({ status, content }) => /^2\d\d$/.test(status) && status !== answered?.status && content.length === 0,
  );
}

/** What is documented of them. */
export function describeOthers({ contract }: Blueprint, operation: OperationBlueprint): readonly Py[] {
  return otherSuccesses(operation).map(
    (response) => py`${Number(response.status)}: ${describe(contract, response)}`,
  );
}

function describe(contract: Contract, { description, headers }: Response): Py {
  const entries = headers.map(({ name, description: about, required, schema }) => {
    const { types = [], format = undefined } = schema ? flattenSchema(contract, schema) : {};
    const [type] = types;
    const said = { ...(type !== undefined && { type }), ...(format !== undefined && { format }) };
    const parts = [
      ...(about === "" ? [] : [py`"description": ${longString(about, 12, 36)}`]),
      ...(required ? [py`"required": True`] : []),
      py`"schema": ${literal(said)}`,
    ];
    return py`${str(name)}: {${commaList(parts)}}`;
  });
  const told = entries.length > 0 && py`, "headers": {${commaList(entries)}}`;
  return py`{"description": ${longString(description, 12, 68)}${told}}`;
}
