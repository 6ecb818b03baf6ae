import type { Finding } from "#base";
import type { Workspace } from "#workspace";
import { findPython } from "./find-python.ts";
import { findUv } from "./find-uv.ts";
import { type Interpreter, type Progress, refuse } from "./types.ts";

/** A Python that is here, or, where there is none, one that uv fetches. */
export async function ensurePython(
  workspace: Workspace,
  progress: Progress,
): Promise<Interpreter | { readonly findings: readonly Finding[] }> {
  const search = await findPython(workspace);
  if (search.kind === "found") return search.python;
  const chosen = search.findings.some((finding) => finding.rule === "environment/unusable-python");
  if (chosen) return { findings: search.findings };
  const uv = await findUv(workspace, progress);
  if (uv.kind === "missing") return { findings: [...search.findings, ...uv.findings] };
  progress("fetching Python 3.14");
  const fetched = await workspace.run({
    program: uv.uv.path,
    arguments: ["python", "install", "3.14", "--no-progress"],
    folder: workspace.root,
    environment: uvEnvironment("manual"),
    timeoutMs: 600_000,
  });
  const again = fetched.code === 0 ? await findPython(workspace) : undefined;
  if (again?.kind === "found") return again.python;
  const message = `no Python 3.12 or newer is here, and uv could not fetch one: ${firstError(fetched.stderr)}`;
  return { findings: [refuse("no-python", message, "install Python 3.14, or set KEELBACK_PYTHON to one")] };
}

/** uv's settings for our calls: nothing of an active environment or of a project nearby. */
export function uvEnvironment(downloads: "never" | "manual"): Readonly<Record<string, string | undefined>> {
  return {
    UV_PYTHON_DOWNLOADS: downloads,
    UV_NO_PROGRESS: "1",
    VIRTUAL_ENV: undefined,
    CONDA_PREFIX: undefined,
    PYTHONPATH: undefined,
    PYTHONHOME: undefined,
    UV_PYTHON: undefined,
    UV_PROJECT_ENVIRONMENT: undefined,
    UV_SYSTEM_PYTHON: undefined,
  };
}

function firstError(text: string): string {
  return (
    text
      .split("\n")
      .find((line) => /error/i.test(line))
      ?.trim() ?? "it said nothing"
  );
}
