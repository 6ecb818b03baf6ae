import type { JsonValue } from "#contract";
import type { DriftValue } from "#verbs";
import { formLines } from "./check/form-lines.ts";
import { tellAccepted, toldOfContracts } from "./check/told.ts";
import { reportFindings } from "./findings.ts";
import { findingsJson, toJson } from "./json.ts";
import { counted } from "./text/figures.ts";
import type { Look } from "./text/look.ts";
import { layParagraph } from "./text/paragraph.ts";

const most = 60;

export function reportDrift(value: DriftValue, look: Look): readonly string[] {
  if (value.format !== "text")
    return formLines(value.format, toldOfContracts("drift", value, value.compared.length), () =>
      driftJson(value),
    );
  const { findings, sources, drifts, compared, others, all } = value;
  const options = { look, sources, ...(all ? {} : { most, more: "keelback drift --all" }) };
  const sums = compared.map(
    ({ file, operations, kept, events, given }) =>
      `${file}: ${[
        ...(operations > 0 || events === 0
          ? [`${kept} of ${counted(operations, "operation")} answered`]
          : []),
        ...(events > 0 ? [`${given} of ${counted(events, "event")} given`] : []),
      ].join(", ")}`,
  );
  return [
    ...reportFindings(findings, options),
    ...sums.flatMap((sum) => layParagraph(sum, look)),
    ...(others.length === 0
      ? []
      : layParagraph(
          `not compared, for the source answers nothing of them: ${others.slice(0, 10).join(", ")}`,
          look,
        )),
    ...layParagraph(
      `${drifts.length === 0 ? "no drift" : counted(drifts.length, "difference")}${tellAccepted(value)}`,
      look,
    ),
  ];
}

export function driftJson({ drifts, compared, others, findings, accepted }: DriftValue): {
  readonly [key: string]: JsonValue;
} {
  return {
    compared: toJson(compared),
    others,
    drifts: toJson(drifts),
    findings: findingsJson(findings),
    accepted,
  };
}
