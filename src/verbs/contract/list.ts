import type { Finding } from "#base";
import { splitWords } from "#base";
import type { Entry, RegistryDocument, RegistryItem } from "#contract";
import type { Workspace } from "#workspace";
import type { Verb, VerbContext } from "../verb.ts";
import type { ContractListInput } from "./list-input.ts";
import { noDocuments } from "./no-documents.ts";
import { type RegistryReading, readRegistry } from "./registry-files.ts";
import { comparedDocuments } from "./source/compared-documents.ts";
import { type RecalledStates, recallStates } from "./source/kept-states.ts";
import { learnStates } from "./source/learn-states.ts";

export interface ContractListValue {
  readonly documents: readonly RegistryDocument[];
  readonly items: readonly RegistryItem[];
  /** What documents say of all items, the ones that were not asked for among them. */
  readonly said: readonly Entry[];
  /** What the source does of each, where that is known. */
  readonly source: RecalledStates;
  /** Whether a filter left some out. */
  readonly filtered: boolean;
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  readonly all: boolean;
}

/** All of the registry, read anew where what was kept of any item is nothing that was ever kept. */
async function readWhole(workspace: Workspace, context: VerbContext): Promise<RegistryReading> {
  const reading = await readRegistry(workspace, context);
  const isFilled = reading.registry.items.every(({ said }) => said.length > 0);
  return isFilled && !reading.isStale() ? reading : readRegistry(workspace);
}

/** What the contracts of a repository promise: operations, events and types, each with where it is written. */
export const contractList: Verb<ContractListInput, ContractListValue> = {
  async run(workspace, { words = [], only, service, code = false, all = false }, context) {
    const reading = await readWhole(workspace, context);
    const { registry, findings, places, sources } = reading;
    const source: RecalledStates = code
      ? { known: "yes", states: await learnStates(workspace, context, reading) }
      : recallStates(workspace, context, () => comparedDocuments(reading));
    const wanted = words.flatMap(splitWords);
    const items = registry.items.filter(
      (item) =>
        (only === undefined || item.kind === only) &&
        (service === undefined || item.service.toLowerCase() === service.trim().toLowerCase()) &&
        wanted.every((word) => splitWords(`${item.name} ${item.id} ${item.summary}`).includes(word)),
    );
    const missing = registry.documents.length === 0 ? [noDocuments(places)] : [];
    return {
      exitCode: missing.length > 0 ? 2 : 0,
      value: {
        documents: registry.documents,
        items,
        said: registry.items.flatMap((item) => item.said),
        source,
        filtered: items.length < registry.items.length,
        findings: [...missing, ...findings],
        sources,
        all,
      },
    };
  },
};
