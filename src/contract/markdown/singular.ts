import { singular } from "#base";

/** The singular of a name, where that is known and the name itself is not: `Orders` where there is `Order`. */
export function singularOf(name: string, isKnown: (name: string) => boolean): string {
  if (isKnown(name) || !/^[\p{L}_ ]{1,80}$/u.test(name)) return name;
  const candidates = [singular(name), name.replace(/s$/, ""), name.replace(/(?:en|n|e)$/, "")];
  return candidates.find((candidate) => candidate !== "" && isKnown(candidate)) ?? name;
}
