import { normalize } from "node:path";
import { type Finding, hasErrors } from "#base";
import { type Entry, planRegistration, readFragment } from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { unreadFinding } from "../unread-file.ts";
import type { Verb, VerbResult } from "../verb.ts";
import { checkRegistration } from "./check-registration.ts";
import { chooseDocument } from "./choose-document.ts";
import { noDocuments } from "./no-documents.ts";
import type { ContractRegisterInput } from "./register-input.ts";
import { readRegistry } from "./registry-files.ts";

export type ContractRegisterValue =
  | {
      readonly kind: "registered";
      readonly file: string;
      readonly entries: readonly Entry[];
      readonly findings: readonly Finding[];
    }
  | { readonly kind: "nothing"; readonly findings: readonly Finding[] }
  | { readonly kind: "refused"; readonly findings: readonly Finding[] };

const patienceMs = 30_000;

/** Adds operations, events and types to the document that they belong to. Whatever stands in it stays, byte for byte. */
export const contractRegister: Verb<ContractRegisterInput, ContractRegisterValue> = {
  async run(workspace, input) {
    const lock = await workspace.lock({ purpose: "another change of the contracts", waitMs: patienceMs });
    if (!lock.ok) return refused([unwritten(lock.message)]);
    try {
      return register(workspace, input, await readRegistry(workspace));
    } finally {
      lock.release();
    }
  },
};

function register(
  workspace: Workspace,
  { from, document: named }: ContractRegisterInput,
  reading: Awaited<ReturnType<typeof readRegistry>>,
): VerbResult<ContractRegisterValue> {
  const { registry, places, sources } = reading;
  const { fragment, findings } = openFragment(workspace, from);
  if (fragment === undefined) return refused(findings);
  if (registry.documents.length === 0) return refused([noDocuments(places)]);
  // What lies among the contracts already is no place for itself.
  const others = registry.documents.filter(({ file }) => file !== plainPath(from));
  const document = chooseDocument(others, fragment, plainPath(named));
  if ("rule" in document) return refused([...findings, document]);
  const text = sources.get(document.file) ?? "";
  const wrong = document.findings.filter(({ severity }) => severity === "error");
  if (wrong.length > 0) return refused(wrong);
  const open = openBeside(workspace, document.file);
  const plan = planRegistration({ document, text, open }, fragment);
  if (hasErrors(plan.findings)) return refused([...findings, ...plan.findings]);
  if (plan.text === undefined) return { exitCode: 0, value: { kind: "nothing", findings } };
  const checked = checkRegistration(workspace, reading, document, plan.text);
  const all = [...findings, ...plan.findings, ...checked.findings];
  if (hasErrors(all)) return refused(all);
  const written = workspace.apply([{ kind: "write", path: document.file, text: plan.text }]);
  if (!written.ok) return refused([unwritten(written.message)]);
  const value = { kind: "registered", file: document.file, entries: checked.added, findings: all } as const;
  return { exitCode: 0, value };
}

function plainPath(path: string | undefined): string | undefined {
  return path === undefined ? undefined : normalize(path).replaceAll("\\", "/");
}

function openFragment(workspace: Workspace, file: string | undefined): ReturnType<typeof readFragment> {
  if (file === undefined) return { findings: [nothingNamed] };
  const text = workspace.readUntrusted(file, ["."]);
  if (text.ok) return readFragment(file, text.text);
  if (text.reason !== "missing" && text.reason !== "outside")
    return { findings: [unreadFinding(file, text)] };
  const message =
    text.reason === "missing" ? `there is no ${file}` : `${file} lies outside of this folder: it is not read`;
  return {
    findings: [
      { rule: "contract/not-found", severity: "error", message, mend: "name a file below this folder" },
    ],
  };
}

const nothingNamed: Finding = {
  rule: "contract/nothing-to-register",
  severity: "error",
  message: "nothing says what is to be added",
  mend: "name a file that holds it, with --from FILE",
};

function refused(findings: readonly Finding[]): VerbResult<ContractRegisterValue> {
  return { exitCode: 2, value: { kind: "refused", findings } };
}

function unwritten(message: string): Finding {
  return { rule: "contract/not-registered", severity: "error", message, mend: "try again" };
}
