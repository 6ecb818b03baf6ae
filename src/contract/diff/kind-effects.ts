import { type Classes, type Effect, whenRead, whenSent } from "./effects.ts";

/** One entry of a changelog, as the comparing tool names it. */
export interface OutsideKind {
  readonly id: string;
  /** 1: it breaks nobody who calls; 2: it may; 3: it does. */
  readonly level: number;
}

type Rule = readonly [kinds: RegExp, effect: Effect | Classes | "none"];

const unsure: Classes = { consumer: "risky", provider: "risky" };

/** What is no promise (names, tags, extensions), and what is compared better here: events, and ways to sign in. */
const general: readonly Rule[] = [
  [/^webhook-|security|^api-(?:schema|tag|operation-id)-|sunset|stability/, "none"],
  [/^endpoint-added$/, { consumer: "safe", provider: "breaking" }],
  [/^api-(?:path-)?removed-/, { consumer: "breaking", provider: "safe" }],
  [/deprecated|reactivated/, "same"],
];

/** The first that fits holds. What none fits goes by the level: what may break a caller asks for more, all else takes more. */
const requests: readonly Rule[] = [
  [/^new-required-.*-with-default$|^new-optional-|^request-body-added-optional$/, "added"],
  // Callers must send it, and a provider that does not know it passes it by.
  [
    /^new-required-|^new-request-path-|^request-body-added-required$/,
    { consumer: "breaking", provider: "risky" },
  ],
  [/-became-required-with-default$|-read-only-property-(?!removed)|write-only/, "same"],
  [/-became-not-read-only$/, "added"],
  [/-became-read-only$/, "taken-away"],
  [/-default-value-changed$/, "otherwise"],
  [/-default-value-/, unsure],
  [/-pattern-changed$/, unsure],
  [/-(?:type|encoding|media-type|const|dependent-required|property-name)-changed$/, "otherwise"],
  [/-discriminator-/, "same"],
  [
    /-enum-value-removed$|-any-of-removed$|-one-of-removed$|-all-of-added$|-prefix-items-removed$/,
    "tightened",
  ],
  [/-enum-value-added$/, "more-values"],
  [/-media-type-removed$/, "taken-away"],
  [/^request-(?:parameter|property|body)-removed(?:-with-deprecation)?$/, "taken-away"],
  [/-all-of-removed$/, "loosened"],
];

const answers: readonly Rule[] = [
  [/-header-removed$/, "taken-away"],
  [/^response-media-type-added$/, "tightened"],
  [/^response-media-type-removed$/, "taken-away"],
  [/-media-type-name-generalized$/, "loosened"],
  [/-media-type-name-changed$/, "otherwise"],
  [/^response-success-status-added$/, "more-values"],
  [/^response-success-status-removed$/, "taken-from-closed"],
  [/^response-non-success-status-added$/, "same"],
  // A provider that still gives it gives what is no longer listed.
  [/^response-non-success-status-removed$/, "closed"],
  [/-became-not-write-only$/, "added"],
  [/-became-write-only$/, "taken-away"],
  [/write-only|read-only|-default-value-|-discriminator-mapping-/, "same"],
  [/-discriminator-|-property-name-changed$/, "otherwise"],
  [/^response-optional-property-added$/, "added"],
  [/^response-required-property-added$/, "tightened"],
  [/^response-(?:optional|required)-property-removed$/, "taken-away"],
  [/-pattern-changed$/, unsure],
  [/-(?:type|encoding|media-type|const|dependent-required)-changed$/, "otherwise"],
  // A further form is one that nobody reads yet, whichever word introduces the forms.
  [/-(?:one-of|any-of)-added$|-all-of-removed$/, "loosened"],
  [/-(?:one-of|any-of)-removed$|-all-of-added$/, "tightened"],
  [/-enum-value-added$|-pattern-removed$/, "more-values"],
];

/** What the entry means for both sides; undefined where it says nothing about what travels. */
export function effectOf({
  id,
  level,
}: OutsideKind): { readonly effect?: Effect; readonly classes: Classes } | undefined {
  const isAnswer = /^response-|-response-header-/.test(id);
  const rules = [...general, ...(isAnswer ? answers : requests)];
  const isWorse = level >= 2;
  const fallback: Effect = isWorse === isAnswer ? "loosened" : "tightened";
  const found = rules.find(([kinds]) => kinds.test(id))?.[1] ?? boundOf(id, isAnswer, isWorse) ?? fallback;
  if (found === "none") return undefined;
  if (typeof found !== "string") return { classes: found };
  return { effect: found, classes: (isAnswer ? whenRead : whenSent)[found] };
}

// Values of the same type beyond a bound do harm only to who relies on the bound.
function boundOf(id: string, isAnswer: boolean, isWorse: boolean): Effect | undefined {
  return isAnswer && isWorse && /-(?:max|min)-/.test(id) ? "more-values" : undefined;
}
