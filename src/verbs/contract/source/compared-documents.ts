import { digest } from "#base";
import type { RegistryReading } from "../registry-files.ts";

/** Digest of all documents as the registry has them, and of what the settings say of rules. */
export function comparedDocuments({
  registry,
  settings,
}: Pick<RegistryReading, "registry" | "settings">): string {
  const told = registry.documents.map(({ file, digest: its, others, overlays = [] }) => [
    file,
    its,
    others,
    overlays,
  ]);
  return digest(JSON.stringify([settings.rules ?? {}, told]));
}
