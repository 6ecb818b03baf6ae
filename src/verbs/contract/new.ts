import { join } from "node:path";
import { cleanLine, type Finding, hasErrors } from "#base";
import { startedRecord } from "#contract";
import type { Workspace } from "#workspace";
import { readSettings, type Settings } from "../settings.ts";
import type { Verb, VerbResult } from "../verb.ts";
import { isDocument, usualPlace } from "./list-documents.ts";
import type { ContractNewInput } from "./new-input.ts";

export interface ContractNewValue {
  /** What was written; absent where nothing was. */
  readonly file?: string;
  readonly title?: string;
  readonly findings: readonly Finding[];
}

/** Others that write at this moment are waited for; a build may take longer, and is told. */
const patienceMs = 30_000;

/** Starts the record of a domain where contracts lie. What is there is never written over. */
export const contractNew: Verb<ContractNewInput, ContractNewValue> = {
  async run(workspace, { domain = [] }) {
    const said = domain.join(" ");
    const record = startedRecord(said);
    if (record === undefined)
      return refuse({
        message: `"${cleanLine(said).slice(0, 60)}" has no letter or digit that a file could be called after`,
        mend: "name the domain in Latin letters: keelback contract new orders",
      });
    const settings = await readSettings(workspace);
    if (hasErrors(settings.findings)) return { exitCode: 2, value: { findings: settings.findings } };
    const file = join(placeOf(workspace, settings.value), record.file).replaceAll("\\", "/");
    const lock = await workspace.lock({ purpose: "a new contract", waitMs: patienceMs });
    if (!lock.ok) return refuse({ message: lock.message, mend: "try again" });
    try {
      // A link that leads nowhere is there too, and so is a folder of that name.
      const there = workspace.readUntrusted(file, ["."]);
      if (there.ok || there.reason !== "missing" || workspace.exists(file))
        return refuse({
          message: `${file} cannot be started: something of that name is there already, and is left as it is`,
          mend: "go on in that file, or give the domain another name",
        });
      const written = workspace.apply([{ kind: "write", path: file, text: record.text }]);
      if (!written.ok)
        return refuse({
          message: `${file} was not written: ${written.message}`,
          mend: "name a folder of this repository in keelback.yaml: contracts: [PLACE]",
        });
    } finally {
      lock.release();
    }
    return { exitCode: 0, value: { file, title: record.title, findings: [] } };
  },
};

/** The first folder that the settings name; what is named as one document is none. */
function placeOf(workspace: Workspace, { contracts = [] }: Settings): string {
  return (
    contracts.find((place) => !(isDocument(place) && workspace.stamp(place) !== undefined)) ?? usualPlace
  );
}

function refuse(told: { readonly message: string; readonly mend: string }): VerbResult<ContractNewValue> {
  return { exitCode: 2, value: { findings: [{ rule: "contract/not-started", severity: "error", ...told }] } };
}
