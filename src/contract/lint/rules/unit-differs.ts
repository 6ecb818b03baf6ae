import { splitWords } from "#base";
import type { ContractRule } from "../contract-rule.ts";
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

/** `timeoutMs` here and `timeoutSeconds` there. */
export const unitDiffers: ContractRule = {
  name: "unit-differs",
  severity: "warning",
  summary: "one quantity is given in several units",
  find({ fields }) {
    const measured = fields.flatMap((place) => {
      const words = splitWords(place.field);
      const unit = words.at(-1) ?? "";
      const measure = units.get(unit);
      if (measure === undefined || words.length < 2) return [];
      const quantity = words
        .slice(0, -1)
        .filter((word) => word !== "in")
        .join(" ");
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
