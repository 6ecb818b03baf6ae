import type { Field, ValueObject, ValueShape } from "#domain";
import type { JsonLike } from "#python";
import type { Kit } from "./kit.ts";
import {
  isMap,
  memberOf,
  objectNamed,
  type SampleStyle,
  sampleMember,
  sampleShape,
  shapeOf,
} from "./value-samples.ts";
import { edgeValues, wrongValues } from "./wrong-values.ts";

/** A value with one fault in it, and the place of the fault below the field: `.lines.0.sku`. */
export interface BrokenValue {
  readonly place: string;
  readonly value: JsonLike;
}

const whole: SampleStyle = { number: 0, isSmall: false, depth: 0 };
const deepest = 3;
const mostOfOneField = 24;

/** Values of a field that is kept whole, each with one fault. */
export function brokenValues(kit: Kit, field: Field): readonly BrokenValue[] {
  const shape = shapeOf(field);
  if (!shape) return [];
  const sound = sampleShape(kit, shape, field.name, whole);
  return brokenShape(kit, shape, field.name, sound, 0).slice(0, mostOfOneField);
}

function brokenShape(
  kit: Kit,
  shape: ValueShape,
  what: string,
  sound: JsonLike,
  depth: number,
): readonly BrokenValue[] {
  if (depth > deepest) return [];
  switch (shape.kind) {
    case "object":
      return brokenObject(kit, objectNamed(kit, shape.value), sound, depth);
    case "list": {
      const [first] = Array.isArray(sound) ? (sound as readonly JsonLike[]) : [];
      const inside = first === undefined ? [] : brokenInside(kit, shape.of.shape, what, first, depth);
      return [
        ...inside.map(({ place, value }) => ({ place: `.0${place}`, value: [value] })),
        ...(first !== undefined && !shape.of.nullable && shape.of.shape.kind !== "any"
          ? [{ place: ".0", value: [null] }]
          : []),
        ...listFaults(kit, shape, what),
      ];
    }
    case "map": {
      const inside = brokenInside(
        kit,
        shape.of.shape,
        what,
        sampleShape(kit, shape.of.shape, what, whole),
        depth,
      );
      return inside.map(({ place, value }) => ({ place: `.first${place}`, value: { first: value } }));
    }
    case "scalar":
    case "choice":
    case "union":
    case "any":
      return [];
  }
}

/** Faults of what stands inside a list or a map, its own type included. */
function brokenInside(
  kit: Kit,
  shape: ValueShape,
  what: string,
  sound: JsonLike,
  depth: number,
): readonly BrokenValue[] {
  const wrong = wrongOf(kit, shape).map((value) => ({ place: "", value }));
  return [...wrong.slice(0, 3), ...brokenShape(kit, shape, what, sound, depth + 1)];
}

function brokenObject(kit: Kit, value: ValueObject, sound: JsonLike, depth: number): readonly BrokenValue[] {
  if (!isMap(sound)) return [];
  const members = value.given.flatMap(({ field, required }): readonly BrokenValue[] => {
    const member = memberOf(value, field);
    if (!member) return [];
    const place = `.${field}`;
    const put = (bad: JsonLike): JsonLike => ({ ...sound, [field]: bad });
    const { [field]: own, ...others } = sound;
    const shape = shapeOf(member);
    const inner = shape
      ? brokenShape(kit, shape, field, own ?? sampleMember(kit, member, whole), depth + 1)
      : [];
    return [
      ...(required ? [{ place, value: others }] : []),
      ...[...wrongValues(kit, member).slice(0, 2), ...edgeValues(member)].map((bad) => ({
        place,
        value: put(bad),
      })),
      ...(member.nullable ? [] : [{ place, value: put(null) }]),
      ...inner.map((fault) => ({ place: `${place}${fault.place}`, value: put(fault.value) })),
    ];
  });
  const unknown = { ...sound, no_such_property: 1 };
  return [
    ...members,
    ...(value.others === "refused" ? [{ place: ".no_such_property", value: unknown }] : []),
  ];
}

/** Too few, too many, or the same twice. */
function listFaults(
  kit: Kit,
  shape: Extract<ValueShape, { readonly kind: "list" }>,
  what: string,
): readonly BrokenValue[] {
  const { minItems = 0, maxItems, uniqueItems } = shape.bounds;
  const one = (number: number): JsonLike => sampleShape(kit, shape.of.shape, what, { ...whole, number });
  const many = (count: number): readonly JsonLike[] =>
    Array.from({ length: count }, (_, index) => one(index));
  return [
    ...(minItems > 0 ? [{ place: "", value: many(minItems - 1) }] : []),
    ...(maxItems !== undefined && maxItems < 50 ? [{ place: "", value: many(maxItems + 1) }] : []),
    ...(uniqueItems && (maxItems ?? 2) >= 2
      ? [{ place: "", value: [...many(Math.max(minItems - 1, 1)), one(0)] }]
      : []),
  ];
}

/** Values that are not of a form at all. */
export function wrongOf(kit: Kit, shape: ValueShape): readonly JsonLike[] {
  switch (shape.kind) {
    case "object":
    case "map":
      return ["text", 1, ["text"]];
    case "list":
      return ["text", 1, { text: "text" }];
    case "scalar":
      return wrongValues(kit, plainField({ kind: "scalar", type: shape.type }, shape.bounds));
    case "choice":
      return wrongValues(kit, plainField({ kind: "enum", values: shape.values }, {}));
    case "union":
    case "any":
      return [];
  }
}

function plainField(meaning: Field["meaning"], bounds: Field["bounds"]): Pick<Field, "meaning" | "bounds"> {
  return { meaning, bounds };
}
