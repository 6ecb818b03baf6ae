import { formatSpan } from "#base";
import type { JsonValue, RegistryItem } from "#contract";
import type { RecalledStates } from "#verbs";
import { placeJson } from "../json.ts";
import type { Row } from "../text/table.ts";
import { stateIn, tellState } from "./source-state.ts";

/** One line for each thing of a registry: its name, what it is, and where it is written. */
export function itemRows(
  items: readonly RegistryItem[],
  among: "all" | "of-one-service" = "all",
  source?: RecalledStates,
): readonly Row[] {
  return items.map((item) => ({
    cells: [
      { text: among === "all" ? item.kind : "", style: "faint" },
      { text: item.name, ...(among === "all" && { style: "heading" as const }) },
      ...(source?.known === "yes" && item.kind !== "type"
        ? [{ text: tellState(stateIn(source, item)) }]
        : []),
    ],
    body: { text: tellItem(item, among) },
    end: { text: placeOf(item), style: "faint" },
  }));
}

function tellItem(item: RegistryItem, among: "all" | "of-one-service"): string {
  const { kind, summary, service, producers, consumers, deprecated, contradicted } = item;
  const said = among === "all" && service !== "" ? [service] : [];
  const ends = kind === "event" ? [`${namesOf(producers)} → ${namesOf(consumers)}`] : said;
  const marks = [
    ...(deprecated ? ["deprecated"] : []),
    ...contradicted.slice(0, 1).map(({ span }) => `contradicted at ${formatSpan(span)}`),
  ];
  return [...marks, ...(summary === "" ? [] : [summary]), ...ends].join("; ");
}

/** Who gives or takes it; `?` where nobody says. */
function namesOf(services: readonly string[]): string {
  return services.length === 0 ? "?" : services.join(", ");
}

export function placeOf({ said }: RegistryItem): string {
  const [first] = said;
  return first === undefined ? "" : formatSpan(first.span);
}

export function itemJson(item: RegistryItem): { readonly [key: string]: JsonValue } {
  const { kind, name, id, service, version, summary, deprecated, digest, said, contradicted } = item;
  return {
    kind,
    name,
    id,
    service,
    version,
    summary,
    deprecated,
    digest,
    at: placeOf(item),
    places: said.map(({ span }) => placeJson(span)),
    ...(kind === "event" && { producers: item.producers, consumers: item.consumers }),
    ...(contradicted.length > 0 && { contradicted: contradicted.map(({ span }) => placeJson(span)) }),
  };
}
