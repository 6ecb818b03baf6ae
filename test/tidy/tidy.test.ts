import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { findStale, generateAll } from "../../scripts/generated.ts";
import { findCycles, findForbiddenImports, findMissingHeaders, readFolderTable } from "./folders.ts";
import { findDomainWords, findLooseEnds, findVagueNames, readDomainWords } from "./names.ts";
import { findFrameworkNames, findSideEffects } from "./purity.ts";
import { findLongFiles, findLongFunctions } from "./sizes.ts";
import { listSources, readSources, root } from "./sources.ts";

const sources = readSources();
const generated = new Set(generateAll(root).map(({ path }) => path));
const written = sources.filter(({ path }) => !generated.has(path));

/** Each problem is a line that begins with its place. */
function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join("\n"));
}

test("the test sees the sources, all of them, and the folder table", () => {
  assert.ok(sources.length > 20, `only ${sources.length} files`);
  assert.deepEqual(
    sources.map(({ path }) => path),
    listSources(),
  );
  assert.ok(written.length > 20);
  const table = readFolderTable();
  assert.ok(table.size > 5, `only ${table.size} rows in ARCHITECTURE.md`);
  const folders = new Set(sources.map(({ folder }) => folder));
  expectNone(
    [...folders]
      .filter((folder) => !table.has(folder))
      .map((folder) => `src/${folder} is not in ARCHITECTURE.md`),
  );
  expectNone(
    [...table.keys()]
      .filter((folder) => !existsSync(join(root, "src", folder)))
      .map((folder) => `ARCHITECTURE.md: there is no src/${folder}`),
  );
  expectNone(
    [...table.values()].flatMap((may) =>
      [...may]
        .filter((folder) => !table.has(folder))
        .map((folder) => `ARCHITECTURE.md: ${folder} is no folder`),
    ),
  );
});

test("imports go the way that ARCHITECTURE.md allows, through each folder's index.ts", () =>
  expectNone(findForbiddenImports(sources)));
test("no file imports itself in a circle; types count", () => expectNone(findCycles(sources)));
test("each folder has an entrance with three lines on what it is", () =>
  expectNone(findMissingHeaders(sources)));
test("disk, processes, network, clock and randomness are in workspace/disk and surfaces alone", () =>
  expectNone(findSideEffects(sources)));
test("no framework is named outside its own folders", () => expectNone(findFrameworkNames(sources)));
test("files are short", () => expectNone(findLongFiles(written)));
test("functions are short", () => expectNone(findLongFunctions(written)));
test("names say something", () => expectNone(findVagueNames(sources)));
test("nothing is any, and nothing is left for later", () => expectNone(findLooseEnds(sources)));
test("generated files are fresh: npm run update", () => expectNone(findStale(root).map(({ path }) => path)));

test("the sources know no contract", () => {
  const words = readDomainWords();
  for (const word of ["article", "conduit", "favorite"])
    assert.ok(words.has(word), `${word} is not looked for`);
  expectNone(findDomainWords(written));
});
