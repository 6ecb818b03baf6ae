import { splitWords } from "#base";
import { resolveSchema } from "../../resolve.ts";
import type { ContractRule, LintField } from "../contract-rule.ts";
import { stepsOf, waysOf } from "../majority.ts";

/** Units that a name may end in, by what they measure. */
const units: ReadonlyMap<string, string> = new Map([
  ...["ms", "millis", "milliseconds", "s", "sec", "secs", "seconds", "minutes", "mins", "hours", "days"].map(
    (unit) => [unit, "time"] as const,
  ),
  ...["bytes", "kb", "mb", "gb", "kib", "mib", "gib"].map((unit) => [unit, "size"] as const),
  ...["mm", "cm", "km", "meters", "metres", "miles", "feet", "inches"].map(
    (unit) => [unit, "length"] as const,
  ),
  ...["g", "kg", "grams", "kilograms", "lb", "lbs", "pounds"].map((unit) => [unit, "weight"] as const),
  ...["cents", "euros", "dollars"].map((unit) => [unit, "money"] as const),
  ...["celsius", "fahrenheit", "kelvin"].map((unit) => [unit, "temperature"] as const),
]);

/** Units that are spelled in several ways, as one. */
const same: ReadonlyMap<string, string> = new Map([
  ["millis", "ms"],
  ["milliseconds", "ms"],
  ["sec", "s"],
  ["secs", "s"],
  ["seconds", "s"],
  ["mins", "minutes"],
  ["metres", "meters"],
  ["grams", "g"],
  ["kilograms", "kg"],
  ["lbs", "lb"],
  ["pounds", "lb"],
]);

/** What every sort of thing has of its own: the size of a disk is none of a file's. */
const ordinary = new Set(
  "size length duration age time weight height width limit total max min maximum minimum value distance interval".split(
    " ",
  ),
);

/** `timeoutMs` here and `timeoutSeconds` there; a price in cents here and in euros there, by what is said of both. */
export const unitDiffers: ContractRule = {
  name: "unit-differs",
  severity: "warning",
  summary: "one quantity is given in several units",
  find({ fields }) {
    const measured = fields.flatMap((place) => {
      const { words, unit } = unitOfName(place.field) ?? unitOfDescription(place) ?? {};
      const measure = unit === undefined ? undefined : units.get(unit);
      if (words === undefined || unit === undefined || measure === undefined) return [];
      const quantity = words.filter((word) => word !== "in").join(" ");
      if (ordinary.has(quantity)) return [];
      return [{ ...place, quantity: `${quantity} ${measure}`, unit: same.get(unit) ?? unit }];
    });
    return waysOf(measured, ({ quantity }) => quantity).flatMap(({ way: quantity, places }) => {
      const ways = waysOf(places, ({ unit }) => unit);
      const [usual, rare] = ways;
      const [first] = rare?.places ?? [];
      // A type that has the quantity in both takes one or the other.
      const owners = ways.map(({ places: its }) => new Set(its.map(({ owner }) => owner)));
      const isChoice = owners.some((own, index) =>
        owners.slice(index + 1).some((its) => [...its].some((owner) => own.has(owner))),
      );
      if (usual === undefined || first === undefined || isChoice) return [];
      return [
        {
          message: `${first.field} is in ${first.unit} here and in ${usual.way} elsewhere: a value of one is wrong in the other`,
          span: first.span,
          mend: `give it in ${usual.way} everywhere`,
          path: stepsOf(ways, ({ owner, field }) => `${owner}: ${field}`),
          about: `unit of ${quantity}`,
        },
      ];
    });
  },
};

/** A quantity, and the unit that is told of it. */
interface Measured {
  readonly words: readonly string[];
  readonly unit: string;
}

/** `timeoutMs` */
function unitOfName(field: string): Measured | undefined {
  const words = splitWords(field);
  const unit = words.at(-1) ?? "";
  return units.has(unit) && words.length > 1 ? { words: words.slice(0, -1), unit } : undefined;
}

/** A number of which its description says the unit and no other: `The price in cents`, `Weight (kg)`. */
function unitOfDescription({ field, node, contract }: LintField): Measured | undefined {
  const { types, description } = resolveSchema(contract, node);
  if (!types.some((type) => type === "integer" || type === "number")) return undefined;
  const told = [...description.matchAll(/\b(?:in|as) (?:whole |full )?(\w{2,})\b|\((\w{2,})\)/gi)];
  const found = new Set(
    told.map(([, after, within]) => (after ?? within ?? "").toLowerCase()).filter((word) => units.has(word)),
  );
  const [unit, ...others] = found;
  return unit === undefined || others.length > 0 ? undefined : { words: splitWords(field), unit };
}
