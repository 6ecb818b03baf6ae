import type { Comparing } from "./compare-fields.ts";
import type { CurrentModel } from "./current-models.ts";
import { type ModelState, nameOfMade } from "./model-state.ts";
import type { Made, Plain } from "./plain.ts";

/** What differs between the options of a model and their last state, each in the words of `Meta`. */
export interface OptionDifference {
  readonly option: string;
  /** Indexes and constraints by name: in the model alone, in migrations alone, or in both and different. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly string[];
}

type Values = ReadonlyMap<string, Plain | undefined>;

const compared = [
  "default_manager_name",
  "default_related_name",
  "get_latest_by",
  "ordering",
  "permissions",
  "default_permissions",
  "verbose_name",
  "verbose_name_plural",
  "db_table",
  "order_with_respect_to",
];

export function compareOptions(
  { meta, isOfPackage }: CurrentModel,
  { options }: ModelState,
  { compare, ignored }: Comparing,
): readonly OptionDifference[] {
  if (meta === undefined) return [];
  const plain = compared
    .filter((option) => !ignored.has(option) && optionDiffers(meta.values, options, option, compare))
    .map((option) => ({ option, added: [], removed: [], changed: [] }));
  const together = ["unique_together", "index_together"].filter((option) =>
    togetherDiffers(meta.values, options, option),
  );
  return [
    ...plain,
    ...together.map((option) => ({ option, added: [], removed: [], changed: [] })),
    ...compareMade(meta.values, options, "indexes", isOfPackage, compare),
    ...compareMade(meta.values, options, "constraints", isOfPackage, compare),
  ];
}

function isNothing(value: Plain | undefined): boolean {
  return value?.kind === "none" || (value?.kind === "list" && value.items.length === 0);
}

function optionDiffers(now: Values, before: Values, option: string, compare: Comparing["compare"]): boolean {
  const [one, other] = [now.get(option), before.get(option)];
  if (now.has(option) && before.has(option)) return compare(one, other) === "different";
  // What is there and cannot be told is there nevertheless, but for what may be nothing in the end.
  const alone = now.has(option) ? one : other;
  return (now.has(option) || before.has(option)) && alone !== undefined && !isNothing(alone);
}

/** Groups of fields in no order; one group may stand alone. */
function groupsOf(values: Values, option: string): ReadonlySet<string> | undefined {
  const value = values.get(option);
  if (!values.has(option) || value?.kind === "none") return new Set();
  if (value?.kind !== "list") return undefined;
  const isSingle = value.items.length > 0 && value.items.every((item) => item?.kind === "text");
  const groups = (isSingle ? [value] : value.items).map((group) =>
    group?.kind === "list" && group.items.every((item) => item?.kind === "text")
      ? group.items.map((item) => (item?.kind === "text" ? item.text : "")).join(",")
      : undefined,
  );
  return groups.every((group) => group !== undefined) ? new Set(groups) : undefined;
}

function togetherDiffers(now: Values, before: Values, option: string): boolean {
  const [one, other] = [groupsOf(now, option), groupsOf(before, option)];
  if (one === undefined || other === undefined) return false;
  return one.size !== other.size || [...one].some((group) => !other.has(group));
}

/** The objects of a list; undefined where some of it cannot be told. */
function madeOf(values: Values, option: string): readonly Made[] | undefined {
  const value = values.get(option);
  if (!values.has(option)) return [];
  if (value?.kind !== "list") return undefined;
  const made = value.items.filter((item) => item?.kind === "made");
  return made.length === value.items.length ? made : undefined;
}

/** Compares indexes or constraints by name; one without a name gets one from its fields. What bases bring is not seen here. */
function compareMade(
  now: Values,
  before: Values,
  option: string,
  isOfPackage: boolean,
  compare: Comparing["compare"],
): readonly OptionDifference[] {
  const [current, last] = [madeOf(now, option), madeOf(before, option)];
  if (current === undefined || last === undefined) return [];
  const rest = new Set(last);
  const added: string[] = [];
  const changed: string[] = [];
  for (const item of current) {
    const name = nameOfMade(item);
    if (name === undefined && item.named.has("name")) return [];
    const match = last.find((each) =>
      name === undefined ? rest.has(each) && isOverSame(item, each, compare) : nameOfMade(each) === name,
    );
    if (match !== undefined) rest.delete(match);
    if (match === undefined) added.push(name ?? `the one over ${tellFields(item)}`);
    else if (name !== undefined && compare(item, match) === "different") changed.push(name);
  }
  const removed = (isOfPackage ? [] : [...rest]).map(
    (item) => nameOfMade(item) ?? `the one over ${tellFields(item)}`,
  );
  return added.length + removed.length + changed.length === 0 ? [] : [{ option, added, removed, changed }];
}

function isOverSame(one: Made, other: Made, compare: Comparing["compare"]): boolean {
  return compare(one.named.get("fields"), other.named.get("fields")) !== "different";
}

function tellFields({ named }: Made): string {
  const fields = named.get("fields");
  return fields?.kind === "list"
    ? fields.items.map((item) => (item?.kind === "text" ? item.text : "?")).join(", ")
    : "an expression";
}
