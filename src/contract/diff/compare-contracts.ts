import type { Contract } from "../contract.ts";
import { compareEvents } from "./compare-events.ts";
import { compareSecurity } from "./compare-security.ts";
import { compareTypes } from "./compare-types.ts";
import type { ContractChange } from "./contract-change.ts";
import { findOperation } from "./locate.ts";

/**
 * All that differs between two versions but for the requests and answers of operations, which an outside tool compares: events,
 * shared types, ways to sign in, and where the API stands.
 */
export function compareContracts(before: Contract, after: Contract): readonly ContractChange[] {
  return [
    ...compareBase(before, after),
    ...before.operations.flatMap((operation) => {
      const other = findOperation(after, operation.method, operation.path);
      if (other === undefined) return [];
      return compareSecurity(
        `${operation.method.toUpperCase()} ${operation.path}`,
        { contract: before, requirements: operation.security, span: operation.span },
        { contract: after, requirements: other.security, span: other.span },
      );
    }),
    ...compareEvents(before, after),
    ...compareTypes(before, after),
  ];
}

function compareBase(before: Contract, after: Contract): readonly ContractChange[] {
  if (before.basePath === after.basePath || before.operations.length === 0 || after.operations.length === 0)
    return [];
  const named = (path: string): string => (path === "" ? "the root" : `"${path}"`);
  const message = `all paths were below ${named(before.basePath)}, and are below ${named(after.basePath)}`;
  return [
    {
      ...{ item: "contract", kind: "base-path-changed", message, consumer: "breaking", provider: "breaking" },
      ...{ before: before.span, after: after.span },
    },
  ];
}
