import { splitWords } from "#base";
import { type Schema, sharedNameOf } from "#contract";
import type { Classified, Sighting } from "./missing.ts";
import type { Resource } from "./resources.ts";

/** Names under which answers show what rows keep under another one: the other one, by name. */
export type OtherNames = ReadonlyMap<string, string>;

/**
 * A list that is given and that no answer shows is the one list of such objects that answers show and nothing gives. A
 * value whose name has the words of another in another order is that one, where no form shows both.
 */
export function findOtherNames({ answers }: Resource, all: readonly Sighting[]): OtherNames {
  const forms = answers.map(({ schema }) => new Set(schema.properties.map(({ name }) => name)));
  const standTogether = (one: string, other: string): boolean =>
    forms.some((form) => form.has(one) && form.has(other));
  return new Map([
    ...listsOf(all),
    ...all.flatMap(({ property: { name }, given, answered }): readonly (readonly [string, string])[] => {
      if (given || !answered || answered.types.includes("array")) return [];
      const same = all.filter(
        (other) => isTurned(other.property.name, name) && isLike(other.answered ?? other.schema, answered),
      );
      const [kept] = same;
      const isFirst =
        kept !== undefined &&
        (kept.given || all.indexOf(kept) < all.findIndex((each) => each.property.name === name));
      return same.length === 1 && isFirst && !standTogether(kept.property.name, name)
        ? [[name, kept.property.name]]
        : [];
    }),
  ]);
}

function listsOf(all: readonly Sighting[]): readonly (readonly [string, string])[] {
  const listed = all.flatMap((sighting) => {
    const of = itemName(sighting.schema);
    return of === undefined ? [] : [{ of, sighting }];
  });
  const onlyGiven = listed.filter(({ sighting }) => sighting.givenOnCreate && !sighting.answered);
  const onlyShown = listed.filter(({ sighting }) => !sighting.given && sighting.answered);
  return onlyGiven.flatMap(({ of, sighting }) => {
    const [shown, ...others] = onlyShown.filter((each) => each.of === of);
    const isOnly = onlyGiven.filter((each) => each.of === of).length === 1;
    return shown && others.length === 0 && isOnly
      ? [[shown.sighting.property.name, sighting.property.name] as const]
      : [];
  });
}

/** The shared name of the objects of a list. */
function itemName({ types, items }: Schema): string | undefined {
  return types.join() === "array" && items ? sharedNameOf(items) : undefined;
}

/** `start_time` and `timeStart`. */
function isTurned(one: string, other: string): boolean {
  const [words, others] = [splitWords(one), splitWords(other)];
  return (
    words.length > 1 &&
    words.join(" ") !== others.join(" ") &&
    words.toSorted().join(" ") === others.toSorted().join(" ")
  );
}

function isLike(one: Schema, other: Schema): boolean {
  return (
    one.types.join() === other.types.join() &&
    one.format === other.format &&
    one.nullable === other.nullable &&
    one.types.some(
      (type) => type === "string" || type === "integer" || type === "number" || type === "boolean",
    )
  );
}

/** What rows keep, seen where answers call it otherwise as well. */
export function seenUnder(sightings: readonly Sighting[], names: OtherNames): readonly Sighting[] {
  return sightings.map((sighting) => {
    if (sighting.answered) return sighting;
    const [shown] = [...names].find(([, of]) => of === sighting.property.name) ?? [];
    const other = sightings.find(({ property }) => property.name === shown);
    return other?.answered
      ? { ...sighting, answered: other.answered, requiredInAnswers: other.requiredInAnswers }
      : sighting;
  });
}

/** What is shown under another name, where rows keep it as it is given. */
export function classifyAlso(of: string, { meaning, unread }: Classified): Classified {
  return {
    meaning: { kind: "also", of, meaning },
    because: `${of} under another name`,
    ...(unread !== undefined && { unread }),
  };
}
