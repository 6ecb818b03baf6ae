import type { Finding } from "#base";
import { type JsonValue, printOpenapi } from "#contract";
import { extractContract } from "#extract";
import { readFacts, readProject } from "#facts";
import { isBelow, readPythonFiles, withoutPython } from "../python-files.ts";
import { brokenFile, noPython } from "../source-findings.ts";
import type { Verb } from "../verb.ts";
import type { ContractExtractInput } from "./extract-input.ts";

export interface ContractExtractValue {
  readonly format: "yaml" | "json";
  /** OpenAPI 3.1, each element with its place in the source; absent where nothing says what it takes and gives. */
  readonly document?: JsonValue;
  readonly operations: number;
  /** How many operations and schemas could not be known in full. */
  readonly unknown: number;
  readonly findings: readonly Finding[];
}

/** The contract that the source keeps, read without running it. */
export const contractExtract: Verb<ContractExtractInput, ContractExtractValue> = {
  async run(workspace, { paths = [], format = "yaml" }) {
    const { texts, findings } = readPythonFiles(workspace);
    const missing = withoutPython(paths, texts.keys());
    const project = readProject(texts);
    const broken = [...project.modules.values()].flatMap(brokenFile);
    const extracted = extractContract(readFacts(project), ({ span }) => isBelow(span.file, paths));
    const { value } = extracted;
    const document = value && printOpenapi(value, { places: true });
    return {
      exitCode: missing.length > 0 ? 2 : value === undefined ? 1 : 0,
      value: {
        format: format as ContractExtractValue["format"],
        ...(document === undefined ? {} : { document }),
        operations: value?.operations.length ?? 0,
        unknown: countUnknown(document),
        findings: [...findings, ...missing.map(noPython), ...broken, ...extracted.findings],
      },
    };
  },
};

function countUnknown(document: JsonValue | undefined): number {
  let count = 0;
  JSON.stringify(document ?? null, (key, value) => {
    if (key === "x-keelback-unknown") count += 1;
    return value;
  });
  return count;
}
