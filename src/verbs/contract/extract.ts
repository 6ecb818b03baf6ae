import type { Finding, Span } from "#base";
import { type Contract, type JsonValue, printAsyncapi, printOpenapi } from "#contract";
import { extractContract, extractEvents } from "#extract";
import { readFacts, readProject } from "#facts";
import { isBelow, readPythonFiles, withoutPython } from "../python-files.ts";
import { brokenFile, noPython } from "../source-findings.ts";
import type { Verb } from "../verb.ts";
import type { ContractExtractInput } from "./extract-input.ts";

export interface ContractExtractValue {
  readonly format: "yaml" | "json";
  /**
   * OpenAPI 3.1, or AsyncAPI 3.1 of tasks and messages, each element with its place in the source; absent where nothing says what it
   * takes and gives.
   */
  readonly document?: JsonValue;
  readonly operations: number;
  /** Messages and tasks that are known by name. */
  readonly events: number;
  /** How many operations and schemas could not be known in full. */
  readonly unknown: number;
  readonly findings: readonly Finding[];
}

/** The contract that the source keeps, read without running it. */
export const contractExtract: Verb<ContractExtractInput, ContractExtractValue> = {
  async run(workspace, { paths = [], format = "yaml", app, events: wantsEvents = false }) {
    const { texts, findings } = readPythonFiles(workspace);
    const missing = withoutPython(paths, texts.keys());
    const project = readProject(texts);
    const broken = [...project.modules.values()].flatMap(brokenFile);
    const read = readFacts(project);
    const isWanted = ({ span }: { readonly span: Span }): boolean => isBelow(span.file, paths);
    const extracted = extractContract(read, isWanted, app);
    const messages = extractEvents(read, isWanted);
    const count = messages.value?.events.length ?? 0;
    const isAsync = wantsEvents || (extracted.value === undefined && count > 0);
    const value = isAsync ? messages.value : extracted.value;
    const document = value && printValue(value, isAsync);
    return {
      exitCode: missing.length > 0 ? 2 : value === undefined ? 1 : 0,
      value: {
        format: format as ContractExtractValue["format"],
        ...(document === undefined ? {} : { document: titled(document, workspace.root) }),
        operations: extracted.value?.operations.length ?? 0,
        events: count,
        unknown: countUnknown(document),
        findings: [
          ...findings,
          ...missing.map(noPython),
          ...broken,
          ...(isAsync ? messages.findings : extracted.findings),
          ...(isAsync && count === 0 && messages.findings.length === 0 ? [noEvents] : []),
          ...(isAsync || count === 0 ? [] : [eventsBeside(count)]),
        ],
      },
    };
  },
};

/** Messages and tasks have no place in OpenAPI, nor operations in AsyncAPI. */
function printValue(value: Contract, isAsync: boolean): JsonValue {
  return isAsync
    ? printAsyncapi(value, { places: true, version: "3.1.0" })
    : printOpenapi(value, { places: true });
}

/** A document needs a title and a version: where no application of the source has any, its folder's name stands there, and that it does. */
function titled(document: JsonValue, root: string): JsonValue {
  const whole = document as { readonly [key: string]: JsonValue };
  const { title, version, ...more } = whole["info"] as { readonly [key: string]: JsonValue };
  const missing = [...(title === "" ? ["title"] : []), ...(version === "" ? ["version"] : [])];
  if (missing.length === 0) return document;
  const folder = root.split(/[\\/]/).findLast((part) => part !== "") ?? "untitled";
  const reason = `no application of the source says its ${missing.join(" and its ")}`;
  const told = { title: title || folder, version: version || "0.0.0", ...more, "x-keelback-unknown": reason };
  return { ...whole, info: told };
}

const noEvents: Finding = {
  rule: "extract/no-events",
  severity: "warning",
  message:
    "no task and no message for other programs is known in the source: there is no contract to read here",
  mend: "keelback facts --only events shows what is given and taken; write the contract by hand where nothing is",
};

function eventsBeside(count: number): Finding {
  return {
    rule: "extract/events-beside",
    severity: "note",
    message: `${count} ${count === 1 ? "message or task has" : "messages and tasks have"} no place in OpenAPI`,
    mend: "keelback contract extract --events prints them as AsyncAPI",
  };
}

function countUnknown(document: JsonValue | undefined): number {
  let count = 0;
  JSON.stringify(document ?? null, (key, value) => {
    if (key === "x-keelback-unknown") count += 1;
    return value;
  });
  return count;
}
