// In: a domain, its contract, the database. Out: a whole FastAPI project, its example server, mutants and commands, as data.
// The only folder that knows FastAPI, Pydantic, SQLAlchemy and Alembic by name.
// Never here: reading or writing of files, running of Python, and what a contract means.
import { assert } from "#base";
import type { Contract } from "#contract";
import type { Domain } from "#domain";
import type { GeneratedProject, Stack, StackInput } from "../stack.ts";
import { emitApp, emitShell, emitSkeleton } from "./app/index.ts";
import { type Blueprint, type Database, drawBlueprint } from "./blueprint.ts";
import { describeCommands } from "./commands.ts";
import { description } from "./description.ts";
import { emitExampleServer } from "./example-server.ts";
import { noMigrations } from "./migrations/no-migrations.ts";
import { planMigration } from "./migrations/plan-migration.ts";
import { makeMutants } from "./mutants/index.ts";
import {
  applyOverlay,
  closedContract,
  emitProject,
  listSwitchedOff,
  servedDocument,
} from "./project/index.ts";
import { emitTests } from "./tests/index.ts";

export const fastapi: Stack = {
  ...description,
  generate,
  commands({ domain, contract, database }) {
    const blueprint = draw(domain, contract, database);
    return describeCommands(blueprint, planMigration(blueprint, noMigrations));
  },
};

function draw(domain: Domain, contract: Contract, database: string): Blueprint {
  assert(isDatabase(database), `the stack has no database ${database}`);
  return drawBlueprint(domain, contract, database);
}

function generate(input: StackInput): GeneratedProject {
  const { domain, contract, locks } = input;
  const blueprint = draw(domain, contract, input.database);
  const migration = planMigration(blueprint, input.migrations ?? noMigrations);
  const commands = describeCommands(blueprint, migration);
  const code = emitApp(blueprint);
  const tests = emitTests(blueprint);
  const project = emitProject(blueprint, {
    requirements: lock(locks, commands.lock),
    devRequirements: lock(locks, commands.devLock),
    contractText: input.contractText,
    contractDocument: input.contractDocument,
    contractFileName: input.contractFileName,
    taken: input.taken ?? [],
    migrations: migration.files,
  });
  const overlay = project.find(({ path }) => path.endsWith(".overlay.yaml"));
  return {
    skeleton: emitSkeleton(blueprint, code),
    tests: tests.files,
    code,
    project,
    migration,
    testCases: tests.tests.map(({ nodeId, operation, kind, reason }) => ({
      id: nodeId,
      kind,
      ...(operation !== undefined && { operation }),
      ...(reason !== undefined && { reason }),
    })),
    commands,
    switchedOff: listSwitchedOff(blueprint, input.contractDocument),
    trials: () => ({
      exampleServer: [...emitShell(blueprint), ...emitExampleServer(blueprint)],
      mutants: makeMutants(blueprint, code),
      conformanceContract: applyOverlay(input.contractDocument, overlay?.text ?? "", (whole) =>
        servedDocument(whole, domain),
      ),
      closedContract: closedContract(input.contractDocument, domain),
    }),
  };
}

function isDatabase(text: string): text is Database {
  return text === "sqlite" || text === "postgresql";
}

function lock(locks: ReadonlyMap<string, string>, name: string): string {
  const text = locks.get(name);
  assert(text !== undefined, `the requirements ${name} are not shipped`);
  return text;
}
