import { type Facts, openReading, type Reading, readFacts, readProject } from "#facts";

/** A block of Python in the text of a rule, as the files that it shows. */
export interface Example {
  readonly files: ReadonlyMap<string, string>;
  /** `before` and `after` its fixes; absent, it shows what is found, or that nothing is. */
  readonly role?: "before" | "after";
  /** The line of the text that it begins on. */
  readonly line: number;
}

export interface Mark {
  readonly place: string;
  /** Words that the message holds. */
  readonly words: string;
}

/** The examples of a text, in their order. */
export function readExamples(text: string): readonly Example[] {
  return [...text.matchAll(/^```python *(.*)\n([\s\S]*?)^```$/gm)].map(
    ([, role = "", code = ""], index, all) => {
      const found = all[index];
      const line = text.slice(0, found?.index ?? 0).split("\n").length;
      if (role !== "" && role !== "before" && role !== "after")
        throw new Error(`line ${line}: what is "${role}"?`);
      return { files: readFiles(code), line, ...(role === "" ? {} : { role }) };
    },
  );
}

/** `# file: path` begins each file; without any there is one. */
function readFiles(code: string): ReadonlyMap<string, string> {
  if (!/^# file: /m.test(code)) return new Map([["shop/example.py", code]]);
  const files = new Map<string, string>();
  for (const part of code.split(/^# file: /m).slice(1)) {
    const end = part.indexOf("\n");
    files.set(part.slice(0, end).trim(), part.slice(end + 1));
  }
  return files;
}

/** The lines that bear a mark: `# finding`, `# finding: words of the message`, `# step`. */
export function readMarks({ files }: Example, kind: "finding" | "step"): readonly Mark[] {
  return [...files].flatMap(([path, text]) =>
    text.split("\n").flatMap((line, index) => {
      const mark = new RegExp(`# ${kind}(?:$|: (.*)$)`).exec(line);
      return mark === null ? [] : [{ place: `${path}:${index + 1}`, words: mark[1] ?? "" }];
    }),
  );
}

/** The files without the marks; what a project at hand looks like. */
export function withoutMarks({ files }: Example): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([path, text]) => [path, text.replace(/ *# (?:finding|step)(?:: .*)?$/gm, "")]),
  );
}

/** The day on which all examples are read. */
export const today = "2026-11-27";

/** A project as rules are given it. */
export function readExample(files: ReadonlyMap<string, string>): {
  readonly reading: Reading;
  readonly facts: Facts;
} {
  const project = readProject(files);
  const reading = openReading(project);
  return { reading, facts: readFacts(project, undefined, reading) };
}
