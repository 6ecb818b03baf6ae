import { match, ok, strictEqual } from "node:assert";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "#workspace";
import { runCommandLine } from "../../src/surfaces/cli/command-line.ts";

/** Requirement files that the program brings, for workspaces in memory. */
export const shipped: Readonly<Record<string, string>> = Object.fromEntries(
  readdirSync(join(import.meta.dirname, "../../python/locks")).map((name) => [
    `/package/python/locks/${name}`,
    readFileSync(join(import.meta.dirname, "../../python/locks", name), "utf8"),
  ]),
);

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process. */
export async function callKeelback(
  words: readonly string[],
  workspace: Workspace,
  version = "1.2.3",
): Promise<Ended> {
  let out = "";
  let err = "";
  const look = { colour: false, width: 100 };
  const code = await runCommandLine(words, {
    version,
    runtime: { program: "node", version: "24.1.0", platform: "linux" },
    terminal: {
      out: (text) => {
        out += text;
      },
      err: (text) => {
        err += text;
      },
      look,
      errLook: look,
      live: false,
    },
    workspace: () => workspace,
    signal: new AbortController().signal,
    now: () => 0,
    debug: true,
  });
  return { code, out, err };
}

interface FindingJson {
  readonly rule: string;
  readonly severity: string;
  readonly message: string;
  readonly at?: string;
  readonly mend?: string;
}

/** What every answer of ours must be: no stack, nothing that a terminal obeys, and findings that help. */
export function checkAnswer({ code, out, err }: Ended): void {
  ok([0, 1, 2, 3].includes(code), `exit code ${code}: ${err}`);
  strictEqual(err, "");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const unsafe =
    /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\n\s+at .*:\d+/;
  ok(!unsafe.test(out), `the answer is not clean: ${JSON.stringify(unsafe.exec(out)?.[0])}`);
  strictEqual(out, out.toWellFormed());
}

/** The findings of an answer in JSON. */
export function findingsOf({ out }: Ended): readonly FindingJson[] {
  return (JSON.parse(out) as { readonly findings: readonly FindingJson[] }).findings;
}

/** `plan` and `build --no-prove`, as text and as JSON: all refuse, with this rule at this place. */
export async function checkRefusal(
  file: string,
  open: () => Workspace,
  expected: {
    readonly rule: string;
    readonly at?: RegExp;
    readonly message?: RegExp;
    readonly mend?: RegExp;
  },
): Promise<void> {
  for (const words of [["plan"], ["build", "--no-prove"]] as const) {
    const [verb, ...options] = words;
    const text = await callKeelback([verb, file, "target", ...options], open());
    const json = await callKeelback([verb, file, "target", ...options, "--json"], open());
    for (const answer of [text, json]) {
      checkAnswer(answer);
      strictEqual(answer.code, 2, answer.out);
    }
    const found = findingsOf(json).find(({ rule }) => rule === `contract/${expected.rule}`);
    ok(found, `${expected.rule} is not among ${json.out}`);
    strictEqual(found.severity, "error");
    ok((found.mend ?? "").length > 0);
    if (expected.at) match(found.at ?? "", expected.at);
    if (expected.message) match(found.message, expected.message);
    if (expected.mend) match(found.mend ?? "", expected.mend);
    ok(text.out.includes(`contract/${expected.rule}`), text.out);
    if (found.at !== undefined) ok(text.out.includes(found.at.slice(-20)), text.out);
  }
}
