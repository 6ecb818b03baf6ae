import { hasErrors, snakeCase } from "#base";
import { makePlan } from "#plan";
import type { BuildValue } from "./build/build-value.ts";
import { generateProject, wantedFiles } from "./build/project-files.ts";
import { foreignPython } from "./build/target.ts";
import { refuse, writeProject } from "./build/write-project.ts";
import { readWritten } from "./build/written.ts";
import type { BuildInput } from "./build-input.ts";
import { defaultDatabase, defaultStack } from "./stacks.ts";
import { readUnderstanding } from "./understanding.ts";
import type { Verb } from "./verb.ts";

/** Plan, write, prove: from a contract to a tested, running back end. */
export const build: Verb<BuildInput, BuildValue> = {
  async run(workspace, input, context) {
    const understanding = await readUnderstanding(workspace, input);
    const { contract, document, domain, findings, sources, affected, settings } = understanding;
    const base = { findings, sources, affected };
    if (!contract || !document || !domain || hasErrors(findings)) return { exitCode: 2, value: base };
    const stack = input.stack ?? settings.stack ?? defaultStack;
    const database = input.database ?? settings.database ?? defaultDatabase;
    const directory = input.directory ?? (snakeCase(domain.title) || "backend");
    const options = {
      stack,
      database,
      settings: settings.domain,
      tool: context.version,
      schemas: contract.schemas.size,
    };
    const understood = { domain, plan: makePlan(domain, options) };
    const project = generateProject(workspace, {
      domain,
      contract,
      document,
      stack,
      database,
    });
    if (!project)
      return refuse(
        { ...base, understood },
        `${stack} does not keep its data in ${database}`,
        [],
        "choose another --database",
      );
    const target = workspace.at(directory);
    const written = readWritten(target);
    const foreign = foreignPython(target, written);
    if (foreign.length > 0) {
      return refuse(
        { ...base, understood },
        `${directory} holds Python code that is not from here`,
        foreign,
        "name an empty folder",
      );
    }
    const files = wantedFiles(project, { stack, database });
    return writeProject({
      workspace,
      target,
      directory,
      written,
      files,
      context,
      input,
      base: { ...base, understood },
      request: { domain, contract, project, stack, database },
    });
  },
};
