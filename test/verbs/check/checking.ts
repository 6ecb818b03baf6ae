import { reportCheck } from "#report";
import type { CheckValue } from "#verbs";
import { type MemoryWorkspace, openMemory } from "#workspace";
import { check } from "../../../src/verbs/check.ts";
import type { CheckInput } from "../../../src/verbs/check-input.ts";
import { context } from "../context.ts";

export interface Ran {
  readonly exitCode: number;
  readonly value: CheckValue;
  readonly text: string;
  /** `file:line rule` of each finding. */
  readonly found: readonly string[];
}

export async function runCheck(workspace: MemoryWorkspace, input: CheckInput = {}): Promise<Ran> {
  const { exitCode, value } = await check.run(workspace, input, context);
  const found = value.findings.map(({ span, rule }) => `${span?.file ?? ""}:${span?.line ?? 0} ${rule}`);
  return { exitCode, value, found, text: reportCheck(value, { colour: false, width: 100 }).join("\n") };
}

/** A file in which one error is swallowed, at its fourth line. */
export const swallowing = `def send(mail: str) -> None:
    try:
        mail.send()
    except Exception:
        pass
`;

export function workspaceOf(files: Readonly<Record<string, string>>, root = "/work"): MemoryWorkspace {
  return openMemory({ root, files });
}
