export type StatementKind = "docstring" | "import" | "class" | "function" | "assignment" | "statement";

const name = "[\\p{ID_Start}_][\\p{ID_Continue}]*";
const classHead = new RegExp(`^class\\s+(${name})`, "u");
const functionHead = new RegExp(`^(?:async\\s+)?def\\s+(${name})`, "u");
const typeHead = new RegExp(`^type\\s+(${name})\\s*[=[]`, "u");
const assignmentHead = new RegExp(`^(${name})\\s*(?::(?!=)|=(?!=))`, "u");
const callHead = new RegExp(`^(?:await\\s+)?(${name}(?:\\.${name})*)\\(`, "u");
const clauseWords = /^(?:else|try|finally|except)$/;
const longest = 80;

/** What kind of statement a logical line begins, and the name under which it is known. */
export function nameStatement(
  text: string,
  isFirst: boolean,
): { readonly kind: StatementKind; readonly name: string } {
  const match = (pattern: RegExp): string | undefined => pattern.exec(text)?.[1];
  const className = match(classHead);
  if (className !== undefined) return { kind: "class", name: className };
  const functionName = match(functionHead);
  if (functionName !== undefined) return { kind: "function", name: functionName };
  if (/^(?:import|from)\s/.test(text)) return { kind: "import", name: firstLine(text) };
  const bound = match(typeHead) ?? match(assignmentHead);
  if (bound !== undefined && !clauseWords.test(bound)) return { kind: "assignment", name: bound };
  if (isFirst && /^[ru]?["']/i.test(text)) return { kind: "docstring", name: '"""' };
  const callee = match(callHead);
  return { kind: "statement", name: callee === undefined ? firstLine(text) : `${callee}()` };
}

function firstLine(text: string): string {
  return text
    .replace(/[\r\n].*$/s, "")
    .trimEnd()
    .slice(0, longest);
}
