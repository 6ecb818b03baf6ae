import { digest } from "#base";
import type { OpenFile } from "../bundle/open-file.ts";
import type { ContractReading } from "../contract.ts";
import { isRecord } from "../markdown/read-record.ts";
import { openOverlays } from "../overlay/open-overlays.ts";
import { readOverlay } from "../overlay/read-overlay.ts";
import { readContract } from "../read-contract.ts";
import { entriesOf } from "./entries-of.ts";
import type { DocumentFormat, RegistryDocument } from "./entry.ts";
import { fieldsOf } from "./fields-of.ts";

/** Words at the top of a document that say what it is, wherever they stand in it. */
const marks: readonly (readonly [DocumentFormat, RegExp])[] = [
  [
    "openapi",
    /^(?:\s*\{)?\s*["']?(?:openapi|swagger)["']?\s*:\s*["']?\d|["'](?:openapi|swagger)["']\s*:\s*["']\d/m,
  ],
  ["asyncapi", /^(?:\s*\{)?\s*["']?asyncapi["']?\s*:\s*["']?\d|["']asyncapi["']\s*:\s*["']\d/m],
  ["overlay", /^(?:\s*\{)?\s*["']?overlay["']?\s*:\s*["']?\d|["']overlay["']\s*:\s*["']\d/m],
  ["json-schema", /^\s*\{?\s*["']?\$schema["']?\s*:\s*["']?https?:\/\/json-schema\.org\//m],
];

/**
 * What kind of contract a file is, by its name and a look at its text. Undefined: none; other documents may still refer
 * to parts of it.
 */
export function formatOf(file: string, text: string): DocumentFormat | undefined {
  if (/\.(?:md|markdown)$/i.test(file)) return isRecord(text) ? "record" : undefined;
  if (!/\.(?:ya?ml|json)$/i.test(file)) return undefined;
  return marks.find(([, mark]) => mark.test(text))?.[0];
}

/** Digest of what opening a file gave; why it was not read is part of what its reader is told, too. */
export function digestOfOpened(opened: ReturnType<OpenFile>): string {
  return typeof opened === "string" ? digest(opened) : `not read: ${digest(JSON.stringify(opened ?? null))}`;
}

export interface DocumentRead {
  readonly document: RegistryDocument;
  /** Of an overlay without a value: it says what another document left out, and promises nothing by itself. */
  readonly reading: ContractReading;
}

/** Reads one document for the registry, with overlays applied; undefined where it is no contract. Never throws. */
export function readRegistryDocument(
  file: string,
  text: string,
  open?: OpenFile,
  overlays: readonly string[] = [],
): DocumentRead | undefined {
  const format = formatOf(file, text);
  if (format === undefined) return undefined;
  if (format === "overlay") return overlayDocument(file, text);
  const others = new Map<string, string>();
  const openNoted: OpenFile | undefined =
    open &&
    ((path) => {
      const opened = open(path);
      others.set(path, digestOfOpened(opened));
      return opened;
    });
  const applied = format === "record" ? [] : openOverlays(overlays, openNoted);
  const reading = readContract(file, text, openNoted, applied);
  const { value: contract } = reading;
  // What will not be sent matters to whoever builds: here webhooks and callbacks are events like others.
  const findings = reading.findings.filter(({ rule }) => rule !== "contract/unsent-message");
  return {
    reading: { ...reading, findings },
    document: {
      file,
      format,
      label: contract?.label ?? "",
      title: contract?.title.trim() ?? "",
      version: contract?.version ?? "",
      digest: digest(text),
      entries: contract === undefined ? [] : entriesOf(contract),
      fields: contract === undefined ? [] : fieldsOf(contract),
      findings,
      others: [...others].map(([other, its]) => ({ file: other, digest: its })),
      ...(overlays.length > 0 && { overlays }),
    },
  };
}

function overlayDocument(file: string, text: string): DocumentRead {
  const { label, title, version, findings, extends: its } = readOverlay(file, text);
  const document: RegistryDocument = {
    ...{ file, format: "overlay", label, title, version, digest: digest(text) },
    ...{ entries: [], fields: [], findings, others: [] },
    ...(its && { extends: its }),
  };
  return { document, reading: { value: undefined, findings } };
}
