import { splitWords } from "#base";
import type { Parameter } from "#contract";
import type { Narrowing } from "../behaviour.ts";
import { comparedType } from "../compared-type.ts";
import type { Entity, Field } from "../domain.ts";
import type { Draft } from "../draft.ts";
import { sameName, stem } from "../names.ts";
import type { Resource } from "../resources.ts";
import type { OperationShape } from "../shapes.ts";
import { findWords } from "./finding.ts";
import { readValue } from "./parameter-values.ts";

/** What the value in the path of a list selects, or why that is not clear. */
export interface NarrowedReading {
  readonly narrowed?: Narrowing;
  readonly unclear?: string;
}

/**
 * A list whose path ends in a value, `/books/genre/{genre}`, shows the rows that have it: in the field that the literal or
 * the parameter is called after, or as the key of a row that they name.
 */
export function readNarrowed(
  { operation, place }: OperationShape,
  entity: Entity,
  resource: Resource,
  draft: Draft,
): NarrowedReading {
  const parameter = operation.parameters.find(
    ({ in: where, name }) => where === "path" && name === place.narrowed,
  );
  if (!parameter) return {};
  const words = literalWords(place.collection, resource);
  const field = findField(parameter, words, entity, draft);
  if (!field) return { unclear: `nothing says what the path parameter ${parameter.name} selects` };
  // A word that is not the field's says something else of the rows: overdue, sunken.
  const known = new Set(
    [entity.name, entity.table, field.name, field.refersTo?.entity ?? ""].flatMap(splitWords).map(stem),
  );
  const strange = words.find((word) => !known.has(stem(word)) && !findWords.has(stem(word)));
  return strange === undefined
    ? { narrowed: { parameter: parameter.name, field: field.name } }
    : { unclear: `nothing says what ${strange} in the path does to the list` };
}

/** The words between the collection and the value; of a path that is in no other collection, those of its last literal. */
function literalWords(path: string, { collections }: Resource): readonly string[] {
  const above = collections
    .filter((each) => each !== path && path.startsWith(`${each}/`))
    .toSorted((one, other) => other.length - one.length)[0];
  return splitWords(above === undefined ? (path.split("/").at(-1) ?? "") : path.slice(above.length));
}

/** The field whose values the path brings: by the literal with the parameter, by the literal alone, by the parameter alone. */
function findField(
  parameter: Parameter,
  words: readonly string[],
  entity: Entity,
  draft: Draft,
): Field | undefined {
  const value = readValue(parameter, draft);
  if (!value || value.several) return undefined;
  const own = new Set([entity.name, entity.table].flatMap(splitWords).map(stem));
  const literal = words.filter((word) => !findWords.has(stem(word)) && !own.has(stem(word))).join("_");
  const fits = (field: Field): boolean =>
    isKept(field, entity) && comparedType(field) === value.type && comparable.has(value.type);
  const called = (name: string): Field | undefined =>
    entity.fields.find(
      (field) =>
        fits(field) && (sameName(field.name, name) || (field.refersTo && sameName(field.name, `${name}_id`))),
    );
  return literal === ""
    ? called(parameter.name)
    : (called(`${literal}_${parameter.name}`) ?? called(literal) ?? called(parameter.name));
}

const comparable: ReadonlySet<string> = new Set(["string", "integer", "uuid"]);

/** Whether rows have the field themselves. What selects them, or says whose they are, narrows nothing. */
function isKept({ name, meaning }: Field, { identity, owner }: Entity): boolean {
  return (
    (meaning.kind === "scalar" || meaning.kind === "enum") && name !== identity.field && name !== owner?.field
  );
}
