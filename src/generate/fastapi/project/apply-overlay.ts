import { type JsonValue, overlayValue } from "#contract";

/**
 * The contract with an overlay of ours applied, as JSON: for tools that know nothing of overlays. What is changed of it besides is
 * changed afterwards, for the overlay names places of the contract as it is written.
 */
export function applyOverlay(
  contract: JsonValue,
  overlayText: string,
  change: (whole: JsonValue) => JsonValue = (whole) => whole,
): string {
  const whole = overlayText === "" ? contract : overlayValue(contract, overlayText);
  return `${JSON.stringify(change(whole), undefined, 2)}\n`;
}
