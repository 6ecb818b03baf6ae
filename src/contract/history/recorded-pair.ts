import { compareContracts } from "../diff/compare-contracts.ts";
import type { ContractChange } from "../diff/contract-change.ts";
import { graver } from "../diff/contract-change.ts";
import { readContract } from "../read-contract.ts";
import type { JsonValue } from "../schema.ts";
import type { AcceptedItem, ChangeEffect } from "./entry.ts";

/** What a change means for both sides. */
export interface Effects {
  readonly consumer: ChangeEffect;
  readonly provider: ChangeEffect;
}

/** The recorded document of one thing before, and after it was changed. */
export interface RecordedPair {
  readonly item: AcceptedItem;
  readonly before: string;
  readonly after: string;
}

/** A recorded document that holds nothing any more: what is left where a thing is gone. */
export function emptied(text: string): string {
  const { openapi, asyncapi, info, servers, components } = JSON.parse(text) as Record<string, JsonValue>;
  if (asyncapi !== undefined) return JSON.stringify({ asyncapi, info, channels: {}, operations: {} });
  const schemes = (components as Record<string, JsonValue> | undefined)?.["securitySchemes"];
  return JSON.stringify({
    ...{ openapi, info, servers, paths: {} },
    ...(schemes !== undefined && { components: { securitySchemes: schemes } }),
  });
}

/** What changed of an event or a type. Undefined where one of the two cannot be read; operations are compared by another tool. */
export function compareRecorded({
  item,
  before,
  after,
}: RecordedPair): readonly ContractChange[] | undefined {
  const was = readContract("before.json", before).value;
  const is = readContract("after.json", after).value;
  if (was === undefined || is === undefined) return undefined;
  const changes = compareContracts(was, is);
  // Types that a type names come with it, and are compared where it names them.
  return item.line[0] === "type" ? changes.filter((change) => change.item === item.id) : changes;
}

/** Whether a change of many operations is one of this. */
export function isOfOperation({ item }: ContractChange, name: string): boolean {
  return item === "contract" || plainName(item) === plainName(name);
}

function plainName(name: string): string {
  return name.replaceAll(/\{[^}]*\}/g, "{}");
}

/** The gravest of each side; where nothing of what is promised changed, it is safe. */
export function effectsOf(changes: readonly ContractChange[]): Effects {
  const gravest = (side: "consumer" | "provider"): ChangeEffect =>
    changes.reduce<ChangeEffect>((worst, change) => graver(worst, change[side]), "safe");
  return { consumer: gravest("consumer"), provider: gravest("provider") };
}
