import { type Contract, exampleOf, jsonMedia } from "#contract";
import type { Domain } from "#domain";
import type { SignIn } from "#prove";

/** How a proof gets a credential: by the operation that makes accounts, where the contract has one. */
export function describeSignIn(domain: Domain, contract: Contract): SignIn | undefined {
  const { accounts } = domain;
  const register = domain.operations.find(({ behaviour }) => behaviour.kind === "register");
  const operation = contract.operations.find(({ id }) => id === register?.id);
  const schema = operation?.requestBody && jsonMedia(operation.requestBody.content)?.schema;
  if (!accounts || !operation || !schema || register?.behaviour.kind !== "register") return undefined;
  const { answer, body } = register.behaviour;
  const example = exampleOf(contract, schema);
  return {
    method: operation.method,
    path: operation.path,
    body: withOwnNames(example, body.envelope, accounts.loginField, accounts.passwordField),
    status: answer.status,
    token: [...(answer.envelope === undefined ? [] : [answer.envelope]), accounts.tokenField],
  };
}

/** Values that no property test comes upon by chance. */
function withOwnNames(
  example: unknown,
  envelope: string | undefined,
  login: string,
  password: string,
): unknown {
  const inner = envelope === undefined ? example : field(example, envelope);
  if (typeof inner !== "object" || inner === null) return example;
  const texts = Object.entries(inner).map(([name, value]) => [name, own(name, value, login, password)]);
  const filled: unknown = Object.fromEntries(texts);
  return envelope === undefined ? filled : { [envelope]: filled };
}

function own(name: string, value: unknown, login: string, password: string): unknown {
  if (name === password) return "a long pass phrase 1!";
  if (name === login) return "conformance@keelback.test";
  return typeof value === "string" ? `conformance-${name}` : value;
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}
