import type { Finding } from "#base";
import { lintRegistry } from "#contract";
import type { CheckFormat } from "../check-input.ts";
import { isBelow } from "../python-files.ts";
import { chooseFindings, type ToldFindings } from "../told-findings.ts";
import type { Verb } from "../verb.ts";
import { rulesAsked, settleFindings } from "./choose-contract-rules.ts";
import { contractsOf } from "./contracts-of.ts";
import type { ContractLintInput } from "./lint-input.ts";
import { noDocuments } from "./no-documents.ts";
import { readRegistry } from "./registry-files.ts";
import { hasStructure, structureFindings, withoutSaid } from "./structure-findings.ts";

export interface ContractLintValue extends ToldFindings {
  readonly documents: number;
  readonly all: boolean;
}

/** What is wrong with single documents, and what does not fit between them. */
export const contractLint: Verb<ContractLintInput, ContractLintValue> = {
  async run(workspace, input, { version, progress, signal }) {
    const { files = [], format = "text", all = false } = input;
    const reading = await readRegistry(workspace);
    const { registry, settings, sources, places } = reading;
    const own = reading.findings;
    const contracts = contractsOf(reading);
    const structure: Finding[] = [];
    const linted = registry.documents.filter(hasStructure);
    progress({ kind: "begin", step: 1, of: 1, title: "structure" });
    for (const [index, document] of linted.entries()) {
      if (signal.aborted) break;
      const { file } = document;
      progress({ kind: "detail", text: `${file} (${index + 1} of ${linted.length})` });
      structure.push(...(await structureFindings(workspace, document, sources.get(file) ?? "")));
    }
    progress({ kind: "end", text: `${linted.length} ${linted.length === 1 ? "document" : "documents"}` });
    const found = [...own, ...withoutSaid(structure, own), ...lintRegistry(registry, contracts)];
    const findings = settleFindings(found, settings.rules).filter(
      ({ span }) => span === undefined || isBelow(span.file, files),
    );
    const missing = registry.documents.length === 0 ? [noDocuments(places)] : [];
    const { fresh, refused, ...chosen } = await chooseFindings(workspace, input, {
      ...{ verb: "lint", command: "keelback contract lint", sources, problems: missing, findings },
      isPart: files.length > 0,
    });
    const isBad = fresh.some(({ severity }) => severity !== "note");
    const exitCode = missing.length > 0 || refused ? 2 : isBad ? 1 : 0;
    return {
      exitCode,
      value: {
        ...{ format: format as CheckFormat, version, exitCode, sources, all },
        ...chosen,
        documents: registry.documents.length,
        rules: rulesAsked(["contract", "structure"], settings.rules),
      },
    };
  },
};
