import { type Finding, findingKey, formatSpan } from "#base";
import {
  type Contract,
  type Entry,
  type Fragment,
  linkRegistry,
  lintRegistry,
  type Registry,
  type RegistryDocument,
  readRegistryDocument,
} from "#contract";
import type { Workspace } from "#workspace";
import { openBeside } from "../contract-files.ts";
import { settleFindings } from "./choose-contract-rules.ts";
import { contractsOf } from "./contracts-of.ts";
import { readHistoryFiles } from "./history-files.ts";
import type { RegistryReading } from "./registry-files.ts";
import { structureFindings, withoutSaid } from "./structure-findings.ts";

export interface RegistrationText {
  readonly text: string;
  readonly fragment: Fragment;
  /** The file that the fragment lies in, which may lie among the contracts itself. */
  readonly from: string | undefined;
}

/** What the whole registry would say with a document changed: what is added to it, and what is wrong that was not before. */
export async function checkRegistration(
  workspace: Workspace,
  reading: RegistryReading,
  target: RegistryDocument,
  { text, fragment, from }: RegistrationText,
): Promise<{
  readonly added: readonly Entry[];
  readonly after: Read;
  readonly findings: readonly Finding[];
}> {
  const after = readAgain(workspace, reading, target.file, text);
  const known = new Set(target.entries.map(({ kind, key }) => JSON.stringify([kind, key])));
  const document = after.registry.documents.find(({ file }) => file === target.file);
  const added = (document?.entries ?? []).filter(({ kind, key }) => !known.has(JSON.stringify([kind, key])));
  const settle = (findings: readonly Finding[]): readonly Finding[] =>
    settleFindings(findings, reading.settings.rules);
  const all = async ({ registry, contractOf }: Read, its: string): Promise<readonly Finding[]> => {
    const own = findingsOf(registry, contractOf);
    return settle([...own, ...withoutSaid(await structureFindings(workspace, target, its), own)]);
  };
  const fresh = newFindings(
    await all(reading, reading.sources.get(target.file) ?? ""),
    await all(after, text),
    reading.sources,
    new Map([...reading.sources, [target.file, text]]),
  );
  const findings = [
    ...saidElsewhere(reading.registry, target, added, { fragment, from }),
    ...fresh,
    ...tellVersion(workspace, target, added),
  ];
  return { added, after, findings };
}

/** Said in two places, one of them is forgotten when it changes. Types that an operation needs stand beside it, wherever else they do. */
function saidElsewhere(
  registry: Registry,
  target: RegistryDocument,
  added: readonly Entry[],
  { fragment, from }: Omit<RegistrationText, "text">,
): readonly Finding[] {
  const isOfTypes = Object.keys(fragment.value as object).every((key) =>
    ["components", "definitions"].includes(key),
  );
  return added.flatMap(({ kind, key, name }): readonly Finding[] => {
    if (kind === "type" && !isOfTypes) return [];
    const service = target.title.toLowerCase();
    const known = registry.items
      .filter((item) => item.kind === kind && item.key === key)
      .flatMap(({ said }) => said)
      .find(
        (entry) =>
          entry.file !== target.file && entry.file !== from && entry.service.toLowerCase() === service,
      );
    if (known === undefined) return [];
    return [
      {
        rule: "contract/clash",
        severity: "error",
        message: `${kind} ${name} of ${target.title} is said already, at ${formatSpan(known.span)}: said in two places, one of them is forgotten when it changes`,
        span: known.span,
        mend: `add to ${known.file} what is missing there, or take it out of there first`,
      },
    ];
  });
}

type Read = Pick<RegistryReading, "registry" | "contractOf">;

/** The documents that rest on the changed one are read once more, with it. */
function readAgain(
  workspace: Workspace,
  { registry, sources, contractOf }: RegistryReading,
  file: string,
  text: string,
): Read {
  const contracts = new Map<string, Contract | undefined>();
  const documents = registry.documents.flatMap((document): readonly RegistryDocument[] => {
    const rests = document.others.some(({ file: other }) => other === file);
    if (document.file !== file && !rests) return [document];
    const open = openBeside(workspace, document.file);
    const its = document.file === file ? text : (sources.get(document.file) ?? "");
    const read = readRegistryDocument(
      document.file,
      its,
      (path) => (path === file ? text : open(path)),
      document.overlays,
    );
    contracts.set(document.file, read?.reading.value);
    return read === undefined ? [] : [read.document];
  });
  return {
    registry: linkRegistry(documents),
    contractOf: (of) => (contracts.has(of) ? contracts.get(of) : contractOf(of)),
  };
}

function findingsOf(registry: Registry, contractOf: RegistryReading["contractOf"]): readonly Finding[] {
  return [...registry.findings, ...lintRegistry(registry, contractsOf({ registry, contractOf }))];
}

/** What was not said before, wherever lines stand now. */
function newFindings(
  before: readonly Finding[],
  after: readonly Finding[],
  old: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): readonly Finding[] {
  const key = (finding: Finding, texts: ReadonlyMap<string, string>): string => {
    const file = finding.span?.file ?? "";
    return findingKey(finding, file, texts.get(file) ?? "");
  };
  const said = new Map<string, number>();
  for (const finding of before) said.set(key(finding, old), (said.get(key(finding, old)) ?? 0) + 1);
  return after.filter((finding) => {
    const its = key(finding, now);
    const left = said.get(its) ?? 0;
    said.set(its, left - 1);
    return left <= 0 && finding.severity !== "note";
  });
}

/** Whoever rests on an accepted version finds something else under its number. */
function tellVersion(
  workspace: Workspace,
  { file, title, version }: RegistryDocument,
  added: readonly Entry[],
): readonly Finding[] {
  if (added.length === 0) return [];
  const { entries } = readHistoryFiles(workspace);
  const isAccepted = entries.some(({ items }) =>
    items.some((item) => item.version === version && item.service.toLowerCase() === title.toLowerCase()),
  );
  if (!isAccepted) return [];
  return [
    {
      rule: "contract/unversioned-change",
      severity: "warning",
      message: `version ${version} of ${title} was accepted already, and now says more under the same number`,
      span: { file, line: 1, column: 1, offset: 0, end: 0 },
      mend: "raise the version of the document before the change is accepted",
    },
  ];
}
