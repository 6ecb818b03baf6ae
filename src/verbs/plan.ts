import { basename, dirname, join } from "node:path";
import { type Finding, hasErrors, snakeCase } from "#base";
import type { Domain } from "#domain";
import { stackDescriptions } from "#generate";
import { looksLikePlan, makePlan, type Plan } from "#plan";
import type { Workspace } from "#workspace";
import { namesIn, overlaidFrom } from "./build/overlaid-files.ts";
import type { ProjectChanges } from "./build/project-changes.ts";
import { writtenFile } from "./build/written-file.ts";
import type { PlanInput } from "./plan-input.ts";
import { settingsFile, settledKeys } from "./settings.ts";
import { defaultDatabase, defaultStack } from "./stacks.ts";
import { contractFrom, readUnderstanding, type Understanding } from "./understanding.ts";
import type { Verb, VerbContext } from "./verb.ts";

export interface PlanValue {
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  /** Operations that cannot be understood because of an error. */
  readonly affected: readonly string[];
  readonly understood?: { readonly domain: Domain; readonly plan: Plan };
  /** Key paths that keelback.yaml says something about. */
  readonly settled: ReadonlySet<string>;
  readonly all: boolean;
  /** What a build would change in the folder, where it was built before. */
  readonly changes?: ProjectChanges;
  /** Files of the overlays that are part of the contract, in the order in which they were applied. */
  readonly overlays: readonly string[];
  /** What a build would call its own overlay. */
  readonly overlay?: string;
  /** Files that were written, or would have been had they not been so already. */
  readonly written: readonly { readonly file: string; readonly changed: boolean }[];
}

/** What build would do, and on which evidence. */
export const plan: Verb<PlanInput, PlanValue> = {
  async run(workspace, input, context) {
    const understanding = await readUnderstanding(workspace, input);
    const base = {
      sources: understanding.sources,
      affected: understanding.affected,
      settled: settledKeys(understanding.settings.domain),
      all: input.all ?? false,
      overlays: understanding.document?.overlays ?? [],
      written: [],
    };
    const { findings, domain } = understanding;
    if (!domain || hasErrors(findings)) return { exitCode: 2, value: { ...base, findings } };
    const written = await writeSettings(workspace, understanding, domain, input, context);
    // What was just written settles assumptions, and a plan rests on the settings.
    const now = written.files.some(({ changed }) => changed)
      ? await readUnderstanding(workspace, input)
      : understanding;
    const understood = now.domain ?? domain;
    const made = planFor(understood, now, input, context);
    const saved = input.out === undefined ? nothing : savePlan(workspace, made, input.out);
    const changes = await foreseen(workspace, input, now, made);
    const overlay = overlayOf(workspace, input, now, made);
    const value = {
      ...base,
      settled: settledKeys(now.settings.domain),
      findings: [...findings, ...written.findings, ...saved.findings],
      understood: { domain: understood, plan: made },
      ...(changes && { changes }),
      ...(overlay !== undefined && { overlay }),
      written: [...written.files, ...saved.files],
    };
    return { exitCode: hasErrors(value.findings) ? 2 : 0, value };
  },
};

function planFor(
  domain: Domain,
  { settings, contract }: Understanding,
  input: PlanInput,
  { version }: VerbContext,
): Plan {
  return makePlan(domain, {
    stack: input.stack ?? settings.stack ?? defaultStack,
    database: input.database ?? settings.database ?? defaultDatabase,
    settings: settings.domain,
    tool: version,
    schemas: contract?.schemas.size ?? 0,
  });
}

/** The folder that is named, this one, or the one that a build would choose: the first that was built. */
async function foreseen(
  workspace: Workspace,
  input: PlanInput,
  { contract, document, domain, settings }: Understanding,
  { stack, database }: Plan,
): Promise<ProjectChanges | undefined> {
  const named = input.directory === undefined && domain ? [snakeCase(domain.title)] : [];
  const directory = [input.directory ?? ".", ...named].find((folder) =>
    workspace.exists(join(folder, writtenFile)),
  );
  if (directory === undefined || !contract || !document || !domain) return undefined;
  // Loaded only where there is something to compare with: it takes all that writes Python.
  const { foreseeChanges } = await import("./build/project-changes.ts");
  return foreseeChanges(workspace, workspace.at(directory), {
    directory,
    contract,
    document,
    domain,
    stack,
    database,
    settings,
  });
}

/** What a build would call its overlay, in the folder that it would choose: none that the contract has is overwritten. */
function overlayOf(
  workspace: Workspace,
  input: PlanInput,
  { contract, document, domain }: Understanding,
  { stack }: Plan,
): string | undefined {
  const described = stackDescriptions.find(({ name }) => name === stack);
  if (!described || !contract || !document || !domain) return undefined;
  const directory = input.directory ?? (workspace.exists(writtenFile) ? "." : snakeCase(domain.title));
  const { overlaid } = overlaidFrom(workspace, directory, contract.file, document);
  return basename(described.overlayPath(namesIn(document.name, overlaid)));
}

interface Written {
  readonly files: PlanValue["written"];
  readonly findings: readonly Finding[];
}

const nothing: Written = { files: [], findings: [] };

function savePlan(workspace: Workspace, made: Plan, file: string): Written {
  const text = `${JSON.stringify(made, null, 2)}\n`;
  const before = workspace.readText(file);
  if (before === undefined ? workspace.exists(file) : before.trim() !== "" && !looksLikePlan(before))
    return refused(
      "plan/not-a-plan",
      `${file} is there and is no plan: it is left alone`,
      "choose another name",
    );
  return save(workspace, file, text, before);
}

/** Puts the understanding into keelback.yaml, if that was asked for. */
async function writeSettings(
  workspace: Workspace,
  understanding: Understanding,
  domain: Domain,
  input: PlanInput,
  context: VerbContext,
): Promise<Written> {
  if (!input.write) return nothing;
  const { updateSettings } = await import("./settings-write.ts");
  const folder = input.directory ?? ".";
  const file = join(folder, settingsFile);
  const before = understanding.settings.document?.text;
  const updated = updateSettings(before ?? "", {
    domain,
    plan: planFor(domain, understanding, input, context),
    contract: contractFrom(workspace, folder, understanding.file ?? domain.contractFile),
  });
  if (updated !== undefined) return save(workspace, file, updated, before);
  return refused(
    "settings/not-updated",
    `${file} cannot be updated without touching what is written there by hand: it is left alone`,
    "write `domain:` as a mapping over several lines, and try again",
  );
}

function refused(rule: string, message: string, mend: string): Written {
  return { files: [], findings: [{ rule, severity: "error", message, mend }] };
}

function save(workspace: Workspace, file: string, text: string, before: string | undefined): Written {
  if (text === before) return { files: [{ file, changed: false }], findings: [] };
  const folder = dirname(file);
  const result = workspace.at(folder).apply([{ kind: "write", path: basename(file), text }]);
  if (result.ok) return { files: [{ file, changed: true }], findings: [] };
  return refused(
    "workspace/not-written",
    `${file} was not written: ${result.message}`,
    "see that it can be written",
  );
}
