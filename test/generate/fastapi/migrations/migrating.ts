import { deepStrictEqual, ok } from "node:assert";
import { readContract } from "#contract";
import { understand } from "#domain";
import type { MigrationPlan, StackMigrations } from "#generate";
import { type Database, drawBlueprint } from "../../../../src/generate/fastapi/blueprint.ts";
import { noMigrations } from "../../../../src/generate/fastapi/migrations/no-migrations.ts";
import { planMigration } from "../../../../src/generate/fastapi/migrations/plan-migration.ts";
import { type ChangeName, conduitAfter } from "../../../verbs/conduit-changes.ts";

export const folder = "migrations/versions";

export interface Migrated {
  readonly files: ReadonlyMap<string, string>;
  readonly record: string | undefined;
}

export type Wishes = Partial<StackMigrations> & { readonly database?: Database };

/** What is planned for a contract, on what stands. */
export function planFor(contract: object, standing: Migrated, wishes: Wishes = {}): MigrationPlan {
  const { database = "sqlite", ...rest } = wishes;
  const { value } = readContract("contract.json", JSON.stringify(contract));
  ok(value, "it is a contract");
  const blueprint = drawBlueprint(understand(value).value, value, database);
  const { files, record } = standing;
  return planMigration(blueprint, {
    ...noMigrations,
    standing: files,
    ...(record !== undefined && { record }),
    ...rest,
  });
}

/** The same, once it is written. */
export function migrate(contract: object, standing: Migrated, wishes: Wishes = {}): Migrated {
  const plan = planFor(contract, standing, wishes);
  deepStrictEqual(plan.problems, []);
  return { files: new Map(plan.files.map(({ path, text }) => [path, text])), record: plan.record.text };
}

/** Why nothing is written, each reason with its mend. */
export function refusalOf(contract: object, standing: Migrated, wishes: Wishes = {}): string {
  const { problems, added, record } = planFor(contract, standing, wishes);
  ok(problems.length > 0, "it is refused");
  deepStrictEqual([added, record.text], [undefined, standing.record ?? ""]);
  return problems.map(({ message, mend }) => `${message}: ${mend}`).join("\n");
}

export const nothing: Migrated = { files: new Map(), record: undefined };

const known = new Map<string, Migrated>();

/** Conduit as it was built first, and after each of these changes: many tests begin with the same. */
export function afterEach(...changes: readonly ChangeName[]): Migrated {
  const key = changes.join(" ");
  const found = known.get(key);
  if (found !== undefined) return found;
  const before = changes.length === 0 ? nothing : afterEach(...changes.slice(0, -1));
  const after = migrate(conduitAfter(...changes), before);
  known.set(key, after);
  return after;
}

export function namesOf({ files }: Migrated): readonly string[] {
  return [...files.keys()].map((path) => path.slice(folder.length + 1)).sort();
}

export function textOf({ files }: Migrated, name: string): string {
  const text = files.get(`${folder}/${name}`);
  ok(text !== undefined, `there is ${name}`);
  return text;
}

export function withFile({ files, record }: Migrated, name: string, text: string): Migrated {
  return { files: new Map([...files, [`${folder}/${name}`, text]]), record };
}
