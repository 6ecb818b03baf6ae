import { hasErrors } from "#base";
import { makePlan } from "#plan";
import type { Workspace } from "#workspace";
import type { BuildValue } from "./build/build-value.ts";
import { findProject } from "./build/find-project.ts";
import { migrationFindings } from "./build/migration-findings.ts";
import { overlaidFrom } from "./build/overlaid-files.ts";
import { type GenerateRequest, generateProject, readMigrations, wantedFiles } from "./build/project-files.ts";
import { recallSettled, rememberSettled } from "./build/settled.ts";
import { foreignPython } from "./build/target.ts";
import { refuse, writeProject } from "./build/write-project.ts";
import { readWritten } from "./build/written.ts";
import type { BuildInput } from "./build-input.ts";
import type { Settings } from "./settings.ts";
import { defaultDatabase, defaultStack } from "./stacks.ts";
import type { Verb, VerbContext, VerbResult } from "./verb.ts";

/** How long a build waits for another one in the same folder: most end sooner, a proof does not. */
const patienceMs = 10_000;

/** Plan, write, prove: from a contract to a tested, running back end. */
export const build: Verb<BuildInput, BuildValue> = {
  async run(workspace, input, context) {
    const { understanding, directory } = await findProject(workspace, input);
    const { contract, document, domain, findings, sources, affected, settings } = understanding;
    const base = { findings, sources, affected };
    if (!contract || !document || !domain || hasErrors(findings)) return { exitCode: 2, value: base };
    const stack = input.stack ?? settings.stack ?? defaultStack;
    const database = input.database ?? settings.database ?? defaultDatabase;
    const options = {
      stack,
      database,
      settings: settings.domain,
      tool: context.version,
      schemas: contract.schemas.size,
    };
    const understood = { ...base, understood: { domain, plan: makePlan(domain, options) } };
    const target = workspace.at(directory);
    const foreign = foreignPython(target, readWritten(target));
    if (foreign.length > 0)
      return refuse(
        understood,
        `${directory} holds Python code that is not from here`,
        foreign,
        "name an empty folder",
      );
    const lock = await target.lock({ purpose: "another build", waitMs: patienceMs });
    if (!lock.ok) return refuse(understood, lock.message, [], "let it end, and build again");
    try {
      const overlaid = overlaidFrom(workspace, directory, contract.file, document);
      const request = { domain, contract, document, ...overlaid, stack, database };
      return await buildInto({ workspace, target, directory, request, settings, input, context, understood });
    } finally {
      lock.release();
    }
  },
};

interface BuildJob {
  readonly workspace: Workspace;
  readonly target: Workspace;
  readonly directory: string;
  readonly request: GenerateRequest;
  readonly settings: Settings;
  readonly input: BuildInput;
  readonly context: VerbContext;
  readonly understood: BuildValue;
}

/** Under the lock of the target: what stands there now is what is compared. */
async function buildInto(job: BuildJob): Promise<VerbResult<BuildValue>> {
  const { workspace, target, directory, request, settings, input, context, understood } = job;
  const { stack, database } = request;
  const question = { workspace, target, directory, input, request, settings: settings.domain };
  const asked = { ...question, program: context.runtime.digest?.() };
  const settled = recallSettled(asked);
  if (settled) return { exitCode: settled.exitCode, value: { ...understood, built: settled.built } };
  const migrations = readMigrations(target, stack, {
    renamed: settings.domain.renamed ?? {},
    existing: settings.domain.existing ?? {},
    allowDataLoss: input.allowDataLoss ?? false,
    migrated: input.migrated ?? false,
  });
  const project = generateProject(workspace, { ...request, migrations });
  if (!project)
    return refuse(
      understood,
      `${stack} does not keep its data in ${database}`,
      [],
      "choose another --database",
    );
  const findings = [...understood.findings, ...migrationFindings(project.migration)];
  const base = { ...understood, findings };
  if (hasErrors(findings))
    return refuse(
      base,
      "the tables cannot be migrated, and nothing was written",
      [],
      "settle what is said above, and build again",
    );
  return writeProject({
    ...job,
    written: readWritten(target),
    files: wantedFiles(project, request),
    base,
    request: { ...request, project },
    remember: (found) => rememberSettled(asked, found, project.migration),
  });
}
