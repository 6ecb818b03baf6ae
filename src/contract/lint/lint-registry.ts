import type { Finding } from "#base";
import type { Contract } from "../contract.ts";
import type { Registry } from "../registry/entry.ts";
import { typedFieldsOf } from "../registry/fields-of.ts";
import type { ContractRule, LintView } from "./contract-rule.ts";
import { all } from "./rules/all.ts";

/** All rules across documents, in the order of their names. */
export const contractRules: readonly ContractRule[] = all;

/** What is inconsistent between and within the contracts of a repository. Pure, and silent where nothing is certain. */
export function lintRegistry(
  registry: Registry,
  contracts: ReadonlyMap<string, Contract>,
): readonly Finding[] {
  const fields = [...contracts.values()].flatMap((contract) =>
    typedFieldsOf(contract).map((place) => ({ ...place, contract })),
  );
  const view: LintView = { registry, contracts, fields };
  return contractRules.flatMap(({ name, severity, find }) =>
    find(view).map((hit) => ({ rule: `contract/${name}`, severity, ...hit })),
  );
}
