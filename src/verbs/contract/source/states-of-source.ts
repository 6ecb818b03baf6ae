import { readFacts, readProject } from "#facts";
import type { Workspace } from "#workspace";
import { compareSource } from "../../compare-source.ts";
import { readPythonFiles } from "../../python-files.ts";
import { contractsOf } from "../contracts-of.ts";
import type { RegistryReading } from "../registry-files.ts";
import type { SourceStates } from "./source-state.ts";
import { sourceStates } from "./source-states.ts";

/** Reads the source of a project, and what it does of all that its contracts promise. */
export function statesOfSource(
  workspace: Workspace,
  reading: RegistryReading,
): { readonly texts: ReadonlyMap<string, string>; readonly states: SourceStates } {
  const { texts } = readPythonFiles(workspace);
  const facts = readFacts(readProject(texts));
  const contracts = [...contractsOf(reading).values()].filter(
    ({ operations, events }) => operations.length + events.length > 0,
  );
  return { texts, states: sourceStates(compareSource(facts, contracts), facts, reading.settings.rules) };
}
