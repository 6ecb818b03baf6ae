import type { Finding } from "#base";
import {
  type Answer,
  answerFromContent,
  contentFile,
  findVersions,
  historyFolder,
  splitVersion,
  type Version,
} from "#contract";
import type { Workspace } from "#workspace";
import { linesCalled } from "./choose-named.ts";
import { readContent, readHistoryFiles } from "./history-files.ts";

/** One accepted version, from what was recorded: the documents may say something else by now. */
export interface ShownVersion extends Version {
  /** Absent where it is gone since, or what was recorded cannot be believed. */
  readonly answer?: Answer;
}

/** `POST /orders@3`; undefined where no version is asked for, or nothing of that name was ever accepted. */
export function showVersions(
  workspace: Workspace,
  name: string,
): { readonly versions: readonly ShownVersion[]; readonly findings: readonly Finding[] } | undefined {
  const asked = splitVersion(name);
  if (asked === undefined) return undefined;
  const history = readHistoryFiles(workspace);
  const lines = linesCalled(history, asked.name);
  if (lines.length === 0) return undefined;
  const findings: Finding[] = [...history.findings];
  const versions = lines
    .flatMap((line) => findVersions(line, asked.version))
    .map((version): ShownVersion => {
      const { content } = version.item;
      const text = content === undefined ? undefined : readContent(workspace, content);
      if (content === undefined || text === undefined) return version;
      if (typeof text !== "string") {
        findings.push(text);
        return version;
      }
      const answer = answerFromContent(`${historyFolder}/${contentFile(content)}`, text, version.item);
      return answer === undefined ? version : { ...version, answer };
    });
  return { versions, findings };
}
