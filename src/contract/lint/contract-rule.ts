import type { Finding, Severity } from "#base";
import type { Contract } from "../contract.ts";
import type { FieldPlace, Registry } from "../registry/entry.ts";
import type { SchemaNode } from "../schema.ts";

/** All contracts of a repository, as rules across documents see them. */
export interface LintView {
  readonly registry: Registry;
  /** By the document's file, in the order of the registry. */
  readonly contracts: ReadonlyMap<string, Contract>;
  /** Every field and parameter with the contract that has it. */
  readonly fields: readonly LintField[];
}

export interface LintField extends FieldPlace {
  readonly node: SchemaNode;
  readonly contract: Contract;
}

/** One defect; its rule and severity are filled in. */
export type ContractHit = Omit<Finding, "rule" | "severity">;

/** One thing that is looked for across contracts. Lives in `contract/lint/rules/<name>.ts`; `contract/<name>` is its id. */
export interface ContractRule {
  readonly name: string;
  readonly severity: Severity;
  /** What is wrong, in one sentence, for those who list the rules. */
  readonly summary: string;
  readonly find: (view: LintView) => readonly ContractHit[];
}
