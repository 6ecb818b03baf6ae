import type { StackMigrations } from "../../stack.ts";

/** Of a project that does not exist yet. */
export const noMigrations: StackMigrations = {
  standing: new Map(),
  renamed: {},
  existing: {},
  allowDataLoss: false,
  migrated: false,
};
