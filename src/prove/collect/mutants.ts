import { assert } from "#base";
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
  const work = async (name: string): Promise<void> => {
    const lane = layLane(bench, name);
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      results.set(next.index, await runMutant(bench, next.mutant, lane));
      bench.told(results.size, mutants.length);
    }
  };
  const lanes = Math.min(bench.lanes, mutants.length);
  await Promise.all(Array.from({ length: lanes }, (_, index) => work(`lane-${index}`)));
  return mutants.flatMap((_, index) => results.get(index) ?? []);
}

/** A finished tree of its own, in which one file at a time is another: what the others compile to stays. */
interface Lane {
  readonly folder: string;
  readonly texts: ReadonlyMap<string, string>;
  put(path: string, text: string): void;
}

function layLane({ workspace, scratch, finished }: MutantBench, name: string): Lane {
  const folder = layTree(workspace, scratch, name, finished);
  return {
    folder,
    texts: new Map(finished.map(({ path, text }) => [path, text])),
    put(path, text) {
      const written = workspace.at(folder).apply([{ kind: "write", path, text }]);
      assert(written.ok, "the scratch folder can be written");
    },
  };
}

async function runMutant(bench: MutantBench, mutant: MutantInput, lane: Lane): Promise<MutantRun> {
  const original = lane.texts.get(mutant.path);
  assert(original !== undefined, `${mutant.id}: a mutant changes a file that is there`);
  const near = mutant.tests.filter((path) => lane.texts.has(path));
  lane.put(mutant.path, mutant.text);
  try {
    const first = near.length > 0 ? judge(mutant, await bench.run(lane.folder, near, true)) : undefined;
    if (first !== undefined && first.verdict === "assertion") return first;
    const all = judge(mutant, await bench.run(lane.folder, [], true));
    return all.verdict === "survived" && first ? first : all;
  } finally {
    lane.put(mutant.path, original);
  }
}

function judge({ id }: MutantInput, run: TestRun): MutantRun {
  if (run.status === "timed-out") return { id, verdict: "timed-out" };
  const failed = [...failures(run).values()];
  const noticed = failed.find(({ byAssertion }) => byAssertion) ?? failed[0];
  if (noticed) return { id, verdict: noticed.byAssertion ? "assertion" : "error", by: noticed.id };
  return { id, verdict: run.collectionErrors.length > 0 || run.status === "crashed" ? "error" : "survived" };
}
