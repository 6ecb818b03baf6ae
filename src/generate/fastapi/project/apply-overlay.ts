import { type JsonValue, overlayValue } from "#contract";

/** The contract with an overlay of ours applied, as JSON: for tools that know nothing of overlays. */
export function applyOverlay(contract: JsonValue, overlayText: string): string {
  const whole = overlayText === "" ? contract : overlayValue(contract, overlayText);
  return `${JSON.stringify(whole, undefined, 2)}\n`;
}
