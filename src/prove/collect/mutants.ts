import type { Workspace } from "#workspace";
import type { MutantRun, TestRun } from "../evidence.ts";
import { failures } from "../evidence.ts";
import type { MutantInput, TreeFile } from "../input.ts";
import { layTree } from "./trees.ts";

/** Runs tests in a folder; how is up to the caller. */
export type RunTests = (folder: string, paths: readonly string[], stopAtFirst: boolean) => Promise<TestRun>;

export interface MutantBench {
  readonly workspace: Workspace;
  readonly scratch: string;
  readonly finished: readonly TreeFile[];
  readonly run: RunTests;
  /** How many at a time. */
  readonly lanes: number;
  readonly told: (done: number, of: number) => void;
}

/** Runs every mutant against the tests that should notice it, and against all where those do not. */
export async function runMutants(
  bench: MutantBench,
  mutants: readonly MutantInput[],
): Promise<readonly MutantRun[]> {
  const queue = mutants.map((mutant, index) => ({ mutant, index }));
  const results = new Map<number, MutantRun>();
  const lane = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results.set(next.index, await runMutant(bench, next.mutant, `mutant-${next.index}`));
      bench.told(results.size, mutants.length);
    }
  };
  await Promise.all(Array.from({ length: bench.lanes }, lane));
  return mutants.flatMap((_, index) => results.get(index) ?? []);
}

async function runMutant(bench: MutantBench, mutant: MutantInput, name: string): Promise<MutantRun> {
  const files = bench.finished.map((file) =>
    file.path === mutant.path ? { ...file, text: mutant.text } : file,
  );
  const folder = layTree(bench.workspace, bench.scratch, name, files);
  const known = new Set(bench.finished.map(({ path }) => path));
  const near = mutant.tests.filter((path) => known.has(path));
  const first = near.length > 0 ? judge(mutant, await bench.run(folder, near, true)) : undefined;
  if (first !== undefined && first.verdict === "assertion") return first;
  const all = judge(mutant, await bench.run(folder, [], true));
  return all.verdict === "survived" && first ? first : all;
}

function judge({ id }: MutantInput, run: TestRun): MutantRun {
  if (run.status === "timed-out") return { id, verdict: "timed-out" };
  const failed = [...failures(run).values()];
  const noticed = failed.find(({ byAssertion }) => byAssertion) ?? failed[0];
  if (noticed) return { id, verdict: noticed.byAssertion ? "assertion" : "error", by: noticed.id };
  return { id, verdict: run.collectionErrors.length > 0 || run.status === "crashed" ? "error" : "survived" };
}
