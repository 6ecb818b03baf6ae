import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Contract, readContract } from "#contract";
import { type Domain, type DomainSettings, noSettings, understand } from "#domain";
import { makePlan, type Plan } from "#plan";

const documents = join(import.meta.dirname, "../contract/documents");

export const conduitText = readFileSync(join(documents, "conduit/openapi.yml"), "utf8");

export interface Understood {
  readonly contract: Contract;
  readonly domain: Domain;
  readonly plan: Plan;
}

/** Reads, understands and plans a contract that is in order. */
export function planText(
  text: string,
  file = "openapi.yml",
  settings: DomainSettings = noSettings,
): Understood {
  const { value: contract, findings } = readContract(file, text);
  if (!contract) throw new Error(findings.map(({ message }) => message).join("\n"));
  const domain = understand(contract, settings).value;
  const plan = makePlan(domain, {
    stack: "fastapi",
    database: "sqlite",
    tool: "0.0.0",
    settings,
    schemas: contract.schemas.size,
  });
  return { contract, domain, plan };
}

export const conduit = planText(conduitText);
