import { snakeCase } from "#base";
import { type Contract, flattenSchema, type Property } from "#contract";
import type { OperationShape } from "./shapes.ts";

const deviceNames: ReadonlySet<string> = new Set(["device", "device_name", "client_name", "user_agent"]);

/** What names the device that somebody signs in on, and may be left out. */
export function namesDevice(contract: Contract, { name, required, schema }: Property): boolean {
  return (
    !required && deviceNames.has(snakeCase(name)) && flattenSchema(contract, schema).types.includes("string")
  );
}

/** The same of a body, where no answer shows it: credentials are told apart without it, so nothing comes of it either. */
export function deviceParts(
  contract: Contract,
  login: OperationShape,
  shapes: readonly OperationShape[],
): readonly Property[] {
  const shown = new Set(
    shapes.flatMap(({ answer }) =>
      "schema" in answer ? answer.schema.properties.map(({ name }) => name) : [],
    ),
  );
  const properties = login.body?.schema.properties ?? [];
  return properties.filter((property) => namesDevice(contract, property) && !shown.has(property.name));
}
