import type { VersionLimit } from "../package.ts";
import { readLimit } from "./versions.ts";

export interface Requirement {
  readonly package: string;
  readonly limit?: VersionLimit;
}

/** `Invoices[redis] >=5,<6 ; python_version >= "3.10"`: https://packaging.python.org/en/latest/specifications/dependency-specifiers/ */
export function readRequirement(text: string): Requirement | undefined {
  if (text.length > 1_000) return undefined;
  const [, name = "", rest = ""] =
    /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/s.exec(text) ?? [];
  if (name === "" || rest.startsWith("@")) return undefined;
  const [conditions = "", marker = ""] = rest.split(";");
  const limit = readLimit(conditions.replace(/[()]/g, "").replace(/\s--.*$/s, ""));
  // What holds on some Pythons only, another line says for the others.
  if (/python_(?:full_)?version/.test(marker)) return undefined;
  return { package: normalise(name), ...(limit === undefined ? {} : { limit }) };
}

/** https://packaging.python.org/en/latest/specifications/name-normalization/ */
export function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
