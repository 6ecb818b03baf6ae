import type { Behaviour } from "./behaviour.ts";
import type { FormView } from "./form-bodies.ts";
import { whyNotTold } from "./form-files.ts";

/** Why what is sent in parts cannot be taken; undefined where it can, or nothing is. */
export function whyNotInParts(
  { body }: { readonly body?: { readonly form?: FormView } },
  behaviour: Behaviour,
): string | undefined {
  if (!body?.form) return undefined;
  if (body.form.urlencoded && takesUrlencoded.has(behaviour.kind)) return whyStrange(body.form);
  if (behaviour.kind !== "create") return "taking a form apart is written for new rows only";
  return whyStrange(body.form) ?? whyNotTold(behaviour.body);
}

const takesUrlencoded: ReadonlySet<Behaviour["kind"]> = new Set(["login"]);

function whyStrange({ strange }: FormView): string | undefined {
  return strange === undefined ? undefined : `how ${strange} is spelt in a part of a form is not written yet`;
}
