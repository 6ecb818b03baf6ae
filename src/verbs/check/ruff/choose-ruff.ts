import type { Severity } from "#base";
import { isByHand, isTest } from "#facts";
import type { RuleSetting } from "../../rule-setting.ts";
import type { RuffTable } from "./ruff-settings.ts";
import { charter, covers, isCharterNote, isSelector, longest, rank } from "./selectors.ts";

/** Which of ruff's rules a run asks for, beside those that the project has ruff ask. */
export interface RuffChoice {
  /** Selectors that are added to the project's own. */
  readonly added: readonly string[];
  /** What a finding of ruff counts as; undefined where it is not to be told. */
  readonly severityOf: (code: string, file: string, settings: RuffTable | undefined) => Severity | undefined;
}

export const ruffFamily = "ruff";

/** Whether something names all of ruff, or some of its rules as ruff does: `ruff`, `ruff/ANN`, `ruff/B006`. */
export function isRuffName(name: string): boolean {
  return name === ruffFamily || (name.startsWith("ruff/") && isSelector(name.slice("ruff/".length)));
}

/** Undefined where nobody wants to hear ruff. */
export function chooseRuff(
  settled: readonly { readonly name: string; readonly setting: RuleSetting }[],
  only: string | undefined,
): RuffChoice | undefined {
  const asked = only?.split(",").map((name) => name.trim());
  const wanted = asked?.filter(isRuffName);
  if (wanted?.length === 0) return undefined;
  const settings = new Map(settled.map(({ name, setting }) => [name, setting]));
  const named = [...settings.keys()]
    .filter((name) => name !== ruffFamily && isRuffName(name))
    .map(selectorOf);
  const narrowest = (code: string): RuleSetting | undefined => {
    const selector = longest(named, code);
    const own = selector === undefined ? undefined : settings.get(`ruff/${selector}`);
    return own ?? settings.get(ruffFamily) ?? settings.get("all");
  };
  const isAsked = (code: string): boolean | undefined =>
    wanted?.some((name) => name === ruffFamily || covers(selectorOf(name), code));
  const on = [
    ...(wanted ?? []).filter((name) => name !== ruffFamily).map(selectorOf),
    ...named.filter((selector) => settings.get(`ruff/${selector}`) !== "off"),
  ];
  const isOff = wanted === undefined && (settings.get(ruffFamily) ?? settings.get("all")) === "off";
  if (isOff && on.length === 0) return undefined;
  const added = [
    ...new Set([...charter.filter((each) => wanted !== undefined || narrowest(each) !== "off"), ...on]),
  ];
  return {
    added,
    severityOf: (code, file, own) => {
      const setting = narrowest(code);
      if (isAsked(code) === false || (wanted === undefined && setting === "off")) return undefined;
      if (longest(on, code) === undefined && !isTold(code, file, own)) return undefined;
      if (setting === "error" || setting === "warning" || setting === "note") return setting;
      return isCharterNote(code) && !isSelected(code, own) ? "note" : "warning";
    },
  };
}

function selectorOf(name: string): string {
  return name.slice("ruff/".length);
}

/** A rule that is only ours to add is left out where the project ignores it by name, and where its reason does not hold. */
function isTold(code: string, file: string, own: RuffTable | undefined): boolean {
  if (longest(charter, code) === undefined || isSelected(code, own)) return true;
  if (longest(own?.ignored ?? [], code) !== undefined) return false;
  // What is run by hand answers by printing.
  return !(covers("T20", code) && (isTest(file) || isByHand(file)));
}

function isSelected(code: string, own: RuffTable | undefined): boolean {
  if (own === undefined) return false;
  return rank(longest(own.selected, code)) > rank(longest(own.ignored, code));
}
