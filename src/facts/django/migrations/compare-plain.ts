import { type Compared, type Comparing, compareFields } from "./compare-fields.ts";
import type { Condition, Made, Plain, Reference } from "./plain.ts";

export type Verdict = Compared;

export function openComparing(ignored: ReadonlySet<string>): Comparing {
  const comparing: Comparing = { ignored, compare: (one, other) => comparePlain(comparing, one, other) };
  return comparing;
}

/** Whether two values are the same to the framework; unknown where either is, or where their equality is not known. */
function comparePlain(comparing: Comparing, one: Plain | undefined, other: Plain | undefined): Verdict {
  if (one === undefined || other === undefined) return "unknown";
  if (one.kind !== other.kind) return compareKinds(one, other);
  switch (one.kind) {
    case "none":
      return "same";
    case "number":
      return told(other.kind === "number" && one.value === other.value);
    case "text":
      return told(other.kind === "text" && one.text === other.text);
    case "list":
      return other.kind === "list" ? compareItems(comparing, one.items, other.items) : "unknown";
    case "dictionary":
      return other.kind === "dictionary" ? compareEntries(comparing, one.entries, other.entries) : "unknown";
    case "reference":
      return other.kind === "reference" ? compareReferences(one, other) : "unknown";
    case "made":
      return other.kind === "made" ? compareMade(comparing, one, other) : "unknown";
    case "condition":
      return other.kind === "condition" ? compareConditions(comparing, one, other) : "unknown";
    case "field":
      return other.kind === "field" ? compareNested(comparing, one, other) : "unknown";
  }
}

function told(isSame: boolean): Verdict {
  return isSame ? "same" : "different";
}

/** All must be the same; one that surely differs is enough. */
function joined(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes("different")) return "different";
  return verdicts.includes("unknown") ? "unknown" : "same";
}

/** A text is no list. What a call or a name of another package gives may be equal to anything. */
function compareKinds(one: Plain, other: Plain): Verdict {
  const isClear = (value: Plain): boolean =>
    value.kind === "reference" ? value.isCode : value.kind !== "made" && value.kind !== "field";
  return isClear(one) && isClear(other) ? "different" : "unknown";
}

function compareItems(
  comparing: Comparing,
  one: readonly (Plain | undefined)[],
  other: readonly (Plain | undefined)[],
): Verdict {
  if (one.length !== other.length) return "different";
  return joined(one.map((item, index) => comparePlain(comparing, item, other[index])));
}

function compareEntries(
  comparing: Comparing,
  one: readonly (readonly [Plain, Plain | undefined])[],
  other: readonly (readonly [Plain, Plain | undefined])[],
): Verdict {
  if (one.length !== other.length) return "different";
  return joined(
    one.map(([key, value]) => {
      const match = other.find(([name]) => comparePlain(comparing, key, name) === "same");
      return match === undefined ? "different" : comparePlain(comparing, value, match[1]);
    }),
  );
}

export function compareReferences(one: Reference, other: Reference): Verdict {
  if (one.path === other.path) return "same";
  // One thing has several paths in a package that hands it on; a name of another one may be an alias of what is compared.
  return one.owner !== "other" && other.owner !== "other" && one.isCode && other.isCode
    ? "different"
    : "unknown";
}

function compareMade(comparing: Comparing, one: Made, other: Made): Verdict {
  const of = compareReferences(one.of, other.of);
  // The language has several ways to make one thing: `datetime(1970, 1, 1)`, `utcfromtimestamp(0)`.
  if (of !== "same") return [one, other].some((made) => made.of.owner === "language") ? "unknown" : of;
  const names = new Set([...one.named.keys(), ...other.named.keys()]);
  const isAlike =
    one.args.length === other.args.length &&
    one.named.size === other.named.size &&
    names.size === one.named.size;
  if (!isAlike) return "unknown";
  const verdict = joined([
    ...one.args.map((argument, index) => comparePlain(comparing, argument, other.args[index])),
    ...[...names].map((name) => comparePlain(comparing, one.named.get(name), other.named.get(name))),
  ]);
  return verdict === "different" && one.of.owner !== "framework" && one.of.owner !== "language"
    ? "unknown"
    : verdict;
}

function compareConditions(comparing: Comparing, one: Condition, other: Condition): Verdict {
  const isAlike =
    one.negated === other.negated && (one.connector === other.connector || one.children.length === 1);
  return isAlike ? compareItems(comparing, one.children, other.children) : "different";
}

function compareNested(
  comparing: Comparing,
  one: Plain & { readonly kind: "field" },
  other: Plain & { readonly kind: "field" },
): Verdict {
  const { type, args } = compareFields(one.field, other.field, comparing);
  return type === "different" || args.length > 0 ? "different" : type;
}
