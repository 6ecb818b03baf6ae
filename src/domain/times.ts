import { snakeCase } from "#base";
import type { Classified, Sighting } from "./missing.ts";
import { hasWord } from "./names.ts";

const surelyCreatedWords = new Set(["created", "creation"]);
const createdWords = new Set([
  "added",
  "registered",
  "inserted",
  "posted",
  "published",
  "placed",
  "opened",
  "joined",
]);
const updatedWords = new Set(["updated", "modified", "changed", "edited", "touched"]);
/** Words of times at which something else happens than that a row is made or changed. */
const otherWords = new Set(
  (
    "expires expired expiry expiration until due deadline start started starts begin begins end ended ends finish finished complete " +
    "completed confirmed cancelled canceled checked paid sent approved rejected last next closed archived deleted " +
    "scheduled valid from to since hold held login"
  ).split(" "),
);

const signInText = /^(?:last|latest|previous)_(?:log_?in|log_?on|sign_?in|signed_in|logged_in)(?:_|$)/;

/**
 * Of the times that no input sets, one tells when the row was made and one when it was last changed; of an account, one
 * tells when it last signed in. Others are kept as they are.
 */
export function readTime(
  { property, requiredInAnswers, answered, schema }: Sighting,
  all: readonly Sighting[],
  isAccount: boolean,
): Classified | undefined {
  const { name } = property;
  if (signInText.test(snakeCase(name))) {
    if (!isAccount) return undefined;
    const mayBeNone = !requiredInAnswers || (answered ?? schema).nullable;
    return {
      meaning: { kind: "signed-in-at" },
      because: "the time of the last sign-in, by its name",
      ...(!mayBeNone && { unread: `nothing says what ${name} is of an account that has never signed in` }),
    };
  }
  return readStamp(name, all);
}

const stampText =
  /^(?:created|updated|modified|(?:[a-z]+_)*(?:at|on|date|time|timestamp)|(?:date|time)_[a-z]+)$/;

/** A time by its format; a text without one by its name, unless its examples are spelled in another way (RFC 3339). */
export function isTime(sighting: Sighting): boolean {
  const { property, schema } = sighting;
  if (isDay(sighting)) return true;
  if (schema.format !== undefined || !schema.types.includes("string") || schema.enum)
    return schema.format === "date-time";
  const isCalled = [surelyCreatedWords, updatedWords].some((words) => hasWord(property.name, words));
  return (
    isCalled &&
    stampText.test(snakeCase(property.name)) &&
    schema.examples.every((example) => typeof example === "string" && momentText.test(example))
  );
}

/** Whether a time of making is shown as a mere date: its format says so, or that is how its examples spell a text. */
function isDay({ property: { name }, schema }: Sighting): boolean {
  if (!schema.types.includes("string") || schema.enum) return false;
  if (!hasWord(name, surelyCreatedWords) || !stampText.test(snakeCase(name))) return false;
  if (schema.format !== undefined) return schema.format === "date";
  const isDate = (example: unknown): boolean => typeof example === "string" && dateText.test(example);
  return schema.examples.length > 0 && schema.examples.every(isDate);
}

const dateText = /^\d{4}-\d{2}-\d{2}$/;
const momentText = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$/;

function readStamp(name: string, all: readonly Sighting[]): Classified | undefined {
  const times = all.filter((sighting) => !sighting.given && isTime(sighting));
  const named = (words: ReadonlySet<string>): Sighting | undefined =>
    times.find((time) => hasWord(time.property.name, words));
  const updated = named(updatedWords);
  const created = named(surelyCreatedWords) ?? named(createdWords);
  // Rows that come from outside bring their times with them, and some names speak of other times.
  const unnamed = times.filter(
    (time) =>
      time.made &&
      time.requiredInAnswers &&
      // What may be null has not happened yet when a row is made.
      !time.schema.nullable &&
      time !== updated &&
      time !== created &&
      !hasWord(time.property.name, otherWords),
  );
  const first = created ?? unnamed[0];
  const second = updated ?? unnamed.find((time) => time !== first);
  if (name === first?.property.name)
    return {
      meaning: { kind: "created-at", ...(isDay(first) && { day: true as const }) },
      because: created
        ? "the time of making, by its name"
        : "the first time that answers promise and no input sets",
    };
  if (name === second?.property.name)
    return {
      meaning: { kind: "updated-at" },
      because: updated
        ? "the time of the last change, by its name"
        : "the second time that answers promise and no input sets",
    };
  return undefined;
}
