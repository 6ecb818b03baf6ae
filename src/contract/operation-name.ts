import type { Operation } from "./contract.ts";

/** An operation as people write it: `POST /orders`. */
export function operationName({ method, path }: Pick<Operation, "method" | "path">): string {
  return `${method.toUpperCase()} ${path}`;
}
