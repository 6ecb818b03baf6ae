import type { Field, ValueShape } from "#domain";
import { commaList, literal, type Py, py, str } from "#python";
import type { Kit } from "./kit.ts";
import { isMap, memberOf, objectNamed, sampleShape, shapeOf } from "./value-samples.ts";

/** A text inside a value that is kept whole: where it is, and the value with another text there. */
export interface TextPlace {
  readonly place: string;
  readonly around: (text: Py) => Py;
}

/** The first text that is free to say anything. */
export function findText(kit: Kit, field: Field): TextPlace | undefined {
  const shape = shapeOf(field);
  return shape && findIn(kit, shape, 0);
}

function findIn(kit: Kit, shape: ValueShape, depth: number): TextPlace | undefined {
  if (depth > 3) return undefined;
  switch (shape.kind) {
    case "scalar": {
      const { pattern, minLength = 0, maxLength = 3 } = shape.bounds;
      const isFree = shape.type === "string" && pattern === undefined && minLength <= 3 && maxLength >= 3;
      return isFree ? { place: "", around: (text) => text } : undefined;
    }
    case "any":
      return { place: "", around: (text) => py`[{"key": ${text}}]` };
    case "list": {
      const inner = findIn(kit, shape.of.shape, depth + 1);
      const isOne = (shape.bounds.minItems ?? 0) <= 1 && (shape.bounds.maxItems ?? 1) >= 1;
      return inner && isOne
        ? { place: `.0${inner.place}`, around: (text) => py`[${inner.around(text)}]` }
        : undefined;
    }
    case "map": {
      const inner = findIn(kit, shape.of.shape, depth + 1);
      const isOne = (shape.bounds.minProperties ?? 0) <= 1 && (shape.bounds.maxProperties ?? 1) >= 1;
      return inner && isOne
        ? { place: `.key${inner.place}`, around: (text) => py`{"key": ${inner.around(text)}}` }
        : undefined;
    }
    case "object":
      return findInObject(kit, shape.value, depth);
    case "choice":
    case "union":
      return undefined;
  }
}

function findInObject(kit: Kit, name: string, depth: number): TextPlace | undefined {
  const value = objectNamed(kit, name);
  const sound = sampleShape(kit, { kind: "object", value: name }, "", { number: 0, isSmall: true, depth });
  if (!isMap(sound)) return undefined;
  for (const { field } of value.given) {
    const member = memberOf(value, field);
    const shape = member && memberShape(member);
    const inner = shape && findIn(kit, shape, depth + 1);
    if (!inner) continue;
    const others = Object.entries(sound).filter(([key]) => key !== field);
    return {
      place: `.${field}${inner.place}`,
      around: (text) =>
        py`{${commaList([...others.map(([key, each]) => py`${str(key)}: ${literal(each)}`), py`${str(field)}: ${inner.around(text)}`])}}`,
    };
  }
  return undefined;
}

function memberShape(member: Field): ValueShape | undefined {
  if (member.meaning.kind === "scalar")
    return { kind: "scalar", type: member.meaning.type, bounds: member.bounds };
  return shapeOf(member);
}
