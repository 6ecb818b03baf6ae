import type { Contract } from "#contract";
import type { RegistryReading } from "./registry-files.ts";

/** The contracts of all documents of a registry that could be read, by their files. */
export function contractsOf({
  registry,
  contractOf,
}: Pick<RegistryReading, "registry" | "contractOf">): ReadonlyMap<string, Contract> {
  return new Map(
    registry.documents.flatMap(({ file }) => {
      const contract = contractOf(file);
      return contract === undefined ? [] : [[file, contract] as const];
    }),
  );
}
