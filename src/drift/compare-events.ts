import type { Contract, ContractEvent } from "#contract";
import { compareSchemas } from "./compare-schemas.ts";
import type { Drift } from "./drift.ts";
import { matchNames } from "./match-names.ts";

/**
 * Where the events that the source gives differ from those that a document says a service gives. `service` is the title
 * of what the source is.
 */
export function compareEvents(promised: Contract, kept: Contract, service: string): readonly Drift[] {
  const isOurs = ({ producers }: ContractEvent): boolean =>
    producers.some((party) => party.service.toLowerCase() === service.toLowerCase());
  const { both, renamed, missing, surplus } = matchNames(promised.events.filter(isOurs), kept.events);
  const event = (kind: Drift["kind"], one?: ContractEvent, other?: ContractEvent): Drift => ({
    kind,
    item: one?.name ?? other?.name ?? "",
    at: "",
    promised: one?.channel?.address ?? one?.name ?? "",
    kept: other?.channel?.address ?? other?.name ?? "",
    ...(one !== undefined && { document: one.span }),
    ...(other !== undefined && { source: other.span }),
  });
  return [
    ...missing.map((one) => event("event-not-emitted", one)),
    ...renamed.map(([one, other]) => event("event-not-emitted", one, other)),
    ...surplus.map((other) => event("event-undocumented", undefined, other)),
    ...both.flatMap(([one, other]) => {
      if (one.payload === undefined || other.payload === undefined) return [];
      const place = { item: one.name, side: "answer", what: "field" } as const;
      const found = compareSchemas({ promised, kept }, place, "payload", one.payload, other.payload);
      return found.map((drift): Drift => ({ ...drift, kind: "event-payload-differs" }));
    }),
  ];
}
