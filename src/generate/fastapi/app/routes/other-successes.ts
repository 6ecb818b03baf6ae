import { type Contract, flattenSchema, type Response, successResponses } from "#contract";
import { literal, type Py, py } from "#python";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";

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
    (response) => py`${Number(response.status)}: ${literal(describe(contract, response))}`,
  );
}

function describe(contract: Contract, { description, headers }: Response) {
  const entries = headers.map(({ name, description: about, required, schema }) => {
    const { types = [], format = undefined } = schema ? flattenSchema(contract, schema) : {};
    const [type] = types;
    const said = { ...(type !== undefined && { type }), ...(format !== undefined && { format }) };
    const text = about === "" ? {} : { description: about };
    return [name, { ...text, ...(required && { required }), schema: said }] as const;
  });
  return { description, ...(entries.length > 0 && { headers: Object.fromEntries(entries) }) };
}
