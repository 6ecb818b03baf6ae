import type { FieldMeaning } from "./domain.ts";
import type { Sighting } from "./missing.ts";
import { readPasswordSigns } from "./password-signs.ts";

/** A password: with the signs that a new one must have, and what is shown in its place where something must be. */
export function passwordMeaning(sighting: Sighting): FieldMeaning {
  const signs = readPasswordSigns(sighting.schema.description);
  return { kind: "password", ...mask(sighting), ...(signs.length > 0 && { signs }) };
}

const passwordMask = "********";

/** Stars, where answers cannot be without a password: no more is shown of it, ever. */
function mask({ requiredInAnswers, answered }: Sighting): { readonly shownAs?: string } {
  if (!requiredInAnswers || !answered) return {};
  const {
    minLength = 0,
    maxLength = Number.POSITIVE_INFINITY,
    pattern,
    enum: values,
    const: only,
  } = answered;
  const { length } = passwordMask;
  const fits = minLength <= length && length <= maxLength && !pattern && !values && only === undefined;
  return fits ? { shownAs: passwordMask } : {};
}
