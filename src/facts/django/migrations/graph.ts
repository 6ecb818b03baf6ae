import { parentsFirst } from "../../parents-first.ts";
import type { Migration } from "./operations.ts";

/** The migrations of a project in an order in which they can be applied. */
export interface MigrationGraph {
  readonly ordered: readonly Migration[];
  /** Those that nothing of the same application comes after, by application. */
  readonly leaves: ReadonlyMap<string, readonly Migration[]>;
  /** Those that a squashed one stands for. */
  readonly replaced: ReadonlySet<Migration>;
  /** Those that each one comes after. */
  readonly parents: ReadonlyMap<Migration, ReadonlySet<Migration>>;
}

export function keyOf({ app, name }: Pick<Migration, "app" | "name">): string {
  return `${app}.${name}`;
}

/**
 * Links migrations as a database without any sees them: squashed ones stand for what they replace.
 * https://github.com/django/django/blob/stable/6.0.x/django/db/migrations/loader.py
 */
export function linkMigrations(migrations: readonly Migration[]): MigrationGraph {
  const stands = new Map<string, Migration>(migrations.map((migration) => [keyOf(migration), migration]));
  const replaced = new Set<Migration>();
  for (const migration of migrations) {
    for (const key of migration.replaces) {
      const old = stands.get(key);
      if (old !== undefined && old !== migration) replaced.add(old);
      stands.set(key, migration);
    }
  }
  const standing = (key: string): Migration | undefined => {
    let at = stands.get(key);
    for (let way = 0; at !== undefined && replaced.has(at) && way < 20; way += 1) at = stands.get(keyOf(at));
    return at;
  };
  const live = migrations.filter((migration) => !replaced.has(migration));
  const parents = new Map<Migration, Set<Migration>>(live.map((migration) => [migration, new Set()]));
  const link = (later: Migration | undefined, earlier: Migration | undefined): void => {
    if (later !== undefined && earlier !== undefined && later !== earlier) parents.get(later)?.add(earlier);
  };
  for (const migration of migrations) {
    const own = replaced.has(migration) ? standing(keyOf(migration)) : migration;
    for (const key of migration.after) for (const each of named(live, standing, key)) link(own, each);
    for (const key of migration.before) link(standing(key), own);
  }
  const sorted = live.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1));
  const ordered = parentsFirst(sorted, (migration) => parents.get(migration) ?? []);
  return { ordered, leaves: findLeaves(live, parents), replaced, parents };
}

/** `shop.__first__` and `shop.__latest__` are whichever has nothing of the application before or after it. */
function named(
  live: readonly Migration[],
  standing: (key: string) => Migration | undefined,
  key: string,
): readonly Migration[] {
  const end = /^(.*)\.(__first__|__latest__)$/.exec(key);
  if (end === null) return [standing(key) ?? []].flat();
  const own = live
    .filter(({ app }) => app === end[1])
    .toSorted((one, other) => (one.name < other.name ? -1 : 1));
  return [(end[2] === "__first__" ? own[0] : own.at(-1)) ?? []].flat();
}

function findLeaves(
  live: readonly Migration[],
  parents: ReadonlyMap<Migration, ReadonlySet<Migration>>,
): ReadonlyMap<string, readonly Migration[]> {
  const followed = new Set<Migration>();
  for (const [migration, before] of parents) {
    for (const parent of before) if (parent.app === migration.app) followed.add(parent);
  }
  const leaves = new Map<string, Migration[]>();
  for (const migration of live) {
    if (!followed.has(migration))
      leaves.set(migration.app, [...(leaves.get(migration.app) ?? []), migration]);
  }
  return leaves;
}
