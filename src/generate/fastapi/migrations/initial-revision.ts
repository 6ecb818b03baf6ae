import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { keptTables } from "./kept-table.ts";
import { createTables, dropTables } from "./print-tables.ts";
import { printRevision } from "./revision-file.ts";

/** `migrations/versions/0001_initial.py`: the tables that the models describe, made and unmade. */
export function printInitialRevision(blueprint: Blueprint): GeneratedFile {
  const tables = keptTables(blueprint);
  return printRevision({
    title: "The first tables.",
    revision: "0001",
    slug: "initial",
    upgrade: createTables(blueprint.database, tables),
    downgrade: dropTables(blueprint.database, tables),
  });
}
