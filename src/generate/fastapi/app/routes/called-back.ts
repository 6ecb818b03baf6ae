import { type Contract, flattenSchema, type Operation, type Parameter } from "#contract";
import { commaList, literal, type Py, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../../blueprint.ts";
import { longString } from "../names.ts";

/** Headers in which callers say where they are to be called back. */
export function callbackHeaders({ parameters, calledBack = [] }: Operation): readonly Parameter[] {
  const addresses = calledBack.join(" ").toLowerCase();
  return parameters.filter(
    ({ in: place, name, required }) =>
      place === "header" && !required && addresses.includes(`$request.header.${name.toLowerCase()}}`),
  );
}

/** They may be sent, as the contract has it, and are described; nobody reads them. */
export function describeCallbackHeaders(
  { contract }: Blueprint,
  operation: OperationBlueprint,
): readonly Py[] {
  const headers = callbackHeaders(operation.contract);
  if (headers.length === 0 || operation.meaning.behaviour.kind === "store-file") return [];
  const parameters = headers.map((header) => describe(contract, header));
  return [py`openapi_extra={"parameters": [${parameters}]}`];
}

function describe(contract: Contract, { name, description, schema: node }: Parameter): Py {
  const { types, format } = flattenSchema(contract, node);
  const [type = "string"] = types;
  const entries = [
    py`"name": ${str(name)}`,
    py`"in": "header"`,
    ...(description === "" ? [] : [py`"description": ${longString(description, 12, 60)}`]),
    py`"schema": ${literal({ type, ...(format !== undefined && { format }) })}`,
  ];
  return py`{${commaList(entries)}}`;
}
