import { type Comparing, compareFields } from "./compare-fields.ts";
import { compareOptions, type OptionDifference } from "./compare-options.ts";
import { type CurrentModel, hasOwnKey } from "./current-models.ts";
import type { ModelState } from "./model-state.ts";
import { type FieldState, isTrueValue } from "./plain.ts";

/** What a model has that its migrations do not say, or the other way round. */
export type ModelDifference =
  | { readonly kind: "field-added"; readonly name: string; readonly field: FieldState }
  | { readonly kind: "field-removed"; readonly name: string }
  | {
      readonly kind: "field-changed";
      readonly name: string;
      readonly field: FieldState;
      /** Its class differs, whatever its arguments. */
      readonly isOtherType: boolean;
      readonly args: readonly string[];
    }
  | ({ readonly kind: "option" } & OptionDifference);

/** Compares a model with its last state, where it has one: only what surely differs. */
export function compareModel(
  current: CurrentModel,
  state: ModelState,
  comparing: Comparing,
): readonly ModelDifference[] {
  const isProxy = [current.meta?.values.get("proxy"), state.options.get("proxy")].some(isTrueValue);
  const fields = isProxy ? [] : compareAllFields(current, state, comparing);
  return [
    ...fields,
    ...compareOptions(current, state, comparing).map((option) => ({ kind: "option" as const, ...option })),
  ];
}

function compareAllFields(
  current: CurrentModel,
  state: ModelState,
  comparing: Comparing,
): readonly ModelDifference[] {
  const found: ModelDifference[] = [];
  for (const [name, field] of current.fields) {
    const last = state.fields.get(name);
    if (!state.fields.has(name)) {
      if (isSurelyField(field)) found.push({ kind: "field-added", name, field });
      continue;
    }
    if (last === undefined) continue;
    const { type, args } = compareFields(field, last, comparing);
    if (type === "different" || args.length > 0)
      found.push({ kind: "field-changed", name, field, isOtherType: type === "different", args });
  }
  for (const [name, field] of state.fields) {
    const isKnown = current.fields.has(name) || current.unclear.has(name) || current.isOpen;
    if (!isKnown && !isImplied(current, name, field)) found.push({ kind: "field-removed", name });
  }
  return found;
}

/** Fields of packages may have no column, or make several. */
function isSurelyField({ owner, mentions }: FieldState): boolean {
  return owner === "framework" || (owner === "project" && !mentions.has("contribute_to_class"));
}

/** Keys and links to a parent's row, which models have without saying so. */
function isImplied(current: CurrentModel, name: string, field: FieldState | undefined): boolean {
  if (field === undefined) return true;
  if (isTrueValue(field.args.get("parent_link")) || current.parents.length > 0) return true;
  return isTrueValue(field.args.get("primary_key")) && name === "id" && !hasOwnKey(current);
}
