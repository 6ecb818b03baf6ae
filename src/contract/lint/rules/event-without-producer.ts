import type { ContractRule } from "../contract-rule.ts";

/** Somebody waits for what nobody gives. */
export const eventWithoutProducer: ContractRule = {
  name: "event-without-producer",
  severity: "warning",
  summary: "an event is taken, but no contract says who gives it",
  find({ registry }) {
    const events = registry.items.filter(({ kind }) => kind === "event");
    const services = new Set(
      events.flatMap(({ said, producers, consumers }) => [
        ...said.map(({ service }) => service),
        ...producers,
        ...consumers,
      ]),
    );
    // Who sends to the one service that is described here may be a device, or is described elsewhere.
    if (services.size < 2) return [];
    return events.flatMap(({ kind, name, said, producers, consumers }) => {
      const [first] = said;
      if (kind !== "event" || producers.length > 0 || first === undefined) return [];
      const taken =
        consumers.length === 0
          ? ""
          : `, though ${consumers.join(", ")} ${consumers.length === 1 ? "takes" : "take"} it`;
      return [
        {
          message: `no contract here says who gives the event ${name}${taken}: it may never come`,
          span: first.span,
          mend: "name its producer, or bring the contract of the service that sends it",
        },
      ];
    });
  },
};
