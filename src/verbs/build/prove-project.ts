import type { Finding } from "#base";
import type { Contract } from "#contract";
import type { Domain } from "#domain";
import type { GeneratedProject } from "#generate";
import { ensureEnvironment, type Proof, type PythonEnvironment, prove } from "#prove";
import type { Workspace } from "#workspace";
import { findOasdiff } from "../find-oasdiff.ts";
import type { VerbContext } from "../verb.ts";
import { readLocks } from "./project-files.ts";
import { describeSignIn } from "./sign-in.ts";
import { standingCases } from "./standing-cases.ts";
import { standingMutants } from "./standing-mutants.ts";
import type { WantedFile } from "./wanted-file.ts";

export interface ProjectProof {
  readonly request: {
    readonly domain: Domain;
    readonly contract: Contract;
    readonly project: GeneratedProject;
    readonly stack: string;
    readonly database: string;
  };
  readonly target: string;
  readonly before: readonly string[];
  readonly files: readonly WantedFile[];
  readonly digests: Readonly<Record<string, string>>;
  /** Patterns of general mutants; `all`; absent, none are tried. */
  readonly mutation?: string;
}

const titles = {
  red: "red",
  green: "green",
  "able-to-fail": "able to fail",
  mutation: "mutation",
  checks: "checks",
} as const;

/** Makes the environments and proves the project; without Python there is no proof, and that is a finding. */
export async function proveProject(
  workspace: Workspace,
  job: ProjectProof,
  context: VerbContext,
): Promise<Proof | { readonly findings: readonly Finding[] }> {
  const steps = job.mutation === undefined ? 4 : 5;
  context.progress({ kind: "begin", step: 1, of: steps, title: "environment" });
  const locks = new Map(
    [`${job.request.stack}-`, "tools", "mutation"].flatMap((prefix) => [...readLocks(workspace, prefix)]),
  );
  const project = await environmentOf(
    workspace,
    locks.get(job.request.project.commands.devLock) ?? "",
    context,
  );
  if ("findings" in project) return project;
  const tools = await environmentOf(workspace, locks.get("tools.txt") ?? "", context);
  if ("findings" in tools) return tools;
  const mutation =
    job.mutation === undefined
      ? undefined
      : await environmentOf(workspace, locks.get("mutation.txt") ?? "", context);
  if (mutation && "findings" in mutation) return mutation;
  context.progress({
    kind: "end",
    text: `Python ${project.interpreter.version}, ${project.packages} packages`,
  });
  const oasdiff = findOasdiff(workspace, context);
  const told = stageProgress(context, steps);
  const proof = await prove(
    workspace,
    proofInput(job),
    {
      project,
      conformance: tools,
      ...(oasdiff !== undefined && { oasdiff }),
      ...(mutation && { mutation }),
    },
    told.tell,
  );
  told.end(proof);
  return proof;
}

async function environmentOf(
  workspace: Workspace,
  requirements: string,
  context: VerbContext,
): Promise<PythonEnvironment | { readonly findings: readonly Finding[] }> {
  const made = await ensureEnvironment(workspace, {
    requirements,
    progress: (text) => context.progress({ kind: "detail", text }),
  });
  return made.kind === "ready" ? made.environment : { findings: made.findings };
}

function proofInput({
  request,
  target,
  before,
  files,
  digests,
  mutation,
}: ProjectProof): Parameters<typeof prove>[1] {
  const { project, domain, contract } = request;
  const signIn = describeSignIn(domain, contract, project.commands.addAccount);
  const trials = project.trials();
  const { mutants, leftOut } = standingMutants(trials.mutants, project.code, files);
  return {
    target,
    trees: {
      skeleton: redTree(project, files, project.skeleton),
      examples: redTree(project, files, [...project.skeleton, ...trials.exampleServer]),
      finished: files,
    },
    cases: standingCases(project.testCases, project.tests, files),
    operations: domain.operations.filter(({ behaviour }) => behaviour.kind !== "custom").map(({ id }) => id),
    mutants,
    mutantsLeftOut: leftOut,
    ...(mutation !== undefined && { mutation: mutation === "all" ? [] : mutation.split(",") }),
    commands: project.commands,
    conformanceContract: trials.conformanceContract,
    bareContract: trials.closedContract,
    ...(signIn && { signIn }),
    digests,
    before,
    written: files.map(({ path }) => path),
  };
}

/**
 * The tests over an application in which nothing is built: as they were written, since a test that a hand has added may
 * need what is not there yet. What else stands in the project is as it stands, but for the application.
 */
function redTree(
  project: GeneratedProject,
  standing: readonly WantedFile[],
  application: readonly WantedFile[],
): readonly WantedFile[] {
  const isTest = ({ path }: WantedFile): boolean => /(^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path);
  const isApplication = ({ path }: WantedFile): boolean =>
    project.commands.packages.some((name) => path.startsWith(`${name}/`));
  const layers = [
    ...standing.filter((file) => !isTest(file) && !isApplication(file)),
    ...project.tests.filter(isTest),
    ...application,
  ];
  return [...new Map(layers.map((file) => [file.path, file])).values()];
}

/** Progress by stage: checks run beside the tests, so their details are told within the stage at hand. */
function stageProgress(
  context: VerbContext,
  steps: number,
): {
  readonly tell: (stage: keyof typeof titles, text: string) => void;
  readonly end: (proof: Proof) => void;
} {
  const order = ["red", "green", "able-to-fail", "mutation"] as const;
  let current = -1;
  const results = (proof: Proof): void => {
    const last = proof.gates.find(({ gate }) => gate === order[current]);
    context.progress({ kind: "end", text: last?.summary ?? "run", failed: !proof.holds });
  };
  return {
    tell(stage, text) {
      const index = order.indexOf(stage as (typeof order)[number]);
      if (index > current) {
        if (current >= 0) context.progress({ kind: "end", text: "run" });
        current = index;
        context.progress({ kind: "begin", step: index + 2, of: steps, title: titles[stage] });
      }
      context.progress({ kind: "detail", text });
    },
    end: results,
  };
}
