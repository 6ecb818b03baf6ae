// The generated project in examples/: what a build of the example contract writes now. Its HANDOFF.md comes from a proof
// (`npm run example`), which takes longer than a comparison of texts should.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readContract } from "#contract";
import { understand } from "#domain";
import { openDisk } from "#workspace";
import { generateProject, wantedFiles } from "../src/verbs/build/project-files.ts";
import { defaultDatabase, defaultStack } from "../src/verbs/stacks.ts";
import type { GeneratedText } from "./generate-texts.ts";

export const exampleContract = "examples/conduit/openapi.yml";
export const exampleFolder = "examples/conduit-fastapi";

/** The example project's files; none where the contract cannot be read. */
export function generateExample(root: string): readonly GeneratedText[] {
  const text = readFileSync(join(root, exampleContract), "utf8");
  const { value: contract, plain } = readContract(exampleContract, text);
  if (!contract || !plain) throw new Error(`${exampleContract} cannot be read`);
  const document = { text, name: exampleContract, plain };
  const settings = { stack: defaultStack, database: defaultDatabase };
  const domain = understand(contract).value;
  const project = generateProject(openDisk({ root }), { domain, contract, document, ...settings });
  if (!project) throw new Error("the default stack knows the default database");
  return wantedFiles(project, settings).map(({ path, text }) => ({ path: `${exampleFolder}/${path}`, text }));
}
