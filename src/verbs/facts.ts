import type { Finding } from "#base";
import { type Facts, readFacts, readProject } from "#facts";
import { findPlace } from "./check/find-place.ts";
import type { FactKind, FactsInput } from "./facts-input.ts";
import { isBelow, readPythonFiles, withoutPython } from "./python-files.ts";
import { brokenFile, countLines, noPython } from "./source-findings.ts";
import type { Verb } from "./verb.ts";

export interface FactsValue
  extends Omit<Facts, "modelDifferences" | "refusals" | "records" | "enums" | "externals" | "releases"> {
  readonly files: number;
  readonly lines: number;
  readonly findings: readonly Finding[];
  /** The one kind that was asked for. */
  readonly only?: FactKind;
  readonly all: boolean;
}

/** What the source says, read without running it. The whole folder is read, whatever part is shown, for names lead anywhere. */
export const facts: Verb<FactsInput, FactsValue> = {
  async run(workspace, { paths: named = [], only, all = false }) {
    const { value: place, findings: refused } = findPlace(workspace, named);
    const paths = place.shown;
    const { texts, findings } =
      refused.length > 0
        ? { texts: new Map<string, string>(), findings: refused }
        : readPythonFiles(workspace.at(place.base), place.project);
    const missing = withoutPython(paths, texts.keys());
    const project = readProject(texts);
    const read = readFacts(project);
    const { applications, routes, models, schemas, migrations, tasks } = read;
    const { jobs, signals, events, tests, settings, packages } = read;
    const shown = [...project.modules.values()].filter(({ path }) => isBelow(path, paths));
    const value: FactsValue = {
      applications: applications.filter(({ span }) => isBelow(span.file, paths)),
      routes: routes.filter(({ span }) => isBelow(span.file, paths)),
      models: models.filter(({ span }) => isBelow(span.file, paths)),
      schemas: schemas.filter(({ span }) => isBelow(span.file, paths)),
      migrations: migrations.filter(({ span }) => isBelow(span.file, paths)),
      tasks: tasks.filter(({ span }) => isBelow(span.file, paths)),
      jobs: jobs.filter(({ span }) => isBelow(span.file, paths)),
      signals: signals.filter(({ span }) => isBelow(span.file, paths)),
      events: events.filter(({ span }) => isBelow(span.file, paths)),
      tests: tests.filter(({ span }) => isBelow(span.file, paths)),
      settings: settings.filter(({ span }) => isBelow(span.file, paths)),
      packages: packages.filter(({ span }) => isBelow(span.file, paths)),
      files: shown.length,
      lines: shown.reduce((sum, { syntax }) => sum + countLines(syntax.text), 0),
      findings: [...findings, ...missing.map(noPython), ...shown.flatMap(brokenFile)],
      ...(only === undefined ? {} : { only: only as FactKind }),
      all,
    };
    return { exitCode: missing.length > 0 || refused.length > 0 ? 2 : 0, value };
  },
};
