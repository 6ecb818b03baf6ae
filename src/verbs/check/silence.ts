import { posix } from "node:path";
import type { Finding, Read, Span } from "#base";
import type { Silence } from "#rules";
import type { Workspace } from "#workspace";

/** A line of a file that somebody asks about. */
export interface AskedLine {
  readonly file: string;
  readonly line: number;
}

/** `FILE:LINE`, with or without a column; a path from the folder of the command or from that of the project. */
export function readAskedLine(
  root: Workspace,
  base: Workspace,
  asked: string | undefined,
): Read<AskedLine | undefined> {
  if (asked === undefined) return { value: undefined, findings: [] };
  const [, path = "", line = ""] = /^(.+?):(\d+)(?::\d+)?$/.exec(asked) ?? [];
  if (path === "") return { value: undefined, findings: [noPlace(asked)] };
  const from = root.exists(path) ? root.root : base.root;
  const file = posix.relative(base.root, posix.resolve(from, path));
  return { value: { file, line: Number(line) }, findings: [] };
}

/** What rules told of places that begin on a line or reach over it. */
export function silencesAt(
  silences: readonly Silence[],
  { file, line }: AskedLine,
  linesOf: (span: Span) => number,
): readonly Silence[] {
  return silences.filter(
    ({ place }) =>
      place.file === file && place.line <= line && line < place.line + Math.max(1, linesOf(place)),
  );
}

function noPlace(asked: string): Finding {
  return {
    rule: "usage/no-place",
    severity: "error",
    message: `"${asked}" is no place in a file`,
    mend: "name it as FILE:LINE: shop/views.py:41",
  };
}
