import type { Finding } from "#base";
import { type Facts, placeIn, readFacts, readProject, type SourceModule } from "#facts";
import type { FactKind, FactsInput } from "./facts-input.ts";
import { isBelow, readPythonFiles } from "./python-files.ts";
import type { Verb } from "./verb.ts";

export interface FactsValue extends Facts {
  readonly files: number;
  readonly lines: number;
  readonly findings: readonly Finding[];
  /** The one kind that was asked for. */
  readonly only?: FactKind;
  readonly all: boolean;
}

/** What the source says, read without running it. The whole folder is read, whatever part is shown, for names lead anywhere. */
export const facts: Verb<FactsInput, FactsValue> = {
  async run(workspace, { paths = [], only, all = false }) {
    const { texts, findings } = readPythonFiles(workspace);
    const missing = paths.filter((path) => ![...texts.keys()].some((file) => isBelow(file, [path])));
    const project = readProject(texts);
    const { routes, models, schemas } = readFacts(project);
    const shown = [...project.modules.values()].filter(({ path }) => isBelow(path, paths));
    const value: FactsValue = {
      routes: routes.filter(({ span }) => isBelow(span.file, paths)),
      models: models.filter(({ span }) => isBelow(span.file, paths)),
      schemas: schemas.filter(({ span }) => isBelow(span.file, paths)),
      files: shown.length,
      lines: shown.reduce((sum, { syntax }) => sum + countLines(syntax.text), 0),
      findings: [...findings, ...missing.map(noPython), ...shown.flatMap(brokenFile)],
      ...(only === undefined ? {} : { only: only as FactKind }),
      all,
    };
    return { exitCode: missing.length > 0 ? 2 : 0, value };
  },
};

function countLines(text: string): number {
  const ended = text.match(/\r\n?|\n/g)?.length ?? 0;
  return text === "" || /[\r\n]$/.test(text) ? ended : ended + 1;
}

function noPython(path: string): Finding {
  return {
    rule: "source/no-python",
    severity: "error",
    message: `there is no Python at ${path}`,
    mend: "name a file or a folder below this one",
  };
}

/** The first place at which a file is no Python: what stands there is missing from the facts. */
function brokenFile(module: SourceModule): readonly Finding[] {
  const [problem] = module.syntax.problems;
  if (problem === undefined) return [];
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
