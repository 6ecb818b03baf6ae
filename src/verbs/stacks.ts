/**
 * What can be written and where its data may be kept, by name alone. It stands here, and not in the stacks, so that the
 * settings and the command line know the names without loading what writes.
 */
export const stackNames = ["fastapi"] as const;

export const databases = ["sqlite", "postgresql"] as const;

export type StackName = (typeof stackNames)[number];
export type Database = (typeof databases)[number];

export const defaultStack: StackName = "fastapi";
export const defaultDatabase: Database = "sqlite";
