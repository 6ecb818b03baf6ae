// Every file that a program writes: `npm run update` writes them, the tidy test compares.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { generateExamples } from "./generate-example.ts";
import { generateRules } from "./generate-rules.ts";
import { type GeneratedText, generateTexts } from "./generate-texts.ts";

/** A folder of units of extension: each file exports one value of the type. */
interface UnitFolder {
  readonly folder: string;
  readonly type: string;
}

export const unitFolders: readonly UnitFolder[] = [
  { folder: "src/domain/behaviours", type: "BehaviourRule" },
  { folder: "src/generate/fastapi/behaviours", type: "WrittenBehaviour" },
  { folder: "src/prove/gates", type: "Gate" },
  { folder: "src/contract/lint/rules", type: "ContractRule" },
];

const notUnits = new Set(["all.ts", "index.ts", "texts.ts"]);

/** One row a generator; a folder that is not there yet has nothing to be generated. */
const generators: readonly ((root: string) => readonly GeneratedText[])[] = [
  (root) =>
    unitFolders.filter(({ folder }) => existsSync(join(root, folder))).map((units) => listUnits(root, units)),
  (root) => [listFrontEnds(root)],
  generateRules,
  generateTexts,
  generateExamples,
];

/** All of them, from what lies in the repository. */
export function generateAll(root: string): readonly GeneratedText[] {
  return generators.flatMap((generate) => generate(root));
}

/** Those whose text on disk is another one. */
export function findStale(root: string): readonly GeneratedText[] {
  return generateAll(root).filter(({ path, text }) => {
    const file = join(root, path);
    return !existsSync(file) || readFileSync(file, "utf8") !== text;
  });
}

function listUnits(root: string, { folder, type }: UnitFolder): GeneratedText {
  const stems = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".ts") && !notUnits.has(name))
    .map((name) => name.slice(0, -3))
    .sort();
  const units = stems.map((stem) => ({
    stem,
    name: exportOf(readFileSync(join(root, folder, `${stem}.ts`), "utf8"), type),
  }));
  const missing = units.find(({ name }) => name === undefined);
  if (missing !== undefined)
    throw new Error(`${folder}/${missing.stem}.ts exports no \`const NAME: ${type}\``);
  const text = [
    "// Written by `npm run update`: the units of extension in this folder.",
    ...units.map(({ stem, name }) => `import { ${name} } from "./${stem}.ts";`),
    "",
    "export const all = [",
    ...units.map(({ name }) => `  ${name},`),
    "] as const;",
    "",
  ].join("\n");
  return { path: `${folder}/all.ts`, text };
}

/** The front ends of all frameworks: each folder below `src/facts` that has a `front-end.ts`. */
function listFrontEnds(root: string): GeneratedText {
  const folders = readdirSync(join(root, "src/facts"), { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(root, "src/facts", entry.name, "front-end.ts")))
    .map(({ name }) => name)
    .sort();
  const text = [
    "// Written by `npm run update`: the front ends of all frameworks.",
    ...folders.map((name) => `import { ${camel(name)} } from "./${name}/front-end.ts";`),
    "",
    "export const frontEnds = [",
    ...folders.map((name) => `  ${camel(name)},`),
    "] as const;",
    "",
  ].join("\n");
  return { path: "src/facts/front-ends.ts", text };
}

function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function exportOf(text: string, type: string): string | undefined {
  return new RegExp(`^export const (\\w+): ${type}\\b`, "m").exec(text)?.[1];
}
