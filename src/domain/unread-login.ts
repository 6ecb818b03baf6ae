import type { Contract, SecurityScheme } from "#contract";
import { isAboutSigningIn, isCalledSigningIn } from "./door-words.ts";
import { isPassword } from "./is-password.ts";
import type { OperationShape } from "./shapes.ts";

/**
 * An operation by which callers sign in with a password, where how is not understood. What it hands over is no key that
 * the owner of the server gives out: it says who somebody is, and nobody gets it as long as the operation is open.
 */
export function findUnreadLogin(
  contract: Contract,
  shapes: readonly OperationShape[],
): OperationShape | undefined {
  return shapes.find((shape) => takesPassword(contract, shape) && isAboutSigningIn(shape));
}

/** Whether an operation takes a password and is called signing in: where there is one, no other is meant by that. */
export function isNamedLogin(contract: Contract, shape: OperationShape): boolean {
  return takesPassword(contract, shape) && isCalledSigningIn(shape);
}

/** Whether such an operation may be what issues the credential: session cookies, and tokens that people carry. */
export function mayCarrySession({ type, in: place, scheme, parameter }: SecurityScheme): boolean {
  if (type === "http") return scheme === "bearer";
  return type === "apiKey" && (place === "cookie" || parameter?.toLowerCase() === "authorization");
}

/** What is said of operations that ask for the credential of an operation which is left open. */
export function whyNobodySignsIn(login: string): string {
  return `nobody could call it: ${login}, by which callers sign in, is left open`;
}

function takesPassword(contract: Contract, { operation, body }: OperationShape): boolean {
  const properties = body?.schema.properties ?? [];
  return operation.method === "post" && properties.some((property) => isPassword(contract, property));
}
