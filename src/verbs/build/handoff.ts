import { formatSpan } from "#base";
import type { Domain, OperationMeaning } from "#domain";
import type { GeneratedProject } from "#generate";
import type { Proof } from "#prove";
import type { Handoff, HandoffOperation } from "./build-value.ts";
import type { KeptPart } from "./kept-part.ts";
import type { OverlaidFiles } from "./overlaid-files.ts";
import type { WantedFile } from "./wanted-file.ts";

export interface HandoffParts {
  readonly domain: Domain;
  readonly overlaid?: OverlaidFiles;
  readonly project: GeneratedProject;
  readonly files: readonly WantedFile[];
  readonly stack: string;
  readonly database: string;
  readonly directory: string;
  readonly tool: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly kept: readonly KeptPart[];
  readonly proof?: Proof;
}

const port = 8000;

/** Puts together what a build hands over. */
export function describeHandoff(parts: HandoffParts): Handoff {
  const { domain, project, files, proof } = parts;
  const open = domain.operations.flatMap(({ id, behaviour }) =>
    behaviour.kind === "custom" ? [{ operation: id, reason: behaviour.reason }] : [],
  );
  return {
    asked: {
      contract: domain.contractFile,
      ...(parts.overlaid && { overlays: parts.overlaid.named }),
      label: domain.label,
      stack: parts.stack,
      database: parts.database,
    },
    digests: parts.digests,
    operations: domain.operations.map((operation) => describeOperation(operation, project, proof)),
    leftOpen: open,
    assumptions: [
      ...domain.assumptions.map(({ id, text, setting, chosen }) => ({ id, text, setting, chosen })),
      ...project.migration.assumptions.map((assumption, index) => ({ id: `M${index + 1}`, ...assumption })),
    ],
    missingAnswers: domain.operations.reduce(
      (sum, { errors }) => sum + errors.filter(({ added }) => added !== undefined).length,
      0,
    ),
    never: domain.operations.flatMap(({ id, never = [] }) =>
      never.map(({ status, because }) => ({ operation: id, status, because })),
    ),
    kept: parts.kept,
    written: {
      files: files.length,
      lines: files
        .filter(({ path }) => path.endsWith(".py"))
        .reduce((sum, { text }) => sum + text.split("\n").length - 1, 0),
      tests: project.testCases.length,
    },
    gates: (proof?.gates ?? []).map(({ gate, holds, summary, details }) => ({
      gate,
      holds,
      summary,
      details,
    })),
    switchedOff: project.switchedOff,
    versions: { keelback: parts.tool, ...proof?.versions },
    start: {
      command: `keelback run ${parts.directory} --port ${port}`,
      address: `http://127.0.0.1:${port}${domain.basePath}`,
    },
  };
}

function describeOperation(
  operation: OperationMeaning,
  project: GeneratedProject,
  proof: Proof | undefined,
): HandoffOperation {
  const proven = proof?.proven.find(({ operation: id }) => id === operation.id);
  return {
    operation: operation.id,
    method: operation.method.toUpperCase(),
    path: operation.path,
    behaviour: operation.behaviour.kind,
    access: operation.access,
    evidence: operation.evidence.because.map(({ message, span }) => `${formatSpan(span)} ${message}`),
    derived: proven !== undefined,
    tests: project.testCases.filter((test) => test.operation === operation.id).length,
  };
}
