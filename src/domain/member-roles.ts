import { hasWord } from "./names.ts";
import type { OperationShape } from "./shapes.ts";

const memberWords: ReadonlySet<string> = new Set(
  "member members membership memberships collaborators participants contributors team teammates users people".split(
    " ",
  ),
);
const roleWords: ReadonlySet<string> = new Set(["role", "roles"]);

/** The path of people below one row who each have a role there, where an operation is about such a row: `/teams/{id}/members`. */
export function membersBeside(
  { operation }: OperationShape,
  shapes: readonly OperationShape[],
): string | undefined {
  const root = rootOf(operation.path);
  if (root === undefined) return undefined;
  const found = shapes.find(({ operation: other, body, answer }) => {
    if (rootOf(other.path) !== root) return false;
    const below = other.segments.slice(root.split("/").length - 1);
    const [next] = below;
    const isMembers = next?.kind === "literal" && memberWords.has(next.text.toLowerCase());
    const shown = answer.kind === "row" || answer.kind === "rows" ? answer.schema.properties : [];
    return (
      isMembers && [...(body?.schema.properties ?? []), ...shown].some(({ name }) => hasWord(name, roleWords))
    );
  });
  return found?.operation.path;
}

/** The path up to the first row that it names, whatever that is called: `/teams/{}`. */
function rootOf(path: string): string | undefined {
  return /^.*?\{[^}]+\}/.exec(path)?.[0].replace(/\{[^}]+\}/, "{}");
}
