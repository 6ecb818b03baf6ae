import type { EvidenceStep, Finding, Severity } from "#base";
import { noPattern } from "./compare-patterns.ts";
import type { Aspect, Drift, DriftKind } from "./drift.ts";
import { noBounds, noDefault } from "./drift.ts";
import { groupByPlace } from "./group-drifts.ts";

/** Which side is to follow the other. */
export type Direction = "source" | "document";

/** How severe each kind is where nobody says otherwise, and what it is called in a sentence. */
export const driftRules: Readonly<Record<DriftKind, Severity>> = {
  "operation-missing": "error",
  "operation-undocumented": "error",
  "parameter-missing": "error",
  "parameter-undocumented": "warning",
  "parameter-renamed": "error",
  "parameter-differs": "error",
  "body-missing": "error",
  "body-undocumented": "error",
  "field-missing": "error",
  "field-undocumented": "warning",
  "field-renamed": "error",
  "field-differs": "error",
  "status-differs": "error",
  "answer-undocumented": "warning",
  "auth-missing": "error",
  "auth-undocumented": "warning",
  "event-not-emitted": "error",
  "event-undocumented": "warning",
  "event-payload-differs": "error",
  "error-form-differs": "error",
  "operation-untested": "warning",
  "answer-untested": "note",
};

/** Differences as findings at the side that is to follow, with both places beside each other. */
export function driftFindings(drifts: readonly Drift[], direction: Direction): readonly Finding[] {
  return groupByPlace(drifts, direction).map(({ drift, elsewhere }) => {
    const [own, other] =
      direction === "source" ? [drift.source, drift.document] : [drift.document, drift.source];
    const span = own ?? other;
    return {
      rule: `drift/${drift.kind}`,
      severity: severityOf(drift),
      message: `${tell(drift)}${tellOthers(drift)}`,
      mend: mend(drift, direction),
      path: [...steps(drift), ...elsewhere],
      ...(span !== undefined && { span }),
    };
  });
}

/** A default of which a contract does not speak breaks nobody's request, and hardly anybody means an empty text by any text. */
function severityOf({ kind, aspect, promised, kept }: Drift): Severity {
  const isDefault = aspect === "default" && promised === noDefault;
  const bounds = kept.replace(/^minLength 1(?:, |$)/, "");
  const isEmpty = aspect === "bounds" && bounds !== kept && bounds === promised.replace(noBounds, "");
  return isDefault || isEmpty ? "note" : driftRules[kind];
}

function steps({ promised, kept, document, source }: Drift): readonly EvidenceStep[] {
  return [
    ...(document === undefined
      ? []
      : [{ message: `contract: ${promised === "" ? "nothing" : promised}`, span: document }]),
    ...(source === undefined ? [] : [{ message: `source: ${kept === "" ? "nothing" : kept}`, span: source }]),
  ];
}

/** How many operations, and how many places, are told beside the first. */
const mostOthers = 5;

function tellOthers({ others = [] }: Drift): string {
  if (others.length === 0) return "";
  const more = others.length - mostOthers;
  return `; the same for ${others
    .slice(0, mostOthers)
    .map(({ item }) => item)
    .join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function tell(drift: Drift): string {
  const { kind, item, at, promised, kept, aspect } = drift;
  switch (kind) {
    case "operation-missing":
      return `${item} is promised, and no route answers it: callers get 404`;
    case "operation-undocumented":
      return `${item} is answered, and no contract speaks of it: nobody knows what it promises`;
    case "parameter-missing":
      return `${item} promises to heed ${at}, and nothing reads it: what callers say with it is lost`;
    case "parameter-undocumented":
      return `${item} reads ${at}, of which its contract does not speak`;
    case "parameter-renamed":
    case "field-renamed":
      return `${item} spells ${at} otherwise: ${promised} in the contract, ${kept} in the source`;
    case "parameter-differs":
    case "field-differs":
      return `${item}: ${at} ${verbOf(aspect)} ${promised} by contract and ${kept} in the source`;
    case "body-missing":
      return `${item} promises to take a body (${promised}), and nothing reads one`;
    case "body-undocumented":
      return `${item} takes a body (${kept}), of which its contract does not speak`;
    case "field-missing":
      return `${item}: the contract has ${at}, and the source does not`;
    case "field-undocumented":
      return `${item}: the source has ${at}, of which the contract does not speak`;
    case "status-differs":
      return `${item} promises ${promised} and answers ${kept}`;
    case "answer-undocumented":
      return `${item} may answer ${at}, of which its contract does not speak: callers are not prepared for it`;
    case "auth-missing":
      return `${item} promises to ask for ${promised}, and nothing in its route does: anybody may call it`;
    case "auth-undocumented":
      return `${item} asks for ${kept}, and its contract says that it is public`;
    case "event-not-emitted":
      return `the event ${item} is promised, and nothing in the source gives it${kept === "" ? "" : ` under that name, but ${kept}`}`;
    case "event-undocumented":
      return `the event ${item} is given, and no contract speaks of it`;
    case "event-payload-differs":
      return tell({ ...drift, kind: drift.within ?? "field-differs", item: `the event ${item}` });
    case "error-form-differs":
      return `the form of errors: ${tell({ ...drift, kind: drift.within ?? "field-differs" })}`;
    case "answer-untested":
      return `no test asserts that ${item} answers ${at}${promised === "" ? "" : ` (${promised})`}, as its contract says`;
    case "operation-untested":
      return `no test calls ${item}: whether it keeps its contract is not known`;
  }
}

/** What a value has, and is not. */
const hadAspects: ReadonlySet<Aspect> = new Set(["bounds", "pattern", "default"]);

function verbOf(aspect: Aspect | undefined): string {
  return aspect !== undefined && hadAspects.has(aspect) ? "has" : "is";
}

/** What to do on the side that is to follow. */
function mend(drift: Drift, direction: Direction): string {
  const { kind, item, at, promised, kept } = drift;
  const toSource = direction === "source";
  switch (kind) {
    case "operation-missing":
      return toSource
        ? `write it: keelback build, or a route for ${item}`
        : `take ${item} out of the contract`;
    case "operation-undocumented":
      return toSource
        ? `take the route away, or register it: keelback contract register --from-code`
        : `register it: keelback contract register --from-code`;
    case "parameter-missing":
    case "body-missing":
      return toSource ? `read ${at} in the route` : `take ${at} out of the contract`;
    case "field-missing":
      return toSource ? `add ${promised}` : `take ${at} out of the contract`;
    case "parameter-undocumented":
    case "body-undocumented":
    case "field-undocumented":
    case "answer-undocumented":
      return toSource
        ? `take ${at} away, or document it`
        : `document ${at}${kept === "" ? "" : ` as ${kept}`}`;
    case "parameter-renamed":
    case "field-renamed":
      return toSource ? `give it the name on the wire: ${promised}` : `write ${kept}`;
    case "parameter-differs":
    case "field-differs":
      return mendValue(drift, toSource ? promised : kept, toSource);
    case "status-differs":
      return toSource
        ? `make it ${promised === "" ? "absent" : promised}`
        : `write ${kept === "" ? "nothing of it" : kept}`;
    case "auth-missing":
      return toSource ? `ask for ${promised} in the route` : "say security: [] if it is meant to be open";
    case "auth-undocumented":
      return toSource ? "let it be called without credentials" : `declare its security: ${kept}`;
    case "event-not-emitted":
      return toSource
        ? "send it where it happens, in the transaction that makes it true"
        : "take it out of the contract";
    case "event-undocumented":
      return toSource
        ? "send it no more, or document it: keelback contract extract --events"
        : "document it with its payload: keelback contract extract --events";
    case "event-payload-differs":
    case "error-form-differs":
      return mend({ ...drift, kind: drift.within ?? "field-differs" }, direction);
    case "operation-untested":
      return "write a test that calls it and asserts its answer and its effect";
    case "answer-untested":
      return toSource
        ? `write a test in which it answers ${at}, and assert that and what it leaves undone`
        : `take ${at} out of the contract if it cannot happen`;
  }
}

/** What to make of a value, as the other side says it. */
function mendValue({ aspect, at }: Drift, wanted: string, toSource: boolean): string {
  if (aspect === undefined || !hadAspects.has(aspect))
    return toSource ? `make it ${wanted}` : `write ${wanted}`;
  const what = `the ${aspect}`;
  if (wanted === noDefault || wanted === noBounds || wanted === noPattern)
    return `take ${what} of ${at} away`;
  return toSource ? `give ${at} ${wanted}` : `write ${wanted}`;
}
