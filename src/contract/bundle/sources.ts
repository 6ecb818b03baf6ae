import type { FindingList } from "../document/finding-list.ts";
import { limits } from "../document/limits.ts";
import type { Node } from "../document/node.ts";
import { readDocument } from "../document/read-document.ts";
import type { Spent } from "../document/spent.ts";
import type { Problem } from "../openapi/reader.ts";
import { quote } from "../openapi/shape.ts";
import { outsideProblem, plainPath, resolveFilePath } from "./file-path.ts";
import type { OpenFile, Unopened } from "./open-file.ts";

/** One file of a contract, read. */
export interface Source {
  readonly file: string;
  readonly root: Node;
  /** The first file: its own references stay as they are. */
  readonly isFirst: boolean;
}

/** The files of a contract, each opened and read once, however many refer to it. */
export interface Sources {
  readonly first: Source;
  /** Texts of the others, by the file's name in spans. */
  readonly texts: ReadonlyMap<string, string>;
  /** By file, where its text stops making sense. */
  readonly brokenFrom: ReadonlyMap<string, number>;
  /** The file that a reference leads to, its fragment cut off. */
  find(from: Source, reference: string): Source | Problem;
}

export interface SourcesOptions {
  readonly first: Source;
  readonly length: number;
  readonly spent: Spent;
  readonly findings: FindingList;
  readonly open: OpenFile;
}

export function makeSources(options: SourcesOptions): Sources {
  const { first, open, findings, spent } = options;
  const known = new Map<string, Source | Problem>([[plainPath(first.file), first]]);
  const texts = new Map<string, string>();
  const brokenFrom = new Map<string, number>();
  let length = options.length;
  const load = (path: string, reference: string): Source | Problem => {
    if (texts.size + 1 >= limits.files) return tooMany(reference);
    const text = open(path);
    if (typeof text !== "string") return unopened(path, reference, text ?? { reason: "missing" });
    length += text.length;
    if (length > limits.textLength) return tooLong(reference);
    texts.set(path, text);
    const reading = readDocument(path, text, spent);
    for (const finding of reading.findings.all()) findings.add(finding);
    brokenFrom.set(path, reading.brokenFrom);
    return reading.root === undefined
      ? notADocument(path, reference)
      : { file: path, root: reading.root, isFirst: false };
  };
  return {
    first,
    texts,
    brokenFrom,
    find(from, reference) {
      const path = resolveFilePath(first.file, from.file, reference);
      if (typeof path !== "string") return path;
      const found = known.get(path) ?? load(path, reference);
      known.set(path, found);
      return found;
    },
  };
}

function unopened(path: string, reference: string, unread: Unopened): Problem {
  switch (unread.reason) {
    case "outside":
      return outsideProblem(reference);
    case "unreadable":
      return {
        rule: "unreadable-file",
        message: `${path}, to which ${quote(reference)} leads, ${unread.why}`,
        mend: unread.mend,
        path: [{ message: "here it shows", span: unread.span }],
      };
    case "missing":
      return {
        rule: "missing-file",
        message: `there is no file ${path}, to which ${quote(reference)} leads`,
        mend:
          unread.nearest === undefined
            ? "write the file, or correct its name here"
            : `did you mean ${unread.nearest}?`,
      };
  }
}

function notADocument(path: string, reference: string): Problem {
  return {
    rule: "unreadable-file",
    message: `${path}, to which ${quote(reference)} leads, holds nothing that can be read`,
    mend: "write YAML or JSON into it, or refer to another file",
  };
}

function tooMany(reference: string): Problem {
  return {
    rule: "too-many-files",
    message: `${quote(reference)} is not read: the contract has more than ${limits.files} files`,
    mend: "put several parts into one file",
  };
}

function tooLong(reference: string): Problem {
  return {
    rule: "too-large",
    message: `${quote(reference)} is not read: the files of the contract have more than ${limits.textLength / 1_000_000} million characters`,
    mend: "split it into several contracts",
  };
}
