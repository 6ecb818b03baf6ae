import type { Finding } from "#base";
import { placeIn, type SourceModule } from "#facts";

/** Lines of a text; the last one counts whether it is ended or not. */
export function countLines(text: string): number {
  const isEnded = text === "" || text.endsWith("\n") || text.endsWith("\r");
  return countBreaks(text) + (isEnded ? 0 : 1);
}

function countBreaks(text: string): number {
  if (text.includes("\r")) return text.match(/\r\n?|\n/g)?.length ?? 0;
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

/** Where somebody asks for what is not there. */
export function noPython(path: string): Finding {
  return {
    rule: "source/no-python",
    severity: "error",
    message: `there is no Python at ${path}`,
    mend: "name a file or a folder that holds Python",
  };
}

/** The first place at which a file is no Python: what stands there is missing from the facts. */
export function brokenFile(module: SourceModule): readonly Finding[] {
  const [problem] = module.syntax.problems;
  if (problem === undefined) return [];
  // What another program makes Python of is none yet, and nobody's mistake.
  if (/\{[%{#].*[#}%]\}/.test(module.syntax.text)) return [templateFile(module, problem)];
  return [
    {
      rule: "source/invalid-syntax",
      severity: "warning",
      message: `${problem.message}: what the line says is missing here`,
      span: placeIn(module, problem),
      mend: "write it as Python of 3.8 to 3.14 has it",
    },
  ];
}

function templateFile(
  module: SourceModule,
  problem: { readonly start: number; readonly end: number },
): Finding {
  return {
    rule: "source/invalid-syntax",
    severity: "note",
    message: "this is a template of Python and no Python: it is not looked at",
    span: placeIn(module, problem),
  };
}
