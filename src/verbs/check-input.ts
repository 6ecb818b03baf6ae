import type { InputDescription, InputOf } from "./verb.ts";

export const checkFormats = ["text", "json", "sarif", "github", "markdown", "html"] as const;

export type CheckFormat = (typeof checkFormats)[number];

export const checkInput = {
  arguments: [
    {
      name: "paths",
      summary: "files and folders to show findings of; the project around them is read. Absent, this folder",
      many: true,
    },
  ],
  options: [
    { name: "format", summary: "how findings are told", value: "FORMAT", choices: checkFormats },
    {
      name: "only",
      summary: "these rules or families alone, with commas between them",
      value: "RULE",
      listed: true,
    },
    {
      name: "types",
      summary:
        "run the type checker that the project is set up for (mypy, pyright, ty), and tell what it says",
    },
    { name: "since", summary: "findings on lines that changed since a commit or branch", value: "REF" },
    { name: "fix", summary: "mend what can be mended without a doubt" },
    { name: "unsafe", summary: "with --fix: mend also what somebody must look at afterwards" },
    { name: "writeBaseline", summary: "accept all findings of now, in .keelback/baseline.json" },
    { name: "noBaseline", summary: "show also what the baseline accepts" },
    { name: "noCache", summary: "read everything anew, whatever an earlier run found" },
    { name: "explainSilence", summary: "say why nothing is said of a line", value: "FILE:LINE" },
  ],
} as const satisfies InputDescription;

export type CheckInput = InputOf<typeof checkInput>;
