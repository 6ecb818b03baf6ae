import { type Finding, hasErrors } from "#base";
import { contentFile, damage, type History, historyFolder, isContent, readHistory } from "#contract";
import type { Workspace } from "#workspace";
import { describeUnread } from "../unread-file.ts";

/** The history of the repository, each entry checked; of the recorded documents only the names are looked at. */
export function readHistoryFiles(workspace: Workspace): History {
  const place = workspace.readUntrusted(historyFolder, ["."]);
  // What a link leads to outside is nobody's business, however much there is.
  const isFolder = !place.ok && place.reason === "folder";
  const paths = isFolder ? workspace.list(historyFolder).map((path) => path.replaceAll("\\", "/")) : [];
  const read = readHistory({ paths, read: (path) => readFile(workspace, path) });
  const links = (isFolder ? workspace.links(historyFolder) : []).map(tellLink).slice(0, mostLinks);
  const history =
    links.length === 0 ? read : { ...read, findings: [...read.findings, ...links], damaged: true };
  if (isFolder || (!place.ok && place.reason === "missing" && !workspace.exists(historyFolder)))
    return history;
  const finding = damage("history-unreadable", historyFolder, "is no folder of this repository");
  return { ...history, findings: [...history.findings, finding], damaged: true };
}

const mostLinks = 100;

/** What a link stands for may change without a trace, and is no part of what git keeps here. */
function tellLink(path: string): Finding {
  return damage(
    "history-unreadable",
    `${historyFolder}/${path.replaceAll("\\", "/")}`,
    "is a link, or no ordinary file: nothing that stands behind it is believed",
  );
}

function readFile(
  workspace: Workspace,
  path: string,
): { readonly text: string } | { readonly problem: string } {
  const reading = workspace.readUntrusted(`${historyFolder}/${path}`, ["."]);
  return reading.ok ? { text: reading.text } : { problem: describeUnread(path, reading).why };
}

/** One recorded document; a finding where it is gone, or is not what was recorded. */
export function readContent(workspace: Workspace, digest: string): string | Finding {
  const path = contentFile(digest);
  const file = `${historyFolder}/${path}`;
  const reading = readFile(workspace, path);
  if ("problem" in reading)
    return damage("history-missing", file, `cannot be read, though an entry rests on it: ${reading.problem}`);
  if (isContent(digest, reading.text)) return reading.text;
  return damage(
    "history-changed",
    file,
    "was changed after it was recorded: its text no longer has the digest that it is called after",
  );
}

/** Everything that reading alone does not look at: each recorded document, and what git knows to have been recorded. */
export async function verifyHistory(workspace: Workspace, history: History): Promise<readonly Finding[]> {
  const digests = new Set(
    history.entries.flatMap(({ items }) => items.flatMap(({ content }) => content ?? [])),
  );
  const contents = [...digests].flatMap((digest) => {
    const content = readContent(workspace, digest);
    return typeof content === "string" ? [] : [content];
  });
  const all = [...history.findings, ...contents];
  return hasErrors(all) ? all : [...all, ...(await findTakenAway(workspace))];
}

/** The newest entry can be taken away without a trace in the others, but not without one in git. */
async function findTakenAway(workspace: Workspace): Promise<readonly Finding[]> {
  const { status, code, stdout } = await workspace.run({
    program: "git",
    arguments: [
      ...["log", "-m", "--no-renames", "--diff-filter=A", "--format=", "--name-only", "--relative", "-z"],
      ...["--", historyFolder],
    ],
    timeoutMs: 60_000,
  });
  if (status !== "exited" || code !== 0) return [];
  const recorded = new Set(stdout.split("\0").map((path) => path.trim()));
  // What a link or a folder stands for now is not what was recorded, whatever it leads to.
  const standing = new Set(
    workspace.list(historyFolder).map((path) => `${historyFolder}/${path.replaceAll("\\", "/")}`),
  );
  return [...recorded]
    .filter((path) =>
      /^\.keelback\/history\/(?:entries|contents\/[0-9a-f]{2})\/[0-9a-f]{64}\.json$/.test(path),
    )
    .filter((path) => !standing.has(path))
    .map((path) =>
      damage(
        "history-missing",
        path,
        "was recorded once, as git knows, and is gone, or is no ordinary file any more",
      ),
    );
}
