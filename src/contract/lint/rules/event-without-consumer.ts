import type { ContractRule } from "../contract-rule.ts";

/** Given, and nobody is known to take it: it cannot be told whom a change would hurt. */
export const eventWithoutConsumer: ContractRule = {
  name: "event-without-consumer",
  severity: "note",
  summary: "an event is given, but no contract says who takes it",
  find({ registry }) {
    return registry.items.flatMap(({ kind, name, said, producers, consumers }) => {
      const [first] = said;
      if (kind !== "event" || consumers.length > 0 || producers.length === 0 || first === undefined)
        return [];
      return [
        {
          message: `no contract here says who takes the event ${name}: whom a change of it hurts cannot be told`,
          span: first.span,
          mend: "name its consumers, or bring their contracts; take it away if there are none",
        },
      ];
    });
  },
};
