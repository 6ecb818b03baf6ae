import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { printInitialRevision } from "../migrations/initial-revision.ts";
import { emitAlembicConfig } from "./alembic-config.ts";
import { emitCompose } from "./compose.ts";
import { emitConformance } from "./conformance.ts";
import { emitDockerfile } from "./dockerfile.ts";
import { emitEnvExample } from "./env-example.ts";
import { emitIgnoreFiles } from "./ignore-files.ts";
import type { ProjectInputs } from "./inputs.ts";
import { emitMigrationEnvironment } from "./migration-environment.ts";
import { contractPath } from "./names.ts";
import { emitOverlay } from "./overlay/index.ts";
import { emitPyproject } from "./pyproject.ts";
import { emitReadme } from "./readme.ts";
import { emitRequirements } from "./requirements.ts";
import { emitWorkflow } from "./workflow.ts";

/** Everything of the project that is neither application nor tests: packaging, migrations, containers, checks, documents. */
export function emitProject(blueprint: Blueprint, inputs: ProjectInputs): readonly GeneratedFile[] {
  const overlay = emitOverlay(blueprint, inputs);
  return [
    emitReadme(blueprint, inputs, overlay !== undefined),
    emitPyproject(blueprint, inputs),
    ...emitRequirements(blueprint, inputs),
    emitEnvExample(blueprint),
    ...emitIgnoreFiles(blueprint),
    emitDockerfile(blueprint),
    emitCompose(blueprint),
    emitWorkflow(blueprint),
    ...emitAlembicConfig(),
    emitMigrationEnvironment(blueprint),
    ...(inputs.migrations ?? [printInitialRevision(blueprint)]),
    { path: contractPath(inputs), text: inputs.contractText },
    ...(overlay ? [overlay] : []),
    emitConformance(blueprint),
  ];
}
