import { type Contract, flattenSchema } from "#contract";
import { isPassword } from "./is-password.ts";
import { hasWord } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

/** The properties of a body that changes a password. */
export interface PasswordFields {
  readonly oldField: string;
  readonly newField: string;
  readonly repeatedField?: string;
}

const oldWords = new Set(["old", "current", "existing", "previous", "present"]);
const newWords = new Set(["new", "next"]);
export const repeatWords: ReadonlySet<string> = new Set([
  "confirm",
  "confirmation",
  "repeat",
  "repeated",
  "again",
  "verify",
  "verification",
]);

/** A body of passwords alone: the one that is, the one that is to be, and that again perhaps. */
export function readPasswordChange(
  contract: Contract,
  { operation, place, body }: OperationShape,
): PasswordFields | undefined {
  const properties = body?.schema.properties ?? [];
  if (!["post", "put", "patch"].includes(operation.method) || place.kind !== "literal") return undefined;
  if (properties.length < 2 || properties.length > 3) return undefined;
  const isSecret = (property: (typeof properties)[number]): boolean =>
    flattenSchema(contract, property.schema).types.includes("string") &&
    (isPassword(contract, property) || hasWord(property.name, repeatWords));
  if (!properties.every(isSecret)) return undefined;
  const names = properties.map(({ name }) => name);
  const old = names.filter((name) => hasWord(name, oldWords) && !hasWord(name, newWords));
  const repeated = names.filter((name) => hasWord(name, repeatWords) && !old.includes(name));
  const fresh = names.filter((name) => !old.includes(name) && !repeated.includes(name));
  const [oldField, newField, repeatedField] = [old[0], fresh[0], repeated[0]];
  if (oldField === undefined || newField === undefined || old.length > 1 || fresh.length > 1)
    return undefined;
  return { oldField, newField, ...(repeatedField !== undefined && { repeatedField }) };
}
