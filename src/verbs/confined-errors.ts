import type { Finding } from "#base";
import type { Contract, Operation } from "#contract";
import { holdsPlace } from "./affected-operations.ts";

/** Errors that each spoil one operation and nothing else: what was not said is read as any text or value. */
const confinedRules: ReadonlySet<string> = new Set([
  "contract/unknown-type",
  "contract/undeclared-path-parameter",
]);

/** A contract whose errors can be left out with the operations in which they stand. */
export interface Sparing {
  /** The errors as warnings. */
  readonly findings: readonly Finding[];
  /** Why an operation is left open, by its id. */
  readonly spoiled: ReadonlyMap<string, string>;
}

/** Undefined where some error reaches further than the operation in which it stands, or nothing would be left. */
export function spareOperations(contract: Contract, findings: readonly Finding[]): Sparing | undefined {
  const spoiled = new Map<string, string>();
  const spared = findings.map((finding): Finding | undefined => {
    if (finding.severity !== "error") return finding;
    const operation = confinedTo(contract, finding);
    if (!operation) return undefined;
    spoiled.set(operation.id, `the contract is wrong here: ${finding.message}`);
    return {
      ...finding,
      severity: "warning",
      message: `${finding.message}; ${operation.method.toUpperCase()} ${operation.path} is left open because of it`,
    };
  });
  const kept = spared.filter((finding) => finding !== undefined);
  return kept.length < findings.length || spoiled.size === contract.operations.length
    ? undefined
    : { findings: kept, spoiled };
}

/** The only operation that holds the place of an error on which nothing else depends. */
function confinedTo(contract: Contract, { rule, span }: Finding): Operation | undefined {
  if (!span || !confinedRules.has(rule)) return undefined;
  const holding = contract.operations.filter((operation) => holdsPlace(operation.span, span));
  return holding.length === 1 ? holding[0] : undefined;
}
