import { cleanLine } from "#base";
import type { Workspace } from "#workspace";

const longest = 200;

/** Who acts: as told, as git has it, or as the system has it; undefined where nobody says. */
export async function findName(workspace: Workspace, told: string | undefined): Promise<string | undefined> {
  if (told !== undefined) return proper(told);
  const { environment } = workspace;
  const name = environment["GIT_AUTHOR_NAME"] ?? (await askGit(workspace, "user.name"));
  const email = environment["GIT_AUTHOR_EMAIL"] ?? (await askGit(workspace, "user.email"));
  const user = environment["USER"] ?? environment["USERNAME"];
  return proper(`${name || user || ""}${email ? ` <${email}>` : ""}`);
}

async function askGit(workspace: Workspace, key: string): Promise<string | undefined> {
  const { status, code, stdout } = await workspace.run({
    program: "git",
    arguments: ["config", "--get", key],
    timeoutMs: 10_000,
  });
  return status === "exited" && code === 0 ? stdout.trim() : undefined;
}

function proper(text: string): string | undefined {
  const clean = cleanLine(text).slice(0, longest);
  return clean === "" ? undefined : clean;
}
