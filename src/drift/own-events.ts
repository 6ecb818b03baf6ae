import { singular, splitWords } from "#base";
import type { Contract, ContractEvent, EventParty } from "#contract";

/** An event that a document speaks of. */
export interface PromisedEvent {
  readonly contract: Contract;
  readonly event: ContractEvent;
}

/** What tells which events a program is to give. */
export interface Ownership {
  /** What the program is called. */
  readonly title: string;
  /** Documents whose operations the source answers. */
  readonly ours: ReadonlySet<Contract>;
  /** Events that the source is known to give. */
  readonly given: readonly PromisedEvent[];
}

/**
 * Whether the program is meant to give an event: one that it is named for, that a service gives of which it gives others, or that a document
 * of its own names without saying who gives it.
 */
export function openOwnership({ title, ours, given }: Ownership): (promised: PromisedEvent) => boolean {
  const own = new Set([
    ...namesOf(title),
    ...[...ours].flatMap((contract) => namesOf(contract.title)),
    ...given.flatMap(({ event }) => event.producers.flatMap(({ service }) => namesOf(service))),
  ]);
  const isOwn = ({ service }: EventParty): boolean => namesOf(service).some((name) => own.has(name));
  return ({ contract, event }) =>
    event.producers.length > 0
      ? event.producers.some(isOwn)
      : ours.has(contract) && contract.operations.length > 0 && !event.consumers.some(isOwn);
}

const general = /^(?:service|api|app|application|backend|server|system|event|the|micro|microservice)$/;

/** A service as people call it: `Orders API` and `order-service` are one. */
function namesOf(service: string): readonly string[] {
  const words = splitWords(service).map(singular);
  const telling = words.filter((word) => !general.test(word));
  const name = (telling.length === 0 ? words : telling).join(" ");
  return name === "" ? [] : [name];
}
