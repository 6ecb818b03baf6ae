import type { Finding } from "#base";
import { limits } from "../document/limits.ts";
import type { Node } from "../document/node.ts";
import { type Budget, newBudget } from "./budget.ts";
import { type Change, changeNodes, type Owned } from "./change-nodes.ts";
import { type Cursor, cursorAt, pathOf } from "./cursor.ts";
import { select } from "./json-path.ts";
import { measure } from "./measure.ts";
import { overlayFinding } from "./overlay-finding.ts";
import type { Overlay, OverlayAction, PathText } from "./read-overlay.ts";

/** A document with overlays applied. */
export interface Overlaid {
  readonly root: Node;
  /** What of the overlays does not fit the document; each points into its overlay. */
  readonly findings: readonly Finding[];
}

/**
 * Applies overlays to a document, one after the other. What comes from an overlay keeps its places there. An action that
 * does not fit changes nothing, is told, and does not hinder the next. Never throws; bounded in time, depth and size.
 */
export function applyOverlays(root: Node, overlays: readonly Overlay[]): Overlaid {
  const bounds: Bounds = { budget: newBudget(), owned: new WeakSet(), room: limits.aliasedNodes };
  const findings: Finding[] = [];
  let present = root;
  for (const { actions } of overlays)
    for (const action of actions) {
      const done = applyAction(present, action, bounds);
      present = done.root;
      findings.push(...done.findings);
      delete bounds.budget.problem;
      if (bounds.budget.steps < 0) return { root: present, findings };
    }
  return { root: present, findings };
}

interface Bounds {
  readonly budget: Budget;
  owned: Owned;
  /** Nodes by which the document may still grow. */
  room: number;
}

function applyAction(root: Node, action: OverlayAction, bounds: Bounds): Overlaid {
  const { target, change } = action;
  const { budget } = bounds;
  const refused = (finding: Finding): Overlaid => ({ root, findings: [finding] });
  const places = select(cursorAt(root), target.query.segments, budget);
  const failed = failure(target, budget);
  if (failed !== undefined) return refused(failed);
  if (places.length === 0) return refused(nothingThere(target));
  if (change.kind === "remove" && places.some(({ parent }) => parent === undefined))
    return refused(unfit(target, "is the whole document, which cannot be taken away", "name a part of it"));
  const made = change.kind === "copy" ? copied(root, change.from, bounds) : changeOf(change);
  if ("rule" in made) return refused(made);
  if (!hasRoom(places, made, bounds)) return refused(tooLarge(target));
  const changed = changeNodes(root, places, { ...bounds, change: made });
  const [first] = changed.unfit;
  if (first === undefined) return { root: changed.root, findings: [] };
  const where = changed.unfit.length === 1 ? "one place" : `${changed.unfit.length} places`;
  const told = unfit(
    target,
    `is ${first.node.kind === "map" ? "a map" : "a single value"} at ${where}, into which ${change.kind === "copy" ? "what is copied" : "the update"} cannot be merged`,
    "give a map where a map stands, and a single value where a single value does",
  );
  return { root: changed.root, findings: [told] };
}

/** Counted before anything is put in: what does not fit in the end is not put in at all. */
function hasRoom(places: readonly Cursor[], change: Change, bounds: Bounds): boolean {
  if (change.kind === "remove") return true;
  const { size, height } = measure(change.value);
  const deepest = places.reduce((most, place) => Math.max(most, pathOf(place).length), 0);
  const growth = size * places.length;
  if (growth > bounds.room || deepest + 1 + height > limits.depth) return false;
  bounds.room -= growth;
  return true;
}

function changeOf(change: Exclude<OverlayAction["change"], { readonly kind: "copy" }>): Change {
  return change.kind === "remove" ? change : { kind: "merge", value: change.value };
}

function copied(root: Node, from: PathText, bounds: Bounds): Change | Finding {
  const { budget } = bounds;
  const [only, ...others] = select(cursorAt(root), from.query.segments, budget);
  const failed = failure(from, budget);
  if (failed !== undefined) return failed;
  // What stands at two places now belongs to neither.
  bounds.owned = new WeakSet();
  if (only !== undefined && others.length === 0) return { kind: "merge", value: only.node };
  return overlayFinding(
    "overlay-unfit",
    "error",
    `"${shown(from)}" leads to ${only === undefined ? "nothing" : `${others.length + 1} places`}, and exactly one can be copied: the action is left out`,
    from.span,
    "name the one place that is to be copied",
  );
}

function failure(path: PathText, { steps, problem }: Budget): Finding | undefined {
  if (steps < 0)
    return overlayFinding(
      "overlay-too-large",
      "error",
      `"${shown(path)}" asks for more than can be looked through in bounded time: this action and those after it are left out`,
      path.span,
      "name the places more exactly, without .. and filters inside one another",
    );
  return problem === undefined
    ? undefined
    : unfit(path, problem, "ask for what RFC 9535 knows, or name the places one by one");
}

function nothingThere(path: PathText): Finding {
  return overlayFinding(
    "overlay-without-target",
    "warning",
    `"${shown(path)}" leads to nothing in the document: the action changes nothing`,
    path.span,
    "correct the path, or take the action out where what it was for is gone",
  );
}

function unfit(path: PathText, why: string, mend: string): Finding {
  return overlayFinding(
    "overlay-unfit",
    "error",
    `"${shown(path)}" ${why}: that is left out`,
    path.span,
    mend,
  );
}

function tooLarge(path: PathText): Finding {
  return overlayFinding(
    "overlay-too-large",
    "error",
    `with what is put at "${shown(path)}" the document is blown up beyond what can be read: the action is left out`,
    path.span,
    "put what is used often under components once, and refer to it",
  );
}

function shown({ text }: PathText): string {
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
}
