import type { CallStep, Place } from "#facts";
import { type Body, innerBodies, type Statement } from "#python";

/**
 * Whether a call, below the first function, stands under a condition there: what was handed in may decide that it is never made, and
 * how the two go together is seen nowhere.
 */
export function hasChosenCall(calls: readonly CallStep[]): boolean {
  // The first step enters the function from which all is followed, the second is made by that function itself.
  return calls.slice(2).some(({ place, shown }) => shown === undefined && isUnderCondition(place));
}

const known = new WeakMap<Place["module"], Map<string, boolean>>();

/** Found once for each call: many reads lead through the same. */
function isUnderCondition(place: Place): boolean {
  const key = `${place.start}:${place.end}`;
  const ofModule = known.get(place.module) ?? new Map<string, boolean>();
  known.set(place.module, ofModule);
  const found = ofModule.get(key) ?? isChosenAt(place);
  ofModule.set(key, found);
  return found;
}

function isChosenAt({ module, start, end }: Place): boolean {
  let body: Body | undefined = module.syntax.body;
  let isChosen = false;
  while (body !== undefined) {
    const around: Statement | undefined = body.find(
      (statement) => statement.start <= start && end <= statement.end,
    );
    if (around === undefined) return isChosen;
    if (around.kind === "function") isChosen = false;
    const bodies: readonly Body[] =
      around.kind === "function" || around.kind === "class" ? [around.body] : innerBodies(around);
    const inner: Body | undefined = bodies.find((each) =>
      each.some((statement) => statement.start <= start && end <= statement.end),
    );
    if (inner !== undefined && (around.kind === "if" || around.kind === "match")) isChosen = true;
    body = inner;
  }
  return isChosen;
}
