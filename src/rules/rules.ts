// biome-ignore-all format: written by a program
// biome-ignore-all assist/source/organizeImports: written by a program
// Written by `npm run update`: all rules, by their ids.
import { redundantIndex as databaseRedundantIndex } from "./database/redundant-index.ts";
import { modelWithoutMigration as djangoModelWithoutMigration } from "./django/model-without-migration.ts";
import { nPlusOne as djangoNPlusOne } from "./django/n-plus-one.ts";
import { swallowedError as errorsSwallowedError } from "./errors/swallowed-error.ts";
import { importCycle as modulesImportCycle } from "./modules/import-cycle.ts";
import { debugDefaultOn as settingsDebugDefaultOn } from "./settings/debug-default-on.ts";
import type { Rule } from "./rule.ts";

export const rules: ReadonlyMap<string, Rule> = new Map([
  ["database/redundant-index", databaseRedundantIndex],
  ["django/model-without-migration", djangoModelWithoutMigration],
  ["django/n-plus-one", djangoNPlusOne],
  ["errors/swallowed-error", errorsSwallowedError],
  ["modules/import-cycle", modulesImportCycle],
  ["settings/debug-default-on", settingsDebugDefaultOn],
]);
