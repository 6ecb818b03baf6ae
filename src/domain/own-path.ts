import { localName, singular, snakeCase } from "#base";
import type { Operation } from "#contract";
import type { AccountsDraft } from "./accounts.ts";
import type { OperationShape } from "./shapes.ts";

const ownSegment = /^(?:me|my|mine|self)(?:$|[-_/])/i;

/** Whether what follows on a path is the caller's own: `me/orders`, `my-orders`. */
export function isOwnPath(path: string): boolean {
  return ownSegment.test(path);
}

const selfName =
  /^(?:me|my|mine|self|myself|who[-_]?am[-_]?i|current(?:[-_]?(?:user|account))?|profile|account|user)$/i;
/** What stands before it and says nothing of other rows. */
const neutralWords: ReadonlySet<string> = new Set(
  "account api app auth authentication identity member my person private protected public rest session user".split(
    " ",
  ),
);

/** Whether a path names whoever calls, and nothing before it speaks of other rows than accounts: `/users/me`, `/auth/profile`. */
export function namesCaller({ operation, place }: OperationShape, accounts?: AccountsDraft): boolean {
  if (place.kind !== "literal" || operation.security.length === 0 || !selfName.test(place.name)) return false;
  const own = accounts ? wordsOf(accounts) : new Set();
  return literalsOf(operation)
    .slice(0, -1)
    .every(
      (word) =>
        own.has(word) || word.split("_").every((each) => neutralWords.has(each) || /^v?\d+$/.test(each)),
    );
}

/** What accounts are called by their schema, and by the paths at which they join and sign in. */
function wordsOf({ schema, login, register }: AccountsDraft): ReadonlySet<string> {
  const doors = register ? [login, register] : [login];
  return new Set([
    oneOf(localName(schema.name ?? "")),
    ...doors.flatMap(({ operation }) => literalsOf(operation)),
  ]);
}

function literalsOf({ segments }: Operation): readonly string[] {
  return segments.flatMap((segment) => (segment.kind === "literal" ? [oneOf(segment.text)] : []));
}

function oneOf(word: string): string {
  return singular(snakeCase(word));
}
