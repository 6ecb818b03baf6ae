// The generated projects in examples/: what a build of each contract there writes now. Their HANDOFF.md come from proofs
// (`npm run example`), which take longer than a comparison of texts should.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readContract } from "#contract";
import { understand } from "#domain";
import { openDisk } from "#workspace";
import { generateProject, wantedFiles } from "../src/verbs/build/project-files.ts";
import { openBeside } from "../src/verbs/contract-files.ts";
import { defaultDatabase, defaultStack } from "../src/verbs/stacks.ts";
import type { GeneratedText } from "./generate-texts.ts";

/** A contract, and the folder of the project that is built from it. */
export interface Example {
  readonly contract: string;
  readonly folder: string;
}

export const examples: readonly Example[] = [
  { contract: "examples/conduit/openapi.yml", folder: "examples/conduit-fastapi" },
  { contract: "examples/museum/openapi.yaml", folder: "examples/museum-fastapi" },
  { contract: "examples/petstore/openapi.yaml", folder: "examples/petstore-fastapi" },
  { contract: "examples/tictactoe/openapi.yaml", folder: "examples/tictactoe-fastapi" },
  { contract: "examples/cafe/openapi.yaml", folder: "examples/cafe-fastapi" },
];

/** The files of all example projects. */
export function generateExamples(root: string): readonly GeneratedText[] {
  return examples.flatMap((example) => generateExample(root, example));
}

function generateExample(root: string, example: Example): readonly GeneratedText[] {
  const text = readFileSync(join(root, example.contract), "utf8");
  const workspace = openDisk({ root });
  const beside = openBeside(workspace, example.contract);
  const { value: contract, plain, bundle } = readContract(example.contract, text, beside);
  if (!contract || !plain) throw new Error(`${example.contract} cannot be read`);
  const document = { text: bundle?.text ?? text, name: example.contract, plain };
  const settings = { stack: defaultStack, database: defaultDatabase };
  const { value: domain, contract: whole } = understand(contract);
  const project = generateProject(workspace, { domain, contract: whole, document, ...settings });
  if (!project) throw new Error("the default stack knows the default database");
  return wantedFiles(project, settings).map((file) => ({
    path: `${example.folder}/${file.path}`,
    text: file.text,
  }));
}
