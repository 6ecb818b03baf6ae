import assert from "node:assert/strict";
import type { Contract } from "#contract";

/** Two readings say the same, but for where it stands. */
export function assertEqualButPlaces(actual: Contract, expected: Contract): void {
  assert.deepEqual(plain(actual), plain(expected));
}

/** Two readings say the same, but for where it stands and how shared schemas are called. */
export function assertEqualButNames(actual: Contract, expected: Contract): void {
  assert.deepEqual(withoutNames(actual), withoutNames(expected));
}

function plain(contract: Contract): unknown {
  return JSON.parse(JSON.stringify(contract, (key, value) => strip(key, value)));
}

function strip(key: string, value: unknown): unknown {
  if (key === "span" || key === "digest" || key === "file") return undefined;
  return value instanceof Map ? [...value] : value;
}

/** Schemas in the order in which operations and events come upon them. */
function withoutNames(contract: Contract): unknown {
  const names: string[] = [];
  const rename = (name: string): string => {
    if (!names.includes(name)) names.push(name);
    return `S${names.indexOf(name)}`;
  };
  const visit = (part: unknown): unknown =>
    JSON.parse(
      JSON.stringify(part, (key, value) => {
        if (key === "name" && typeof value === "string" && contract.schemas.has(value)) return rename(value);
        if (key === "mapping") return [...value].map(([text, name]) => [text, rename(name)]);
        return strip(key, value);
      }),
    );
  const operations = visit(contract.operations);
  const events = visit(contract.events);
  const schemas: unknown[] = [];
  for (let index = 0; index < names.length; index += 1)
    schemas.push(visit(contract.schemas.get(names[index] ?? "")));
  const { title, version, description, basePath, label } = contract;
  return {
    operations,
    events,
    schemas,
    schemes: plain({ ...contract, operations: [], events: [], schemas: new Map() }),
    title,
    version,
    description,
    basePath,
    label,
  };
}
