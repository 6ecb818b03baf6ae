import { stackDescriptions } from "#generate";

/** Names of what can be written and of where its data may be kept; the first of each is taken unless another is asked for. */
export const stackNames: readonly string[] = stackDescriptions.map(({ name }) => name);

export const databases: readonly string[] = [
  ...new Set(stackDescriptions.flatMap((stack) => stack.databases)),
];

export const defaultStack = stackNames[0] ?? "";
export const defaultDatabase = databases[0] ?? "";
