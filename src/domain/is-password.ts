import type { Contract, Property } from "#contract";
import { hasWord } from "./names.ts";
import { propertySchema } from "./schemas.ts";

const passwordWords = new Set(["password", "passwd", "passphrase", "passcode", "pin"]);

/** Written together with other words as well: `password1`, `newpassword`. */
const passwordText = /password|passwd|passphrase/i;

/** A password once more, where there is one beside it. */
const repeatText = /^(?:confirm|confirmation|repeat|repeated|retype|again)$/i;

/** `known`: the name of the password as login has it; then nothing else is one by a mere word like `pin`. */
export function isPassword(contract: Contract, property: Property, known?: string): boolean {
  const schema = propertySchema(contract, property.schema);
  if (!schema.types.includes("string")) return false;
  if (schema.format === "password" || property.name === known) return true;
  const { name } = property;
  if (known === undefined) return passwordText.test(name) || hasWord(name, passwordWords);
  if (repeatText.test(name)) return true;
  return passwordText.test(name) && !hasWord(name, aboutWords) && !schema.format?.startsWith("date");
}

/** What is said of a password, and is none: `password_hint`. */
const aboutWords: ReadonlySet<string> = new Set(
  "hint policy strength status state expires expiry expiration changed updated at url uri link type method".split(
    " ",
  ),
);
