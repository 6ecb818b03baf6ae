import { type LookupIndex, makeLookup, type Registry } from "#contract";
import { parseJson, type Workspace } from "#workspace";
import { isTextList, isWhole } from "./are-values.ts";
import { seal, unseal } from "./seal.ts";

/** Where the index of a registry is kept, and which registry that is. */
export interface LookupPlace {
  readonly path: string;
  /** Digest of the registry as it is kept. */
  readonly of: string;
  /** Whether the registry turned out to be broken, so that nothing that is made of it may be kept. */
  isBroken(): boolean;
}

/** The index of just this registry: as it was kept, else made, and kept for questions to come. */
export function recallLookup(workspace: Workspace, place: LookupPlace, registry: Registry): LookupIndex {
  const [of, line] = unseal(workspace.readText(place.path))?.split("\n") ?? [];
  const known = of === place.of ? unpackLookup(parseJson(line), registry) : undefined;
  if (known !== undefined) return known;
  const made = makeLookup(registry);
  const text = seal(`${place.of}\n${packLookup(made)}`);
  if (!place.isBroken())
    workspace.at(workspace.cacheFolder).apply([{ kind: "write", path: place.path, text }]);
  return made;
}

function packLookup({ words, fields }: LookupIndex): string {
  const places = [...words.values()];
  return JSON.stringify([
    [...words.keys()],
    places.map(({ called }) => called),
    places.map(({ told }) => told),
    [...fields.keys()],
    [...fields.values()],
  ]);
}

function unpackLookup(value: unknown, { items, documents }: Registry): LookupIndex | undefined {
  if (!Array.isArray(value)) return undefined;
  const [words, called, told, fields, numbers] = value as unknown[];
  if (!isTextList(words) || !isTextList(fields)) return undefined;
  const isRight =
    [called, told].every((lists) => areNumbers(lists, words.length, items.length)) &&
    areNumbers(numbers, fields.length, documents.length);
  if (!isRight) return undefined;
  const [own, further, having] = [called, told, numbers] as readonly (readonly (readonly number[])[])[];
  return {
    words: new Map(words.map((word, at) => [word, { called: own?.[at] ?? [], told: further?.[at] ?? [] }])),
    fields: new Map(fields.map((field, at) => [field, having?.[at] ?? []])),
  };
}

/** So many lists of numbers of things of which there are so many. */
function areNumbers(lists: unknown, length: number, things: number): boolean {
  return (
    Array.isArray(lists) &&
    lists.length === length &&
    lists.every((list) => Array.isArray(list) && list.every((number) => isWhole(number) && number < things))
  );
}
