import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import type { ProjectInputs } from "./inputs.ts";
import { devPackages, directPackages } from "./packages.ts";

/** `requirements.txt` and `requirements-dev.txt`: the shipped locks, less what this project does not use. */
export function emitRequirements(blueprint: Blueprint, inputs: ProjectInputs): readonly GeneratedFile[] {
  return [
    { path: "requirements.txt", text: narrow(blueprint, inputs.requirements) },
    { path: "requirements-dev.txt", text: narrow(blueprint, inputs.devRequirements) },
  ];
}

/** Packages that only some projects import. */
const optional = [
  "argon2-cffi",
  "cryptography",
  "defusedxml",
  "pillow",
  "pyjwt",
  "python-multipart",
  "segno",
  "types-defusedxml",
  "zxing-cpp",
];

interface Entry {
  readonly name: string;
  readonly text: string;
  /** Packages that need it; the project itself is one of them, by the name of its file. */
  readonly neededBy: readonly string[];
}

function narrow(blueprint: Blueprint, lock: string): string {
  const wanted = [...directPackages(blueprint), ...devPackages(blueprint)];
  const unwanted = optional.filter((name) => !wanted.includes(name));
  // The shipped locks are made from files that this project does not have; its own list is in pyproject.toml.
  const entries = readEntries(lock.replace(/-r [\w.-]+\.in/g, "pyproject.toml"));
  const kept = dropUnused(entries.filter(({ name }) => !unwanted.includes(name)));
  return kept.map((entry) => printEntry(entry, kept)).join("");
}

/** The entry without those that needed it and are gone: who needs a package is said in one line, or in one each. */
function printEntry({ text, neededBy }: Entry, kept: readonly Entry[]): string {
  const names = new Set(["pyproject.toml", ...kept.map(({ name }) => name)]);
  const left = neededBy.filter((name) => names.has(name));
  if (left.length === neededBy.length) return text;
  const comment =
    left.length === 1 ? ` ${left[0]}\n` : `\n${left.map((name) => `    #   ${name}\n`).join("")}`;
  return text.replace(/^ {4}# via\n(?: {4}# {3}\S+\n?)+/m, `    # via${comment}`);
}

/** A requirement begins at the left edge; its hashes and the comment on who needs it are indented. */
function readEntries(lock: string): readonly Entry[] {
  return lock.split(/^(?=\S)/m).map((text) => ({
    name: /^[A-Za-z0-9][A-Za-z0-9._-]*/.exec(text)?.[0].toLowerCase() ?? "",
    text,
    neededBy: [...text.matchAll(/^ +# +(?:via +)?([A-Za-z0-9][\w.-]*)$/gm)]
      .map(([, name]) => name ?? "")
      .filter((name) => name !== "via"),
  }));
}

/** Packages that nothing left needs go, and then those that only they needed. */
function dropUnused(entries: readonly Entry[]): readonly Entry[] {
  const names = new Set(["pyproject.toml", ...entries.map(({ name }) => name)]);
  const kept = entries.filter(
    ({ neededBy }) => neededBy.length === 0 || neededBy.some((name) => names.has(name)),
  );
  return kept.length === entries.length ? entries : dropUnused(kept);
}
