import type { Finding, Span } from "#base";
import type { Contract, Operation } from "#contract";

/** The reader's word for an operation that a broken place elsewhere takes with it. */
export const lostOperation = "contract/lost-operation";

/** Operations that errors keep from being understood, as `METHOD /path`: those that the reader lost, and those in or below which an error stands. */
export function affectedOperations(
  contract: Contract | undefined,
  findings: readonly Finding[],
): readonly string[] {
  const lost = findings.flatMap(({ rule, message }) => {
    const label = /^([A-Z]+ \/\S*) cannot be understood/.exec(message)?.[1];
    return rule === lostOperation && label !== undefined ? [label] : [];
  });
  return [...new Set([...lost, ...(contract ? brokenOperations(contract, findings) : [])])];
}

function brokenOperations(contract: Contract, findings: readonly Finding[]): readonly string[] {
  const places = findings.flatMap(({ rule, severity, span }) =>
    severity === "error" && span && rule !== lostOperation ? [span] : [],
  );
  if (places.length === 0) return [];
  return contract.operations
    .filter((operation) => reaches(operation, contract, places))
    .map(({ method, path }) => `${method.toUpperCase()} ${path}`);
}

/** Whether a part of the operation, or of a shared schema that it refers to, holds one of the places. */
function reaches(operation: Operation, contract: Contract, places: readonly Span[]): boolean {
  const seen = new Set<unknown>();
  const waiting: unknown[] = [operation];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (typeof value !== "object" || value === null || seen.has(value)) continue;
    seen.add(value);
    if (isPlaced(value) && places.some((place) => holdsPlace(value.span, place))) return true;
    if (isReference(value)) waiting.push(contract.schemas.get(value.name));
    waiting.push(...(value instanceof Map ? value.values() : Object.values(value)));
  }
  return false;
}

function isPlaced(value: object): value is { readonly span: Span } {
  return "span" in value && typeof value.span === "object" && value.span !== null && "offset" in value.span;
}

function isReference(value: object): value is { readonly kind: "ref"; readonly name: string } {
  return "kind" in value && value.kind === "ref" && "name" in value && typeof value.name === "string";
}

/** Whether one place lies within another. */
export function holdsPlace(outer: Span, inner: Span): boolean {
  return (
    outer.file === inner.file &&
    outer.offset <= inner.offset &&
    inner.offset < Math.max(outer.end, outer.offset + 1)
  );
}
