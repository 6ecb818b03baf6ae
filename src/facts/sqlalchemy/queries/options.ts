import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import { type LoadTree, loadPath, mergeLoads, nothingLoaded } from "../../flow/load-tree.ts";
import type { FlowValue, JoinedLoad, LoadOption } from "../../flow/values.ts";

const loading = new Set([
  "joinedload",
  "selectinload",
  "subqueryload",
  "immediateload",
  "eagerload",
  "selectin_polymorphic",
]);
const notLoading = new Set(["lazyload", "noload", "raiseload"]);
const ofColumns = new Set([
  "load_only",
  "defer",
  "undefer",
  "undefer_group",
  "with_expression",
  "with_loader_criteria",
]);

/** A loader option by its name: https://docs.sqlalchemy.org/en/20/orm/queryguide/relationships.html; undefined for other names. */
export function readOption(frame: Frame, name: string, given: Arguments): LoadOption | undefined {
  if (ofColumns.has(name)) return emptyOption;
  const isJoined = name === "contains_eager";
  const loads = loading.has(name) || isJoined;
  if (!loads && name !== "defaultload" && !notLoading.has(name)) return undefined;
  const path = readPath(given.positional);
  const place = placeOf(frame, given.call);
  if (path === undefined || given.open) return { ...emptyOption, certain: name === "raiseload", place };
  const { model, steps } = path;
  const from = model === undefined ? { place } : { model, place };
  if (isJoined) {
    const needs = model && frame.flow.models.along(model, steps);
    // Rows of a relation that is joined under another name cannot be told apart from others of their model.
    const joined = [{ loads: loadPath(steps), needs: needs ?? "?" }];
    return { ...from, end: steps, loads: nothingLoaded, joined, certain: needs !== undefined };
  }
  return { ...from, end: steps, loads: loads ? loadPath(steps) : nothingLoaded, joined: [], certain: true };
}

export const emptyOption: LoadOption = { end: [], loads: nothingLoaded, joined: [], certain: true };

interface Path {
  readonly model?: string;
  readonly steps: readonly string[];
}

/** `Order.customer, Customer.country` or, as older code has it, `"customer.country"`. */
function readPath(positional: readonly (FlowValue | undefined)[]): Path | undefined {
  const steps: string[] = [];
  let model: string | undefined;
  for (const value of positional) {
    if (value?.kind === "column") {
      model ??= value.model;
      steps.push(...value.steps);
    } else if (value?.kind === "text" && value.text !== "*") steps.push(...value.text.split("."));
    else return undefined;
  }
  return steps.length === 0 ? undefined : { ...(model === undefined ? {} : { model }), steps };
}

/** `joinedload(Order.lines).selectinload(Line.product)`: the next step of a path; `.options(…)`: several of them. */
export function chainOption(
  frame: Frame,
  option: LoadOption,
  name: string,
  given: Arguments,
): LoadOption | undefined {
  if (name === "options") return nest(option, readOptions(given), option.end);
  const next = readOption(frame, name, given);
  return (
    next &&
    nest({ ...option, ...(next.place && { place: next.place }) }, [next], [...option.end, ...next.end])
  );
}

/** What further options load stands below where the option ends. */
function nest(option: LoadOption, below: readonly LoadOption[], end: readonly string[]): LoadOption {
  let { loads, joined, certain } = option;
  for (const each of below) {
    const isJoined = joined.some((join) => join.loads.size > 0) && !hasPath(loads, option.end);
    const placed = loadPath(option.end, each.loads);
    // What hangs on a relation that comes from a join is loaded if that is.
    if (isJoined && each.loads.size > 0)
      joined = joined.map((join) => ({ ...join, loads: mergeLoads(join.loads, placed) }));
    else if (each.loads.size > 0) loads = mergeLoads(loads, placed);
    joined = [
      ...joined,
      ...each.joined.map((join) => ({ ...join, loads: loadPath(option.end, join.loads) })),
    ];
    certain &&= each.certain;
  }
  return { ...option, loads, joined, certain, end };
}

function hasPath(loads: LoadTree, steps: readonly string[]): boolean {
  let at: LoadTree | undefined = loads;
  for (const step of steps) at = at?.get(step);
  return at !== undefined;
}

/** The options that a call is given, those in lists among them; one that could not be followed is one that may load anything. */
export function readOptions({
  positional,
  open,
}: Pick<Arguments, "positional" | "open">): readonly LoadOption[] {
  const options = positional.flatMap((value): readonly LoadOption[] => {
    if (value?.kind === "option") return [value.option];
    if (value?.kind === "list") return readOptions({ positional: value.items, open: false });
    if (value?.kind === "none") return [];
    return [{ ...emptyOption, certain: false }];
  });
  return open ? [...options, { ...emptyOption, certain: false }] : options;
}

/** What options load of a model, and what they load once it is joined. */
export function applyOptions(
  model: string,
  isOwn: (named: string) => boolean,
  options: readonly LoadOption[],
): { readonly loads: LoadTree; readonly pending: readonly JoinedLoad[]; readonly certain: boolean } {
  let loads = nothingLoaded;
  const pending: JoinedLoad[] = [];
  let certain = true;
  for (const option of options) {
    certain &&= option.certain;
    if (option.model !== undefined && option.model !== model && !isOwn(option.model)) continue;
    loads = mergeLoads(loads, option.loads);
    pending.push(...option.joined);
  }
  return { loads, pending, certain };
}
