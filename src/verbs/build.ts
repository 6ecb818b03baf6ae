import { hasErrors, snakeCase } from "#base";
import { makePlan } from "#plan";
import type { Workspace } from "#workspace";
import type { BuildValue, Built } from "./build/build-value.ts";
import { describeHandoff } from "./build/handoff.ts";
import { digestTree, isProven, proofFile, standingFiles } from "./build/kept-proof.ts";
import { printHandoff } from "./build/print-handoff.ts";
import { generateProject, wantedFiles } from "./build/project-files.ts";
import { type ProjectProof, proveProject } from "./build/prove-project.ts";
import {
  compareTarget,
  foreignPython,
  isPending,
  type TargetChanges,
  type WantedFile,
} from "./build/target.ts";
import { printWritten, readWritten, type Written, writtenFile } from "./build/written.ts";
import type { BuildInput } from "./build-input.ts";
import { defaultDatabase, defaultStack } from "./stacks.ts";
import { readUnderstanding } from "./understanding.ts";
import type { Verb, VerbContext, VerbResult } from "./verb.ts";

/** Plan, write, prove: from a contract to a tested, running back end. */
export const build: Verb<BuildInput, BuildValue> = {
  async run(workspace, input, context) {
    const understanding = await readUnderstanding(workspace, input);
    const { contract, document, domain, findings, sources, affected, settings } = understanding;
    const base = { findings, sources, affected };
    if (!contract || !document || !domain || hasErrors(findings)) return { exitCode: 2, value: base };
    const stack = input.stack ?? settings.stack ?? defaultStack;
    const database = input.database ?? settings.database ?? defaultDatabase;
    const directory = input.directory ?? (snakeCase(domain.title) || "backend");
    const options = {
      stack,
      database,
      settings: settings.domain,
      tool: context.version,
      schemas: contract.schemas.size,
    };
    const understood = { domain, plan: makePlan(domain, options) };
    const project = generateProject(workspace, {
      domain,
      contract,
      document,
      stack,
      database,
    });
    if (!project)
      return refuse(
        { ...base, understood },
        `${stack} does not keep its data in ${database}`,
        [],
        "choose another --database",
      );
    const target = workspace.at(directory);
    const written = readWritten(target);
    const foreign = foreignPython(target, written);
    if (foreign.length > 0) {
      return refuse(
        { ...base, understood },
        `${directory} holds Python code that is not from here`,
        foreign,
        "name an empty folder",
      );
    }
    const files = wantedFiles(project, { stack, database });
    return write({
      workspace,
      target,
      directory,
      written,
      files,
      context,
      input,
      base: { ...base, understood },
      request: { domain, contract, project, stack, database },
    });
  },
};

function refuse(
  base: BuildValue,
  reason: string,
  files: readonly string[],
  mend: string,
): VerbResult<BuildValue> {
  return { exitCode: 2, value: { ...base, refused: { reason, files, mend } } };
}

interface WriteRequest {
  readonly workspace: Workspace;
  readonly target: Workspace;
  readonly directory: string;
  readonly written: Written | undefined;
  readonly files: readonly WantedFile[];
  readonly context: VerbContext;
  readonly input: BuildInput;
  readonly base: BuildValue;
  readonly request: ProjectProof["request"];
}

async function write(job: WriteRequest): Promise<VerbResult<BuildValue>> {
  const { workspace, target, directory, files, context, base, request } = job;
  const before = target.list(".", [".git", ".venv", "node_modules", "__pycache__"]);
  const compared = compareTarget(target, files, job.written);
  const digests = { contract: request.contract.digest, domain: base.understood?.plan.madeFrom.digest ?? "" };
  const handoff = { ...request, files, directory, tool: context.version, digests };
  const record = printWritten(recordOf(job, compared));
  const done: VerbResult<BuildValue> = {
    exitCode: exitOf(request.domain, compared, true),
    value: { ...base, built: built(directory, describeHandoff(handoff), compared) },
  };
  if (compared.changes.length > 0 || record !== target.readText(writtenFile)) {
    const applied = target.apply([...compared.changes, { kind: "write", path: writtenFile, text: record }]);
    if (!applied.ok)
      return refuse(
        base,
        applied.message,
        [],
        "see that the folder can be written, and that no other build runs there",
      );
  }
  if (job.input.noProve || isCurrent(job, compared)) return done;
  const standing = standingFiles(target, files);
  const proven = { ...digests, tree: digestTree(standing) };
  const proof = await proveProject(
    workspace,
    {
      request,
      target: target.root,
      before,
      files: standing,
      digests: proven,
      ...(job.input.mutation !== undefined && { mutation: job.input.mutation }),
    },
    context,
  );
  if ("findings" in proof)
    return { exitCode: 1, value: { ...base, findings: [...base.findings, ...proof.findings] } };
  const report = describeHandoff({ ...handoff, digests: proven, proof });
  target.apply([
    { kind: "write", path: "HANDOFF.md", text: printHandoff(report) },
    {
      kind: "write",
      path: proofFile,
      text: `${JSON.stringify({ holds: proof.holds, ...report }, null, 2)}\n`,
    },
  ]);
  return {
    exitCode: exitOf(request.domain, compared, proof.holds),
    value: { ...base, built: { ...built(directory, report, compared), proof } },
  };
}

/** Nothing was to be written, and the last proof held. */
function isCurrent({ target, input, files, context }: WriteRequest, { changes }: TargetChanges): boolean {
  // Mutants are asked for by name, and their score is not kept apart.
  if (changes.length > 0 || input.mutation !== undefined) return false;
  return isProven(target, standingFiles(target, files), context.version);
}

function recordOf({ context, request }: WriteRequest, { files }: TargetChanges): Written {
  return {
    format: 1,
    tool: context.version,
    contract: request.contract.digest,
    stack: request.stack,
    database: request.database,
    files,
  };
}

/** What is left open, by the contract or by an edit that keeps something out, makes it done in part. */
function exitOf(
  domain: ProjectProof["request"]["domain"],
  { kept }: TargetChanges,
  holds: boolean,
): 0 | 1 | 3 {
  if (!holds) return 1;
  const isOpen = domain.operations.some(({ behaviour }) => behaviour.kind === "custom");
  return isOpen || kept.some(isPending) ? 3 : 0;
}

function built(directory: string, handoff: Built["handoff"], { changes, kept, same }: TargetChanges): Built {
  const paths = (kind: "write" | "delete"): readonly string[] =>
    changes.filter((change) => change.kind === kind).map(({ path }) => path);
  return {
    directory,
    handoff,
    written: paths("write"),
    deleted: paths("delete"),
    kept,
    unchanged: same.length,
  };
}
