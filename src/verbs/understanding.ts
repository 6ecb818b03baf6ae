import { isAbsolute, join, relative } from "node:path";
import { type Finding, hasErrors } from "#base";
import { type Contract, type ContractReading, type JsonValue, openOverlays, readContract } from "#contract";
import { type Domain, understand } from "#domain";
import type { Workspace } from "#workspace";
import { affectedOperations } from "./affected-operations.ts";
import { spareOperations } from "./confined-errors.ts";
import { overlaysOf } from "./contract/overlays-of.ts";
import { nearestDocument, openBeside } from "./contract-files.ts";
import { readSettings, type Settings, settingsFile } from "./settings.ts";
import { checkCorrections } from "./settings-corrections.ts";
import { unreadFinding } from "./unread-file.ts";

/** A contract as one document. */
export interface UnderstoodDocument {
  /** Its file byte for byte, or what its files make together with its overlays. */
  readonly text: string;
  readonly name: string;
  /** The same without overlays. */
  readonly bare: () => { readonly text: string; readonly name: string };
  readonly plain: () => JsonValue;
  /** Files of the overlays that are part of it, in the order in which they were applied. */
  readonly overlays: readonly string[];
}

/** What a project's contract and settings say, with all that is wrong with them. */
export interface Understanding {
  readonly findings: readonly Finding[];
  /** Texts that findings point into, by the file's name in a span. */
  readonly sources: ReadonlyMap<string, string>;
  readonly settings: Settings;
  /** The contract's path, relative to the workspace's root or absolute, where one is named. */
  readonly file?: string;
  readonly contract?: Contract;
  readonly document?: UnderstoodDocument;
  readonly domain?: Domain;
  /** Operations that cannot be understood because of an error. */
  readonly affected: readonly string[];
}

export interface UnderstandingRequest {
  /** The contract, as the user named it; absent, the one that the settings name. */
  readonly contract?: string | undefined;
  /** The project's folder, where `keelback.yaml` lies; absent, the root. */
  readonly directory?: string | undefined;
}

/** Reads settings and contract and understands them: the beginning of every verb that knows a contract. */
export async function readUnderstanding(
  workspace: Workspace,
  request: UnderstandingRequest,
): Promise<Understanding> {
  const directory = request.directory ?? ".";
  const shownAs = join(directory, settingsFile);
  const settings = await readSettings(workspace.at(directory), shownAs);
  const own = settings.value.document;
  const settingsText: readonly (readonly [string, string])[] = own ? [[shownAs, own.text]] : [];
  const base = { settings: settings.value, affected: [], sources: new Map(settingsText) };
  const file = request.contract ?? contractOf(settings.value, directory);
  if (file === undefined) return { ...base, findings: [...settings.findings, noContract(shownAs)] };
  const text = readContractText(workspace, file);
  if (typeof text !== "string") return { ...base, file, findings: [...settings.findings, text] };
  const open = openBeside(workspace, file);
  const overlays = await overlaysOf(workspace, { file, text, directory, settings: settings.value });
  const reading = readContract(file, text, open, openOverlays(overlays.files, open));
  const { value: contract, bundle, plain } = reading;
  const findings = [...overlays.findings, ...reading.findings];
  const sources = new Map([
    ...settingsText,
    ...overlays.sources,
    [file, text] as const,
    ...(bundle?.sources ?? []),
  ]);
  const written = ({ bundle: its }: Pick<ContractReading, "bundle">) => ({
    text: its?.text ?? text,
    name: its ? file.replace(/\.(?:json|md|markdown)$/i, ".yaml") : file,
  });
  const document = {
    ...written(reading),
    plain: plain ?? (() => null),
    bare: () => written(readContract(file, text, open)),
    overlays: overlays.files,
  };
  const nothing = contract && nothingToBuild(contract, findings);
  const read = {
    ...{ ...base, file, document, sources },
    findings: [...settings.findings, ...findings, ...(nothing ?? [])],
  };
  if (!contract || nothing) return read;
  const sparing =
    hasErrors(findings) && !hasErrors(settings.findings) ? spareOperations(contract, findings) : undefined;
  if (hasErrors(read.findings) && !sparing)
    return { ...read, contract, affected: affectedOperations(contract, findings) };
  const understood = understand(contract, settings.value.domain, sparing?.spoiled);
  const corrections = checkCorrections(settings.value, contract, understood.value);
  // What the settings get wrong is told here, with its line, and not a second time without.
  const rest = understood.findings.filter(({ rule, span }) => span || rule !== "settings/unknown-operation");
  return {
    ...read,
    contract: understood.contract,
    domain: understood.value,
    findings: [
      ...(sparing ? [...settings.findings, ...sparing.findings] : read.findings),
      ...corrections,
      ...rest,
    ],
  };
}

function contractOf({ contract }: Settings, directory: string): string | undefined {
  return contract === undefined || isAbsolute(contract) ? contract : join(directory, contract);
}

function noContract(settings: string): Finding {
  return {
    rule: "contract/not-named",
    severity: "error",
    message: `no contract was named, and ${settings} names none`,
    mend: "name the document: keelback plan CONTRACT",
  };
}

// A document of paths that has none says so itself; others never have any.
function nothingToBuild(contract: Contract, findings: readonly Finding[]): readonly Finding[] | undefined {
  const { operations, events, schemas, label, span } = contract;
  const isTold = findings.some(
    ({ rule, severity }) => rule === "contract/missing-operations" || severity === "error",
  );
  if (operations.length > 0 || isTold) return undefined;
  const has = events.length > 0 ? `${events.length} events` : `${schemas.size} types`;
  return [
    {
      rule: "contract/nothing-to-build",
      severity: "error",
      message: `this is ${label}, with ${has} and no operation: nothing can be built of it alone`,
      span,
      mend: "name the OpenAPI document of the service; this one is read beside it by the contract registry",
    },
  ];
}

function readContractText(workspace: Workspace, file: string): string | Finding {
  const fail = (message: string, mend: string): Finding => ({
    rule: "contract/not-found",
    severity: "error",
    message,
    mend,
  });
  if (/^[a-z][a-z+.-]+:\/\//i.test(file))
    return fail(
      `${file} is an address, and nothing is fetched from the network`,
      "save the document, and name the file",
    );
  const read = workspace.readUntrusted(file);
  if (read.ok) return read.text;
  if (read.reason !== "missing") return unreadFinding(file, read);
  const meant = nearestDocument(workspace, file);
  return fail(
    `there is no file ${file}`,
    meant === undefined ? "name a document that is there" : `did you mean ${meant}?`,
  );
}

/** A path as the settings of a folder name it. */
export function contractFrom(workspace: Workspace, directory: string, file: string): string {
  const from = workspace.at(directory).root;
  const absolute = isAbsolute(file) ? file : join(workspace.root, file);
  return relative(from, absolute).replaceAll("\\", "/") || file;
}
