import { ok } from "node:assert";
import type { BuildValue } from "#verbs";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { build } from "../../src/verbs/build.ts";
import type { BuildInput } from "../../src/verbs/build-input.ts";
import { context } from "./context.ts";

const lock = "fastapi==1.2.3 \\\n    --hash=sha256:aa\n    # via -r fastapi-runtime.in\n";
const locks = ["sqlite", "sqlite-dev", "postgresql", "postgresql-dev"];

/** A workspace in memory with a contract, to build into `/work/backend`. */
export function folderWith(contract: object): MemoryWorkspace {
  const shipped = locks.map((name) => [`/package/python/locks/fastapi-${name}.txt`, lock]);
  return openMemory({ files: { "contract.json": print(contract), ...Object.fromEntries(shipped) } });
}

/** What builds wrote, by contract: the same for whoever begins with it, and each gets files of its own. */
const standing = new Map<string, Promise<ReadonlyMap<string, string>>>();

/** The same, built already. */
export async function folderBuilt(contract: object): Promise<MemoryWorkspace> {
  const key = print(contract);
  const files = standing.get(key) ?? buildOnce(contract);
  standing.set(key, files);
  return openMemory({ files: Object.fromEntries(await files) });
}

async function buildOnce(contract: object): Promise<ReadonlyMap<string, string>> {
  const workspace = folderWith(contract);
  await built(workspace);
  return workspace.files;
}

export function putContract(workspace: MemoryWorkspace, contract: object): void {
  workspace.apply([{ kind: "write", path: "contract.json", text: print(contract) }]);
}

/** What else is said on the command line; undefined takes back what is said otherwise. */
type Wishes = { readonly [Key in keyof BuildInput]?: BuildInput[Key] | undefined };

/** Builds without a proof, and gives what the build has to say. */
export async function buildIn(
  workspace: MemoryWorkspace,
  input: Wishes = {},
): Promise<{ readonly exitCode: number; readonly value: BuildValue }> {
  const given = { contract: "contract.json", directory: "backend", noProve: true, ...input };
  const said = Object.entries(given).filter(([, value]) => value !== undefined);
  return build.run(workspace, Object.fromEntries(said) as BuildInput, context);
}

/** The same, of a build that is not refused. */
export async function built(
  workspace: MemoryWorkspace,
  input: Wishes = {},
): Promise<NonNullable<BuildValue["built"]>> {
  const { value } = await buildIn(workspace, input);
  ok(value.built, JSON.stringify(value.refused ?? value.findings));
  return value.built;
}

/** A file of the project. */
export function textOf(workspace: MemoryWorkspace, path: string): string {
  const text = workspace.readText(`backend/${path}`);
  ok(text !== undefined, `${path} is there`);
  return text;
}

/** A hand edit: one text for another, which must be there. */
export function edit(workspace: MemoryWorkspace, path: string, from: string, to: string): void {
  const text = textOf(workspace, path);
  ok(text.includes(from), `${path} has ${from}`);
  workspace.apply([{ kind: "write", path: `backend/${path}`, text: text.replace(from, () => to) }]);
}

function print(contract: object): string {
  return JSON.stringify(contract, null, 2);
}
