import { splitWords } from "#base";
import type { Contract } from "../../contract.ts";
import { flattenSchema } from "../../flatten.ts";
import type { SchemaNode } from "../../schema.ts";
import type { ContractRule } from "../contract-rule.ts";

/** Words in a path or an id of what has to work before one is signed in, or for machines that sign otherwise. */
const beforeSignIn = new Set(
  "login signin sign register registration signup token tokens session sessions auth oauth password forgot reset verify verification confirm confirmation refresh revoke introspect authorize webhook webhooks callback callbacks health contact newsletter subscribe".split(
    " ",
  ),
);

/** Words of an operation that is asked with a body, and changes nothing. */
const asking = new Set(
  "search query lookup find filter validate preview calculate estimate convert".split(" "),
);

/** An operation that writes is open to all, in a contract whose other operations that write are not. */
export const missingAuthentication: ContractRule = {
  name: "missing-authentication",
  severity: "warning",
  summary: "an operation that writes asks for no credentials, though its neighbours do",
  find({ contracts }) {
    return [...contracts.values()].flatMap((contract) => {
      const writing = contract.operations.filter(
        ({ method, path, id }) =>
          ["post", "put", "patch", "delete"].includes(method) &&
          !splitWords(`${path} ${id}`).some((word) => asking.has(word)),
      );
      const open = writing.filter(({ security }) => security.length === 0);
      if (writing.length === 0 || open.length === 0) return [];
      if (contract.operations.every(({ security }) => security.length === 0))
        return [
          {
            message: `no operation of ${contract.title === "" ? contract.file : contract.title} asks for credentials, ${open.length} that write among them: anybody may change its data`,
            span: contract.span,
            mend: 'declare a security scheme and "security", or say security: [] where it is meant to be open',
          },
        ];
      // Where most writing is open, being open is the rule there and no oversight.
      if (open.length * 2 >= writing.length) return [];
      return open
        .filter(({ path, id }) => !splitWords(`${path} ${id}`).some((word) => beforeSignIn.has(word)))
        .filter(({ parameters }) => !parameters.some(({ name }) => secret.test(splitWords(name).join(" "))))
        .filter(
          ({ requestBody }) =>
            !(requestBody?.content ?? []).some(({ schema }) => asksSecret(contract, schema)),
        )
        .map(({ method, path, span }) => ({
          message: `${method.toUpperCase()} ${path} asks for no credentials, though ${writing.length - open.length} of ${writing.length} operations that write do: anybody may call it`,
          span,
          mend: "give it the security of its neighbours",
        }));
    });
  },
};

/** Whoever sends a password or a secret says by it who they are: signing up, signing in, handing in a token. */
const secret =
  /^(?:password|passwd|passphrase|secret|client ?secret|(?:refresh|access|id) token|otp|captcha|credentials?|\w+ (?:token|secret)|(?:licen[cs]e )?key)$/;

/** Levels of a body that are looked through. */
const deepest = 3;

function asksSecret(contract: Contract, node: SchemaNode | undefined, depth = 0): boolean {
  if (node === undefined || depth > deepest) return false;
  const { properties } = flattenSchema(contract, node);
  return properties.some(
    ({ name, schema }) => secret.test(splitWords(name).join(" ")) || asksSecret(contract, schema, depth + 1),
  );
}
