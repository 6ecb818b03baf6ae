import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Finding, hasErrors } from "#base";
import type { Contract } from "#contract";
import type { Domain } from "#domain";
import type { ProjectFile } from "#generate";
import { makePlan } from "#plan";
import { reports } from "#report";
import { openMemory } from "#workspace";
import { generateProject, wantedFiles } from "../../src/verbs/build/project-files.ts";
import { readUnderstanding } from "../../src/verbs/understanding.ts";
import { processorMs } from "../processor-time.ts";
import { judgeImports } from "./judge-imports.ts";
import { judgePython, judgeTrialPython } from "./judge-python.ts";
import { judgeTree } from "./judge-tree.ts";

const locks = join(import.meta.dirname, "../../python/locks");
const shipped = Object.fromEntries(
  readdirSync(locks).map((name) => [
    `/package/python/locks/${name}`,
    readFileSync(join(locks, name), "utf8"),
  ]),
);

/** What became of a contract between its text and the tree that a build would write. */
export interface Outcome {
  readonly findings: readonly Finding[];
  readonly contract?: Contract;
  readonly domain?: Domain;
  /** Absent where the contract was refused. */
  readonly files?: readonly ProjectFile[];
  /** What must never be, each in a line. */
  readonly problems: readonly string[];
}

export interface PipelineOptions {
  readonly database?: "sqlite" | "postgresql";
  /** More files, by path relative to the folder that the contract lies in. */
  readonly beside?: Readonly<Record<string, string>>;
}

const slowMs = 30_000;

/** Reads, understands, plans and generates as `build` does, and judges all of it. Throws where the program breaks. */
export async function runPipeline(
  file: string,
  text: string,
  options: PipelineOptions = {},
): Promise<Outcome> {
  const began = processorMs();
  const workspace = openMemory({ files: { ...shipped, ...options.beside, [file]: text } });
  const understanding = await readUnderstanding(workspace, { contract: file });
  const { contract, document, domain, findings, sources, settings } = understanding;
  const read = { findings, ...(contract && { contract }), ...(domain && { domain }) };
  const problems = judgeFindings(findings, sources, contract);
  if (!contract || !document || !domain || hasErrors(findings)) {
    if (!hasErrors(findings)) problems.push("nothing was understood, and no error says why");
    return { ...read, problems };
  }
  const database = options.database ?? "sqlite";
  const plan = makePlan(domain, {
    stack: "fastapi",
    database,
    settings: settings.domain,
    tool: "0.0.0",
    schemas: contract.schemas.size,
  });
  reportAll({ findings, sources, domain, plan });
  const request = { domain, contract, document, stack: "fastapi", database };
  const project = generateProject(workspace, request);
  if (!project) return { ...read, problems: [...problems, "the stack wrote nothing"] };
  const files = wantedFiles(project, { stack: "fastapi", database });
  problems.push(...judgeTree(files), ...judgePython(files), ...judgeImports(files));
  const trials = project.trials();
  problems.push(...judgeTrialPython([...trials.exampleServer, ...trials.mutants]));
  const elapsed = processorMs() - began;
  if (elapsed > slowMs) problems.push(`it took ${Math.round(elapsed)} ms`);
  return { ...read, files, problems };
}

function reportAll(
  value: Pick<Parameters<typeof reports.plan.json>[0], "findings" | "sources"> & {
    readonly domain: Domain;
    readonly plan: ReturnType<typeof makePlan>;
  },
): void {
  const { domain, plan, findings, sources } = value;
  const shown = {
    findings,
    sources,
    affected: [],
    understood: { domain, plan },
    settled: new Set<string>(),
    all: true,
    overlays: [],
    written: [],
  };
  JSON.stringify(reports.plan.json(shown));
  reports.plan.text(shown, { colour: false, width: 100 });
}

function judgeFindings(
  findings: readonly Finding[],
  sources: ReadonlyMap<string, string>,
  contract: Contract | undefined,
): string[] {
  const problems = findings.flatMap(({ rule, span, mend, message, severity }) => {
    const found: string[] = [];
    if (message === "" || mend === undefined || mend === "") found.push(`${rule} does not say what to do`);
    if (!/^[a-z]+\/[a-z0-9-]+$/.test(rule)) found.push(`${rule} is no name of a rule`);
    if (severity !== "note" && span === undefined) found.push(`${rule} has no place`);
    const text = span && sources.get(span.file);
    if (span && text === undefined) found.push(`${rule} points into ${span.file}, which nobody read`);
    if (span && text !== undefined && !isWithin(span, text)) found.push(`${rule} points outside its text`);
    return found;
  });
  const ids = contract?.operations.map(({ id }) => id) ?? [];
  if (new Set(ids).size !== ids.length) problems.push("two operations have one id");
  return problems;
}

function isWithin(
  {
    offset,
    end,
    line,
    column,
  }: { readonly offset: number; readonly end: number; readonly line: number; readonly column: number },
  text: string,
): boolean {
  return offset >= 0 && offset <= end && end <= text.length && line >= 1 && column >= 1;
}
