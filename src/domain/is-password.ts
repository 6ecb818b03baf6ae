import type { Contract, Property } from "#contract";
import { hasWord } from "./names.ts";
import { propertySchema } from "./schemas.ts";

const passwordWords = new Set(["password", "passwd", "passphrase", "passcode", "pin"]);

/** `known`: the name of the password as login has it; then nothing else is one by its name alone. */
export function isPassword(contract: Contract, property: Property, known?: string): boolean {
  const schema = propertySchema(contract, property.schema);
  if (!schema.types.includes("string")) return false;
  if (schema.format === "password") return true;
  return known === undefined ? hasWord(property.name, passwordWords) : property.name === known;
}
