import type { CallStep, Place } from "#facts";
import { type Body, innerBodies, type Statement } from "#python";
import { oncePerPlace } from "./once-per-place.ts";

/**
 * Whether a call, below the first function, stands under a condition there: what was handed in may decide that it is never made, and
 * how the two go together is seen nowhere.
 */
export function hasChosenCall(calls: readonly CallStep[]): boolean {
  // The first step enters the function from which all is followed, the second is made by that function itself.
  return calls.slice(2).some(({ place, shown }) => shown === undefined && isUnderCondition(place));
}

const isUnderCondition = oncePerPlace(isChosenAt);

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
