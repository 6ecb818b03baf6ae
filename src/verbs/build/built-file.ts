import type { BuiltRecord, BuiltThing } from "#plan";
import { parseJson, type Workspace } from "#workspace";

export const builtFile = ".keelback/built.json";

/** One line for each operation and field, so that versions of the file merge. */
export function printBuilt({ operations, fields }: BuiltRecord): string {
  const lines = (things: Readonly<Record<string, BuiltThing>>): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.entries(things).map(([name, { text, digest }]) => [name, `${digest} ${text}`]));
  return `${JSON.stringify({ format: 1, operations: lines(operations), fields: lines(fields) }, null, 2)}\n`;
}

/** What the last build left; undefined where that is not known. */
export function readBuilt(target: Workspace): BuiltRecord | undefined {
  const value = parseJson(target.readText(builtFile));
  if (typeof value !== "object" || value === null) return undefined;
  const { format, operations, fields } = value as Readonly<Record<string, unknown>>;
  return format === 1 ? { operations: readThings(operations), fields: readThings(fields) } : undefined;
}

function readThings(value: unknown): Readonly<Record<string, BuiltThing>> {
  const entries = Object.entries(typeof value === "object" && value !== null ? value : {});
  return Object.fromEntries(
    entries.flatMap(([name, line]) => {
      const [, digest, text] = /^([0-9a-f]{12}) (.*)$/s.exec(String(line)) ?? [];
      return digest === undefined || text === undefined ? [] : [[name, { digest, text }] as const];
    }),
  );
}
