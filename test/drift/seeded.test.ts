import { deepStrictEqual, strictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import type { Span } from "#base";
import type { Drift } from "#drift";
import { openMemory } from "#workspace";
import { drift } from "../../src/verbs/drift.ts";
import { sampled } from "../fuzz/rounds.ts";
import { context } from "../verbs/context.ts";
import { seededConduit } from "./seeded-conduit.ts";
import { type Change, seededDrifts } from "./seeded-drifts.ts";
import { seededEvents } from "./seeded-events.ts";

const examples = join(import.meta.dirname, "../../examples");

/** What build has written, with the contract that it was written from; or what is written by hand beside this file. */
function readExample(name: string): Readonly<Record<string, string>> {
  const folder = name === "shop" ? join(import.meta.dirname, name) : join(examples, name);
  const paths = (readdirSync(folder, { recursive: true }) as string[]).filter(
    (path) => /\.(?:py|ya?ml|md)$/.test(path) && !/schemathesis|compose/.test(path),
  );
  return Object.fromEntries(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

async function compare(files: Readonly<Record<string, string>>): Promise<readonly Drift[]> {
  return (await drift.run(openMemory({ files }), {}, context)).value.drifts;
}

function plant(files: Readonly<Record<string, string>>, { file, old, new: text }: Change) {
  const before = files[file] ?? "";
  const parts = old === "" ? [before, ""] : before.split(old);
  if (parts.length < 2 || (parts.length > 2 && file.startsWith("docs/")))
    throw new Error(`this stands ${parts.length - 1} times in ${file}: ${old}`);
  return { ...files, [file]: parts.join(text) };
}

/** `kind | item | at | aspect | the line of the document | the line of the source` */
function tell(files: Readonly<Record<string, string>>, found: Drift): string {
  const line = (span?: Span): string =>
    span === undefined ? "-" : (files[span.file]?.split("\n")[span.line - 1]?.trim() ?? "?");
  const { kind, item, others = [], at, aspect, document, source } = found;
  return [
    kind,
    [item, ...others.map((other) => other.item)].join(" + "),
    at,
    aspect ?? "-",
    line(document),
    line(source),
  ].join(" | ");
}

describe("what build wrote keeps its contract with its overlay", () => {
  const names = ["conduit", "shop", "museum", "tictactoe", "cafe", "petstore"];
  for (const name of names)
    test(name, async () => {
      const drifts = await compare(readExample(name === "shop" ? name : `${name}-fastapi`));
      deepStrictEqual(
        drifts.map(({ kind, item, at }) => `${kind} | ${item} | ${at}`),
        [],
      );
    });
});

describe("drift that is put into what build wrote is found at its two places, and nothing else is", () => {
  const projects = new Map<string, Readonly<Record<string, string>>>();
  for (const { name, project, changes, found } of sampled([
    ...seededDrifts,
    ...seededConduit,
    ...seededEvents,
  ]))
    test(name, async () => {
      const whole = projects.get(project) ?? readExample(project);
      projects.set(project, whole);
      const files = changes.reduce(plant, whole);
      const drifts = await compare(files);
      deepStrictEqual(
        drifts.map((each) => tell(files, each)),
        found,
      );
      for (const { document, source } of drifts) {
        if (document !== undefined) strictEqual(document.file.startsWith("docs/"), true);
        if (source !== undefined) strictEqual(source.file.endsWith(".py"), true);
      }
    });
});
