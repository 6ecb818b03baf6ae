import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { temporaryFolder } from "./harness.ts";

type Named = Readonly<Record<string, unknown>>;

interface Document {
  readonly openapi: string;
  readonly servers?: unknown;
  readonly paths: Named;
  readonly components: Readonly<Record<string, Named>>;
}

/**
 * Several small contracts in one, so that one proof serves them: nearly half of what a small one costs has nothing to do
 * with it. Not for large ones: each wrong version starts the whole application, so that together they cost more than apart.
 * What has one name must be the same. That each is also written well by itself shows in `derived.test.ts`.
 */
export function together(title: string, ...paths: readonly string[]): string {
  const documents = paths.map((path) => parse(readFileSync(path, "utf8")) as Document);
  const sections = new Set(documents.flatMap(({ components }) => Object.keys(components)));
  const [servers] = documents.flatMap((document) => document.servers ?? []);
  const whole = {
    openapi: documents
      .map(({ openapi }) => openapi)
      .sort()
      .at(-1),
    info: { title, version: "1" },
    ...(servers !== undefined && { servers: [servers] }),
    paths: joined(documents.map((document) => document.paths)),
    components: Object.fromEntries(
      [...sections].map((name) => [name, joined(documents.map(({ components }) => components[name] ?? {}))]),
    ),
  };
  const path = join(temporaryFolder(), "together.json");
  writeFileSync(path, JSON.stringify(whole, undefined, 2));
  return path;
}

function joined(parts: readonly Named[]): Named {
  const whole: Record<string, unknown> = {};
  for (const [name, value] of parts.flatMap(Object.entries)) {
    assert.deepEqual(whole[name] ?? value, value, `${name} is not the same in all`);
    whole[name] = value;
  }
  return whole;
}
