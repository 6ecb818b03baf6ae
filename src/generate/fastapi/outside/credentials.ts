import { snakeCase } from "#base";
import type { Domain, OutsideCredential } from "#domain";
import { identifierText, name, type Py } from "#python";

/** Credentials that the server keeps digests of: keys, and the passwords of HTTP basic. */
export function keptCredentials({ outside }: Domain): readonly OutsideCredential[] {
  return outside.filter(({ kind }) => kind !== "token");
}

/** Whether some operation takes a token that another server signs. */
export function takesTokens({ outside }: Domain): boolean {
  return outside.some((credential) => credential.kind === "token" && !credential.issued);
}

/** Whether some operation takes a token that this server issues to clients. */
export function issuesTokens({ outside }: Domain): boolean {
  return outside.some((credential) => credential.kind === "token" && credential.issued !== undefined);
}

/** Where keys of several schemes are kept, each opens only what its own scheme does. */
export function keepsSchemes(domain: Domain): boolean {
  return keptCredentials(domain).length > 1;
}

/** The package that keeps keys: a name that no module of the contract's own has. */
export function keyModule(domain: Domain): string {
  const taken = new Set([
    ...domain.operations.map(({ module }) => module),
    ...domain.entities.map(({ table }) => table),
  ]);
  return ["access_keys", "issued_keys", "keys_of_callers"].find((wanted) => !taken.has(wanted)) ?? "key_ring";
}

export function outsideNamed(domain: Domain, scheme: string): OutsideCredential {
  const found = domain.outside.find((credential) => credential.scheme === scheme);
  if (!found) throw new Error(`keelback is broken here: no credential of the scheme ${scheme}`);
  return found;
}

/** The variable that holds a scheme: its name in the contract, in Python's spelling. */
export function schemeVariable(scheme: string): Py {
  return name(identifierText(snakeCase(scheme) || "credential", { avoidBuiltins: true }));
}

/** What a credential is called in a sentence. */
export function credentialWord({ kind }: OutsideCredential): string {
  return kind === "key" ? "key" : kind === "token" ? "token" : "name with its key";
}

/** `a key or a token`. */
export function anyOf(credentials: readonly OutsideCredential[]): string {
  return [...new Set(credentials.map((credential) => `a ${credentialWord(credential)}`))].join(" or ");
}

/** The variable in which property tests find the credential of a scheme, by its place among those of the domain. */
export function credentialVariable(index: number): string {
  return `CREDENTIAL_${index + 1}`;
}

/** The name to which a key is minted for the length of a run. */
export function holderName(index: number): string {
  return `holder-${index + 1}`;
}
