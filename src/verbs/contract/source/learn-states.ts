import type { Workspace } from "#workspace";
import type { VerbContext } from "../../verb.ts";
import { type RegistryReading, readRegistry } from "../registry-files.ts";
import { comparedDocuments } from "./compared-documents.ts";
import { keepStates, recallStates, sourceDigest, sourceMarks } from "./kept-states.ts";
import type { SourceStates } from "./source-state.ts";

/** Compares all contracts with the source, unless what was found last still holds. Nothing is run. */
export async function learnStates(
  workspace: Workspace,
  context: VerbContext,
  reading: RegistryReading,
): Promise<SourceStates> {
  const recalled = recallStates(workspace, context, () => comparedDocuments(reading));
  if (recalled.known === "yes") return recalled.states;
  // Loaded only where it is asked for: reading Python is more than half of the program.
  const { statesOfSource } = await import("./states-of-source.ts");
  const marks = sourceMarks(workspace);
  // What was kept of documents is enough to list them, and not to compare them.
  const whole = await readRegistry(workspace);
  const { texts, states } = statesOfSource(workspace, whole);
  const files = { documents: comparedDocuments(whole), source: sourceDigest(texts), marks };
  keepStates(workspace, context, files, states);
  return states;
}
