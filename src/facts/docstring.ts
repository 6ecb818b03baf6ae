import type { FunctionDefinition } from "#python";

/** What a function or class says of itself, without its indentation: https://peps.python.org/pep-0257/#handling-docstring-indentation */
export function docstringOf({ body }: Pick<FunctionDefinition, "body">): string | undefined {
  const [first] = body;
  if (first?.kind !== "expression" || first.value.kind !== "string" || first.value.bytes) return undefined;
  const lines = first.value.value.replaceAll("\t", "        ").split("\n");
  const [head = "", ...rest] = lines;
  const indents = rest
    .filter((line) => line.trim() !== "")
    .map((line) => line.length - line.trimStart().length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return [head.trimStart(), ...rest.map((line) => line.slice(indent))]
    .map((line) => line.trimEnd())
    .join("\n")
    .trim();
}
