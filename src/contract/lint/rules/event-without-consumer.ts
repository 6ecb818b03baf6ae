import type { RegistryItem } from "../../registry/entry.ts";
import type { ContractHit, ContractRule } from "../contract-rule.ts";

/** Given, and nobody is known to take it: it cannot be told whom a change would hurt. */
export const eventWithoutConsumer: ContractRule = {
  name: "event-without-consumer",
  severity: "note",
  summary: "an event is given, but no contract says who takes it",
  find({ registry }) {
    const given = registry.items.filter(({ kind, producers }) => kind === "event" && producers.length > 0);
    const untaken = given.filter(({ consumers }) => consumers.length === 0);
    // Where nobody says so of any event, that is one habit of its document and not so many oversights.
    const isHabit = untaken.length === given.length;
    const groups = Map.groupBy(untaken, ({ name, said }) => (isHabit ? (said[0]?.file ?? "") : name));
    return [...groups.values()].flatMap(tell);
  },
};

function tell([first, ...others]: readonly RegistryItem[]): readonly ContractHit[] {
  const [entry] = first?.said ?? [];
  if (first === undefined || entry === undefined) return [];
  const more = others.length === 0 ? "" : ` and ${others.length} more`;
  return [
    {
      message: `no contract here says who takes the event ${first.name}${more}: whom a change hurts cannot be told`,
      span: entry.span,
      mend: "name the consumers, or bring their contracts; take away what nobody takes",
    },
  ];
}
