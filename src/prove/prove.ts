import type { Workspace } from "#workspace";
import { runChecks } from "./collect/checks.ts";
import { trialEnvironment } from "./collect/commands.ts";
import { runMutants } from "./collect/mutants.ts";
import { runMutation } from "./collect/mutation.ts";
import { openTests, type TestBench } from "./collect/tests.ts";
import { layTree } from "./collect/trees.ts";
import { type Evidence, failures, type MutationEvidence, plainId } from "./evidence.ts";
import type { Gate } from "./gate.ts";
import { all } from "./gates/all.ts";
import type { ProofInput } from "./input.ts";
import type { GateVerdict, Proof, ProofFigures, ProvenOperation } from "./proof.ts";
import type { ProofTools } from "./tools.ts";

export type ProofProgress = (stage: ProofStage, text: string) => void;

export type ProofStage = "red" | "green" | "able-to-fail" | "mutation" | "checks";

const gates: readonly Gate[] = [...all].sort((one, other) => one.rank - other.rank);

/** Runs everything and judges what it showed. Nothing is written to the target; scratch trees are gone afterwards. */
export async function prove(
  workspace: Workspace,
  input: ProofInput,
  tools: ProofTools,
  told: ProofProgress,
): Promise<Proof> {
  const started = workspace.elapsedMs();
  const scratch = workspace.temporaryFolder("proof");
  try {
    const evidence = await collect(workspace, scratch, input, tools, told);
    return conclude(evidence, input, tools, workspace.elapsedMs() - started);
  } finally {
    workspace.removeFolder(scratch);
  }
}

async function collect(
  workspace: Workspace,
  scratch: string,
  input: ProofInput,
  tools: ProofTools,
  told: ProofProgress,
): Promise<Evidence> {
  const lay = (name: string, files: ProofInput["trees"]["finished"]): string =>
    layTree(workspace, scratch, name, files);
  const finished = lay("finished", input.trees.finished);
  const tests = await openTests(workspace, { environment: tools.project, commands: input.commands });
  try {
    // Tests take one core, the slow checks the other: neither waits for the machine.
    const checks = runChecks(workspace, finished, input, tools, {
      told: (text) => told("checks", text),
      held: (program, environment) => tests.program(finished, program, environment),
    });
    const runs = await runSuites(tests, { lay, finished, input, told });
    const mutantsBegun = workspace.elapsedMs();
    const mutants = await runMutants(
      {
        workspace,
        scratch,
        finished: input.trees.finished,
        run: (folder, paths, stopAtFirst) => tests.run(folder, { paths, stopAtFirst }),
        lanes: tests.lanes,
        told: (done, of) => told("able-to-fail", `${done} of ${of}`),
      },
      input.mutants,
    );
    const mutantsMs = workspace.elapsedMs() - mutantsBegun;
    const mutation = await runGeneralMutants(workspace, scratch, input, tools, told, tests.lanes);
    return {
      ...(mutation && { mutation }),
      cases: input.cases,
      operations: input.operations,
      ...runs,
      mutants,
      mutantsMs,
      mutantsLeftOut: input.mutantsLeftOut,
      ...(await checks),
      strangers: strangersIn(workspace, input),
    };
  } finally {
    await tests.close();
  }
}

/** After everything else: it takes both cores, and many times as long. */
async function runGeneralMutants(
  workspace: Workspace,
  scratch: string,
  { mutation: patterns, commands, trees }: ProofInput,
  { mutation: environment }: ProofTools,
  told: ProofProgress,
  lanes: number,
): Promise<MutationEvidence | undefined> {
  if (patterns === undefined || environment === undefined) return undefined;
  told("mutation", patterns.length === 0 ? "all mutants" : patterns.join(" "));
  const variables = trialEnvironment(commands, commands.databaseUrl.replace("{name}", `${scratch}/mutation`));
  return runMutation(
    { workspace, python: environment.python, environment: variables },
    { scratch, finished: trees.finished, packages: commands.packages, patterns, lanes },
  );
}

interface Suites {
  readonly lay: (name: string, files: ProofInput["trees"]["finished"]) => string;
  readonly finished: string;
  readonly input: ProofInput;
  readonly told: ProofProgress;
}

type SuiteEvidence = Pick<Evidence, "skeleton" | "examples" | "green" | "shuffled"> &
  Partial<Pick<Evidence, "coverage">>;

async function runSuites(tests: TestBench, { lay, finished, input, told }: Suites): Promise<SuiteEvidence> {
  told("red", "on the skeleton and on the example server");
  const [skeleton, examples] = await Promise.all([
    tests.run(lay("skeleton", input.trees.skeleton), {}),
    tests.run(lay("examples", input.trees.examples), {}),
  ]);
  told("green", "in order and in random order");
  const [measured, shuffled] = await Promise.all([
    tests.measure(finished, input.commands.packages),
    tests.run(lay("shuffled", input.trees.finished), { shuffle: 20260101 }),
  ]);
  return {
    skeleton,
    examples,
    green: measured.run,
    shuffled,
    ...(measured.coverage && { coverage: measured.coverage }),
  };
}

const leftByRuns = [
  ".git",
  ".venv",
  "venv",
  "node_modules",
  "__pycache__",
  ".mypy_cache",
  ".ruff_cache",
  ".pytest_cache",
];

/** Files in the target that were not there before and that no step was to write. */
function strangersIn(workspace: Workspace, input: ProofInput): readonly string[] {
  const known = new Set([...input.written, ...input.before]);
  return workspace
    .at(input.target)
    .list(".", leftByRuns)
    .filter((path) => !known.has(path) && !path.startsWith(".keelback/"));
}

function conclude(evidence: Evidence, input: ProofInput, tools: ProofTools, durationMs: number): Proof {
  const asked = gates.filter(({ applies }) => applies?.(evidence) ?? true);
  const verdicts = asked.map((gate): GateVerdict => ({ gate: gate.name, ...gate.judge(evidence) }));
  return {
    holds: verdicts.every(({ holds }) => holds),
    gates: verdicts,
    proven: provenOperations(evidence),
    figures: countFigures(evidence),
    versions: { python: tools.project.interpreter.version },
    digests: input.digests,
    durationMs,
    spent: countSpent(evidence),
  };
}

function countSpent(evidence: Evidence): Readonly<Record<string, number>> {
  const { skeleton, examples, green, shuffled, types, conformance, compatibility } = evidence;
  const sum = (all: readonly { readonly durationMs: number }[]): number =>
    all.reduce((total, { durationMs }) => total + durationMs, 0);
  const single = { skeleton, examples, green, shuffled, types, conformance, compatibility };
  const several = { lint: sum(evidence.lint), migrations: sum(evidence.migrations) };
  const all = [
    ...Object.entries(single).map(([name, { durationMs }]) => [name, durationMs] as const),
    ...Object.entries({ ...several, mutants: evidence.mutantsMs }),
    ...(evidence.mutation ? [["mutation", evidence.mutation.durationMs] as const] : []),
  ];
  return Object.fromEntries(all.map(([name, durationMs]) => [name, Math.round(durationMs)]));
}

function provenOperations(evidence: Evidence): readonly ProvenOperation[] {
  const failedOnExamples = new Set([...failures(evidence.examples).keys()].map(plainId));
  const failedFinally = new Set([...failures(evidence.green).keys()].map(plainId));
  return evidence.operations.flatMap((operation) => {
    const mine = evidence.cases.filter((entry) => entry.operation === operation && !entry.edited);
    const effects = mine.filter(({ id, kind }) => kind === "answer" || failedOnExamples.has(id));
    const broken = mine.some(({ id }) => failedFinally.has(id));
    return effects.length > 0 && !broken ? [{ operation, tests: mine.length, effects: effects.length }] : [];
  });
}

function countFigures(evidence: Evidence): ProofFigures {
  return {
    tests: evidence.green.outcomes.length,
    failedOnSkeleton: failures(evidence.skeleton).size,
    failedOnExamples: failures(evidence.examples).size,
    passed: evidence.green.outcomes.filter(({ outcome }) => outcome === "passed").length,
    mutants: evidence.mutants.length,
    killed: evidence.mutants.filter(({ verdict }) => verdict === "assertion").length,
    ...(evidence.coverage && { coverage: evidence.coverage.percent }),
  };
}
