import { formatSpan } from "#base";
import type { OperationMeaning } from "#domain";
import { explainBehaviour, nameAccess, nameBehaviour } from "#plan";
import type { Look } from "../text/look.ts";
import { layTable, type Row } from "../text/table.ts";

/** Operations with what they do and on which evidence, in the contract's order. */
export function layOperations(
  operations: readonly OperationMeaning[],
  look: Look,
  bodyLines: number | undefined,
): readonly string[] {
  const rows = operations.map((operation): Row => {
    const open = operation.behaviour.kind === "custom";
    return {
      cells: [
        { text: routeOf(operation) },
        { text: operation.id === `${operation.method.toUpperCase()} ${operation.path}` ? "" : operation.id },
        { text: nameBehaviour(operation.behaviour), style: open ? "warning" : "heading" },
        { text: nameAccess(operation.access) },
      ],
      body: { text: explainBehaviour(operation) },
      end: { text: formatSpan(operation.span), style: "faint" },
    };
  });
  return layTable(rows, { look, indent: 2, ...(bodyLines !== undefined && { bodyLines }) });
}

/** `GET    /books` */
export function routeOf({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method.toUpperCase()} ${path}`;
}

/** The first so many, but those left open always before others: what is missing must not hide in the rest. */
export function chooseShown(
  operations: readonly OperationMeaning[],
  most: number,
): readonly OperationMeaning[] {
  const open = operations.filter(({ behaviour }) => behaviour.kind === "custom").slice(0, most);
  const others = operations.filter((operation) => !open.includes(operation)).slice(0, most - open.length);
  const chosen = new Set([...open, ...others]);
  return operations.filter((operation) => chosen.has(operation));
}
