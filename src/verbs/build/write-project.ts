import { describeBuilt } from "#plan";
import type { FileChange, Workspace } from "#workspace";
import type { BuildInput } from "../build-input.ts";
import type { VerbContext, VerbResult } from "../verb.ts";
import type { BuildValue, Built, Handoff } from "./build-value.ts";
import { builtFile, printBuilt } from "./built-file.ts";
import { describeHandoff } from "./handoff.ts";
import { isPending } from "./kept-part.ts";
import { digestTree, isProven, proofFile, standingFiles } from "./kept-proof.ts";
import { printHandoff } from "./print-handoff.ts";
import { type ProjectProof, proveProject } from "./prove-project.ts";
import type { Settled } from "./settled.ts";
import { compareTarget, type TargetChanges } from "./target.ts";
import type { WantedFile } from "./wanted-file.ts";
import { printWritten, type Written } from "./written.ts";
import { writtenFile } from "./written-file.ts";

export interface WriteRequest {
  readonly workspace: Workspace;
  readonly target: Workspace;
  readonly directory: string;
  readonly written: Written | undefined;
  readonly files: readonly WantedFile[];
  readonly context: VerbContext;
  readonly input: BuildInput;
  readonly base: BuildValue;
  readonly request: ProjectProof["request"];
  /** Told what a second build of the same would say. */
  readonly remember: (settled: Settled) => void;
}

export function refuse(
  base: BuildValue,
  reason: string,
  files: readonly string[],
  mend: string,
): VerbResult<BuildValue> {
  return { exitCode: 2, value: { ...base, refused: { reason, files, mend } } };
}

/** Brings the target to what is wanted, hand edits left alone, and proves what stands there then. */
export async function writeProject(job: WriteRequest): Promise<VerbResult<BuildValue>> {
  const { target, directory, files, context, base, request } = job;
  const before = target.list(".", [".git", ".venv", "node_modules", "__pycache__"]);
  const compared = compareTarget(target, files, job.written, job.input.settle);
  const digests = { contract: request.contract.digest, domain: base.understood?.plan.madeFrom.digest ?? "" };
  const parts = { ...request, files, directory, tool: context.version, digests, kept: compared.kept };
  const handoff = describeHandoff(parts);
  const records = [
    { path: writtenFile, text: printWritten(recordOf(job, compared)) },
    request.project.migration.record,
    { path: builtFile, text: printBuilt(describeBuilt(request.domain, request.contract)) },
  ].filter(({ path, text }) => target.readText(path) !== text);
  if (compared.changes.length + records.length > 0) {
    const applied = target.apply([
      ...compared.changes,
      ...records.map((record): FileChange => ({ kind: "write", ...record })),
      // With a proof it is written once there is one.
      ...(job.input.noProve ? [handoffChange(handoff)] : []),
    ]);
    if (!applied.ok)
      return refuse(
        base,
        applied.message,
        [],
        "see that the folder can be written, and that no other build runs there",
      );
  }
  const settled = settledOf(job, compared, handoff);
  if (job.input.noProve || isCurrent(job, compared)) {
    if (settled) job.remember(settled);
    return {
      exitCode: exitOf(request.domain, compared, true),
      value: { ...base, built: builtOf(directory, handoff, compared) },
    };
  }
  const result = await proveWritten(job, compared, before, parts);
  if (settled && result.value.built?.proof?.holds === true) job.remember(settled);
  return result;
}

/** What a second build would say; nothing where hand edits are told anew each time. */
function settledOf(
  { request, directory, files }: WriteRequest,
  { merged, kept }: TargetChanges,
  handoff: Handoff,
): Settled | undefined {
  if (merged.length + kept.length > 0) return undefined;
  const nothing = { changes: [], merged, kept, same: files.map(({ path }) => path), files: new Map() };
  return {
    exitCode: exitOf(request.domain, nothing, true),
    built: builtOf(directory, handoff, nothing),
  };
}

async function proveWritten(
  job: WriteRequest,
  compared: TargetChanges,
  before: readonly string[],
  parts: Parameters<typeof describeHandoff>[0],
): Promise<VerbResult<BuildValue>> {
  const { workspace, target, directory, files, context, base, request } = job;
  const standing = standingFiles(target, files);
  const digests = { ...parts.digests, tree: digestTree(standing) };
  const proof = await proveProject(
    workspace,
    {
      request,
      target: target.root,
      before,
      files: standing,
      digests,
      ...(job.input.mutation !== undefined && { mutation: job.input.mutation }),
    },
    context,
  );
  if ("findings" in proof)
    return { exitCode: 1, value: { ...base, findings: [...base.findings, ...proof.findings] } };
  const report = describeHandoff({ ...parts, digests, proof });
  target.apply([
    handoffChange(report),
    {
      kind: "write",
      path: proofFile,
      text: `${JSON.stringify({ holds: proof.holds, ...report }, null, 2)}\n`,
    },
  ]);
  return {
    exitCode: exitOf(request.domain, compared, proof.holds),
    value: { ...base, built: { ...builtOf(directory, report, compared), proof } },
  };
}

function handoffChange(handoff: Handoff): FileChange {
  return { kind: "write", path: "HANDOFF.md", text: printHandoff(handoff) };
}

/** Nothing was to be written, and the last proof held. */
function isCurrent({ target, input, files, context }: WriteRequest, { changes }: TargetChanges): boolean {
  // Mutants are asked for by name, and their score is not kept apart.
  if (changes.length > 0 || input.mutation !== undefined) return false;
  return isProven(target, standingFiles(target, files), context.version);
}

function recordOf({ context, request }: WriteRequest, { files }: TargetChanges): Written {
  return {
    format: 2,
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

function builtOf(
  directory: string,
  handoff: Built["handoff"],
  { changes, merged, kept, same }: TargetChanges,
): Built {
  const paths = (kind: "write" | "delete"): readonly string[] =>
    changes.filter((change) => change.kind === kind).map(({ path }) => path);
  return {
    directory,
    handoff,
    written: paths("write"),
    deleted: paths("delete"),
    merged,
    kept,
    unchanged: same.length,
  };
}
