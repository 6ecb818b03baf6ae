import { splitWords } from "#base";
import type { ContractEvent } from "#contract";
import type { PromisedEvent } from "./own-events.ts";

export interface MatchedEvents {
  readonly pairs: readonly { readonly promised: PromisedEvent; readonly kept: ContractEvent }[];
  /** Given under another spelling on another channel: `order_created` for `order.created`. */
  readonly renamed: readonly { readonly promised: PromisedEvent; readonly kept: ContractEvent }[];
  /** Given on a channel of which documents speak, and none of their events is known to be it. */
  readonly doubtful: ReadonlySet<ContractEvent>;
}

/** Pairs events by name, by channel where that carries one, and by the names of classes and spellings where only those tell. */
export function matchEvents(
  promised: readonly PromisedEvent[],
  kept: readonly ContractEvent[],
): MatchedEvents {
  const byChannel = Map.groupBy(promised, ({ event }) => addressOf(event));
  const pairs: { readonly promised: PromisedEvent; readonly kept: ContractEvent }[] = [];
  const renamed: { readonly promised: PromisedEvent; readonly kept: ContractEvent }[] = [];
  const doubtful = new Set<ContractEvent>();
  for (const each of kept) {
    const address = addressOf(each);
    const beside = address === undefined ? [] : (byChannel.get(address) ?? []);
    const found = findPromised(promised, beside, each);
    for (const one of found) pairs.push({ promised: one, kept: each });
    if (found.length > 0) continue;
    if (beside.length > 0) doubtful.add(each);
    else
      for (const one of promised)
        if (isRespelled(one.event, each)) renamed.push({ promised: one, kept: each });
  }
  const paired = new Set(pairs.map((pair) => pair.promised));
  return { pairs, renamed: renamed.filter((pair) => !paired.has(pair.promised)), doubtful };
}

/** All that documents say of one event: several may speak of it. */
function findPromised(
  promised: readonly PromisedEvent[],
  beside: readonly PromisedEvent[],
  kept: ContractEvent,
): readonly PromisedEvent[] {
  const named = (among: readonly PromisedEvent[], name: string): readonly PromisedEvent[] =>
    among.filter(({ event }) => event.name === name || event.id === name);
  const byName = named(beside, kept.name);
  if (byName.length > 0) return byName;
  const byClass = beside.filter(({ event }) =>
    [kept.name, kept.title].some((name) => name !== "" && isSameWords(name, event)),
  );
  if (byClass.length > 0) return byClass;
  if (new Set(beside.map(({ event }) => event.name)).size === 1) return beside;
  if (beside.length > 0) return [];
  const elsewhere = named(promised, kept.name);
  // On a channel that is written out, the channel counts.
  return elsewhere.filter(({ event }) => addressOf(event) === undefined || addressOf(kept) === event.name);
}

function isSameWords(name: string, event: ContractEvent): boolean {
  return [event.name, event.title].some((own) => own !== "" && spelling(own) === spelling(name));
}

/** The same words but for dots, hyphens, capitals. */
function isRespelled(promised: ContractEvent, kept: ContractEvent): boolean {
  const names = [promised.name, addressOf(promised) ?? ""].map(spelling);
  return [kept.name, addressOf(kept) ?? ""].some((name) => name !== "" && names.includes(spelling(name)));
}

function spelling(name: string): string {
  return splitWords(name).join("");
}

/** Parameters of an address are the same, whatever they are called. */
export function addressOf({ channel }: ContractEvent): string | undefined {
  return channel?.address?.replace(/\{[^{}]*\}/g, "{}");
}
