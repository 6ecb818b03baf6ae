import type { Call } from "#python";
import type { MessagePassed } from "./events.ts";
import { type Followed, type Frame, placeOf } from "./flow.ts";

/** How many of one function are remembered. */
const most = 300;
const deepest = 8;

/** Notes that a message is passed here. */
export function notePassed(frame: Frame, passed: MessagePassed): void {
  const { passes } = frame.result;
  if (passes.length < most) passes.push(passed);
}

/** What a called function passes, its caller passes too. */
export function repeatPasses(
  frame: Frame,
  callee: string,
  call: Call,
  passes: readonly MessagePassed[],
): void {
  for (const passed of passes) {
    if (passed.calls.length >= deepest) continue;
    notePassed(frame, { ...passed, calls: [{ place: placeOf(frame, call), callee }, ...passed.calls] });
  }
}

/** A function that was seen to pass messages and is not followed here passes some of which nothing is known. */
export function tellUnfollowed(
  frame: Frame,
  callee: string,
  call: Call,
  { summaries, passes }: Followed,
): void {
  if (!passes) return;
  for (const summary of summaries.values()) {
    const [first] = summary?.passes ?? [];
    if (first === undefined) continue;
    const place = placeOf(frame, call);
    notePassed(frame, { place: first.place, calls: [{ place, callee }] });
    return;
  }
}

/** Tells all that a function was seen to pass, with the function from which all was followed. */
export function tellPassed(frame: Frame): void {
  for (const passed of frame.result.passes) {
    // The first step leads into the function itself.
    const calls = passed.calls.slice(1);
    frame.flow.emit({ kind: "passed", ...passed, calls, root: frame.root });
  }
}
