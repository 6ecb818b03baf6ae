import { splitWords } from "#base";
import { type Contract, flattenSchema, type Operation, type SchemaNode } from "#contract";

const credentialWords =
  /^(?:passwords?|passwd|passphrase|secret|otp|totp|tokens?|jwt|credentials?|assertion|signature|challenge|grant|authorization)$/;
/** These are one only where nothing else is said of them: a batch has a code too. */
const loneWords = /^(?:code|pin|key)$/i;
const deepest = 2;

/** Whether a value that an operation takes may be the wrong one by which somebody says who they are. */
export function mayHoldCredential(contract: Contract, { parameters, requestBody }: Operation): boolean {
  return (
    parameters.some(({ name }) => isCredential(name)) ||
    (requestBody?.content ?? []).some(({ schema }) => schema === undefined || holdsOne(contract, schema, 0))
  );
}

function isCredential(name: string): boolean {
  return loneWords.test(name) || splitWords(name).some((word) => credentialWords.test(word));
}

function holdsOne(contract: Contract, node: SchemaNode, depth: number): boolean {
  const { properties, oneOf, anyOf, types } = flattenSchema(contract, node);
  // A text, or what nothing is said of, may be anything.
  if (properties.length === 0 && oneOf.length + anyOf.length === 0 && !types.includes("object"))
    return depth === 0;
  const inner = [...properties.map(({ schema }) => schema), ...oneOf, ...anyOf];
  return (
    properties.some(({ name }) => isCredential(name)) ||
    (depth < deepest && inner.some((each) => holdsOne(contract, each, depth + 1)))
  );
}
