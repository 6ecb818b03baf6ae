import { formatSpan, snakeCase } from "#base";
import type { Contract } from "../contract.ts";
import type { Registry, RegistryItem } from "./entry.ts";
import { fieldsOf } from "./fields-of.ts";
import { sliceOf } from "./slice.ts";

/** The exact contract of one thing, and nothing else. */
export interface Answer {
  readonly item: RegistryItem;
  /** The part of its document that speaks of it, with the types that it names in full. */
  readonly contract: Contract;
  /** Events that the operation gives, as the registry knows them. */
  readonly emits: readonly RegistryItem[];
  /** Names of fields and parameters that are spelt otherwise in Python: the name on the wire, then the attribute. */
  readonly names: readonly (readonly [string, string])[];
  readonly warnings: readonly string[];
}

/** Answers for one item from the contract of the document that says it first; undefined where that no longer holds it. */
export function answerFor(registry: Registry, item: RegistryItem, contract: Contract): Answer | undefined {
  const [entry] = item.said;
  const slice = entry && sliceOf(contract, entry);
  if (slice === undefined) return undefined;
  return {
    item,
    contract: slice,
    emits: eventsOf(registry, item, slice),
    names: namesOf(slice),
    warnings: warningsFor(registry, item),
  };
}

/** Events that say that the operation gives them, or that the operation names, of its own service. */
function eventsOf(
  registry: Registry,
  { kind, id, service }: RegistryItem,
  slice: Contract,
): readonly RegistryItem[] {
  if (kind !== "operation") return [];
  const named = new Set(slice.operations.flatMap(({ emits = [] }) => emits.map(({ event }) => event)));
  return registry.items.filter(
    (item) =>
      item.kind === "event" &&
      item.said.some(
        (entry) =>
          entry.service.toLowerCase() === service.toLowerCase() &&
          (entry.givenBy?.includes(id) === true || named.has(item.name) || named.has(item.id)),
      ),
  );
}

function namesOf(slice: Contract): readonly (readonly [string, string])[] {
  const names = new Set(fieldsOf(slice).map(({ field }) => field));
  return [...names].flatMap((name) => {
    const python = snakeCase(name);
    return python === name || python === "" ? [] : [[name, python] as const];
  });
}

function warningsFor(registry: Registry, item: RegistryItem): readonly string[] {
  const others = registry.items.filter(
    (other) => other !== item && other.kind === item.kind && other.name === item.name,
  );
  return [
    ...(item.deprecated ? ["deprecated: build nothing new on it"] : []),
    ...item.contradicted.map(
      ({ span }) =>
        `contradicted: ${formatSpan(span)} says something else of it; what is shown here is the first of them`,
    ),
    ...others.map(
      ({ service, said }) =>
        `ambiguous: ${service === "" ? "another service" : service} has one of this name too, at ${said[0] === undefined ? "" : formatSpan(said[0].span)}`,
    ),
  ];
}
