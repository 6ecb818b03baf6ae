import { digest } from "#base";
import type { Domain, DomainSettings } from "#domain";
import type { PlanOrigin } from "./plan.ts";

/** What a plan is made for, beside the domain. */
export interface PlanBasis {
  readonly stack: string;
  readonly database: string;
  readonly settings: DomainSettings;
  /** The version of this program. */
  readonly tool: string;
}

/** Names what a plan rests on, so that a later reader can tell whether it still does. */
export function planOrigin(domain: Domain, basis: PlanBasis): PlanOrigin {
  const parts = {
    contract: domain.contractDigest,
    settings: digest(canonicalJson(basis.settings)),
    stack: basis.stack,
    database: basis.database,
    tool: basis.tool,
  };
  return { ...parts, digest: digest(canonicalJson(parts)) };
}

/** JSON with the keys of every object in order, so that equal values have equal texts. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`);
  return `{${entries.join(",")}}`;
}
