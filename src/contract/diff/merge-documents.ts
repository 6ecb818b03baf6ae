import type { JsonValue } from "../schema.ts";

type JsonMap = Readonly<Record<string, JsonValue>>;

/** The same documents before and after, put together, so that a tool has to be asked once for all of them. */
export interface MergedDocuments {
  /** Which of the given ones are in it. */
  readonly members: readonly number[];
  readonly before: string;
  readonly after: string;
}

interface Group {
  readonly members: number[];
  readonly before: Map<string, JsonValue>;
  readonly after: Map<string, JsonValue>;
}

/** More than there are between documents that were written to be read together. */
const mostGroups = 20;

/**
 * Puts documents of OpenAPI together, pair by pair, where what they have in common says the same on both sides: one operation
 * stands in each, with what it names. What does not fit starts another group; undefined in place of what fits nowhere.
 */
export function mergeDocuments(
  pairs: readonly { readonly before: JsonValue; readonly after: JsonValue }[],
): readonly MergedDocuments[] {
  const groups: Group[] = [];
  for (const [index, pair] of pairs.entries()) {
    const before = leavesOf(pair.before);
    const after = leavesOf(pair.after);
    const fits = groups.find((group) => agree(group.before, before) && agree(group.after, after));
    if (fits === undefined && groups.length >= mostGroups) continue;
    const group: Group = fits ?? { members: [], before: new Map(), after: new Map() };
    if (fits === undefined) groups.push(group);
    group.members.push(index);
    for (const [place, value] of before) group.before.set(place, value);
    for (const [place, value] of after) group.after.set(place, value);
  }
  return groups.map(({ members, before, after }) => ({
    members,
    before: print(before),
    after: print(after),
  }));
}

/** What a document says, by the way to it: of its parts two names deep, for that is where things have names of their own. */
function leavesOf(document: JsonValue): ReadonlyMap<string, JsonValue> {
  const leaves = new Map<string, JsonValue>();
  // What a document says of itself is no promise.
  for (const [part, value] of Object.entries(isMap(document) ? document : {}))
    if (part !== "info") {
      if ((part === "paths" || part === "components") && isMap(value)) {
        for (const [name, inner] of Object.entries(value))
          for (const [last, leaf] of Object.entries(isMap(inner) ? inner : {}))
            leaves.set(JSON.stringify([part, name, last]), leaf);
      } else leaves.set(JSON.stringify([part]), value);
    }
  return leaves;
}

function agree(known: ReadonlyMap<string, JsonValue>, other: ReadonlyMap<string, JsonValue>): boolean {
  // Where the API stands is said of the whole document, or of none.
  const whole = (leaves: ReadonlyMap<string, JsonValue>): string =>
    JSON.stringify([leaves.get('["servers"]') ?? null, leaves.get('["security"]') ?? null]);
  if (whole(known) !== whole(other)) return false;
  return [...other].every(([place, value]) => {
    const standing = known.get(place);
    if (standing === undefined) return true;
    // Two services may have an operation of one name each: they are kept apart.
    return !place.startsWith('["paths"') && JSON.stringify(standing) === JSON.stringify(value);
  });
}

function print(leaves: ReadonlyMap<string, JsonValue>): string {
  const document: Record<string, JsonValue> = emptyMap();
  document["info"] = { title: "compared", version: "0" };
  document["paths"] = emptyMap();
  for (const [place, value] of leaves) {
    const [part = "", name, last] = JSON.parse(place) as readonly string[];
    if (name === undefined || last === undefined) document[part] = value;
    else inside(inside(document, part), name)[last] = value;
  }
  return JSON.stringify(document);
}

function inside(map: Record<string, JsonValue>, name: string): Record<string, JsonValue> {
  const known = map[name];
  if (known !== undefined && isMap(known)) return known as Record<string, JsonValue>;
  const made = emptyMap();
  map[name] = made;
  return made;
}

/** Without a prototype, whatever a document calls its parts. */
function emptyMap(): Record<string, JsonValue> {
  return Object.create(null) as Record<string, JsonValue>;
}

function isMap(value: JsonValue | undefined): value is JsonMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
