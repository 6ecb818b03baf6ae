import { parseJson } from "#workspace";
import type { MutationEvidence } from "../evidence.ts";
import { tail } from "../gate.ts";
import type { TreeFile } from "../input.ts";
import type { Bench } from "./commands.ts";
import { layTree } from "./trees.ts";

export interface MutationJob {
  readonly scratch: string;
  readonly finished: readonly TreeFile[];
  /** Packages that are mutated. */
  readonly packages: readonly string[];
  /** Which mutants, as shell patterns over `package.module.function`; empty: all. */
  readonly patterns: readonly string[];
  /** How many at a time. */
  readonly lanes: number;
}

// An hour and a half: some thousand mutants at a second or two each, on two cores.
const mutationTimeoutMs = 5_400_000;

/** Runs a general mutation tester, mutmut, over the finished project; its Python has the project's libraries too. */
export async function runMutation(
  bench: Omit<Bench, "folder" | "held">,
  job: MutationJob,
): Promise<MutationEvidence> {
  const folder = layTree(bench.workspace, job.scratch, "mutation", [
    ...job.finished.filter(({ path }) => path !== "setup.cfg"),
    { path: "setup.cfg", text: settingsOf(job) },
  ]);
  const call = (...rest: readonly string[]) =>
    bench.workspace.run({
      program: bench.python,
      arguments: ["-m", "mutmut", ...rest],
      folder,
      environment: bench.environment,
      timeoutMs: mutationTimeoutMs,
    });
  const run = await call("run", "--max-children", String(job.lanes), ...job.patterns);
  await call("export-cicd-stats");
  const results = await call("results");
  const counted = parseJson(
    bench.workspace.at(folder).readText("mutants/mutmut-cicd-stats.json"),
  ) as MutationCounts | null;
  const { killed = 0, survived = 0, timeout = 0, no_tests: unreached = 0 } = counted ?? {};
  const broken = (counted?.suspicious ?? 0) + (counted?.segfault ?? 0);
  return {
    killed,
    survived,
    timedOut: timeout,
    unreached,
    broken,
    survivors: survivorsIn(results.stdout),
    durationMs: run.durationMs,
    ...(run.code !== 0 && { problem: lastWords(`${run.stdout}\n${run.stderr}`) }),
  };
}

interface MutationCounts {
  readonly killed?: number;
  readonly survived?: number;
  readonly timeout?: number;
  readonly no_tests?: number;
  readonly suspicious?: number;
  readonly segfault?: number;
}

// The tester reads these before it asks pytest for anything. In the suite's own order a kill can be repeated.
function settingsOf({ packages }: MutationJob): string {
  const list = (values: readonly string[]): string => values.map((value) => `\n    ${value}`).join("");
  return [
    "[mutmut]",
    `source_paths=${list(packages)}`,
    `also_copy=${list(["pyproject.toml"])}`,
    `pytest_add_cli_args=${list(["-p", "no:randomly"])}`,
    `pytest_add_cli_args_test_selection=${list(["tests"])}`,
    "",
  ].join("\n");
}

/** Its progress is one line that is written over and over. */
function lastWords(output: string): string {
  return tail(output.replaceAll("\r", "\n"), 4).join("; ");
}

/** Names of what no test noticed: `app.users.service.x_login__mutmut_3`. */
function survivorsIn(output: string): readonly string[] {
  return [...output.matchAll(/^\s*(\S+): survived$/gm)].map(([, name]) => name ?? "").sort();
}
