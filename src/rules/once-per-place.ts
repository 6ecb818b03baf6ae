import type { Place } from "#facts";

/** The same question about a place, answered once for each: many events lead through the same ones. */
export function oncePerPlace(ask: (place: Place) => boolean): (place: Place) => boolean {
  const known = new WeakMap<Place["module"], Map<string, boolean>>();
  return (place) => {
    const key = `${place.start}:${place.end}`;
    const ofModule = known.get(place.module) ?? new Map<string, boolean>();
    known.set(place.module, ofModule);
    const found = ofModule.get(key) ?? ask(place);
    ofModule.set(key, found);
    return found;
  };
}
