import type { BodyShape, Domain, Entity, Field, OperationMeaning, ValueObject } from "#domain";
import { attributeName } from "./tables.ts";

/** A field of a body that names a row of another entity. */
export interface Reference {
  readonly field: Field;
  readonly target: Entity;
  /** Whether a body may leave it out, or say that there is none. */
  readonly mayBeMissing: boolean;
  /** Where each object of a list names one: by which member. */
  readonly line?: { readonly value: ValueObject; readonly member: Field };
  /** Where the field holds a list of keys. */
  readonly each?: true;
  /** The state in which the row must be. */
  readonly must?: { readonly field: string; readonly is: readonly (string | number | boolean)[] };
}

/** Whether a field names rows, itself or in the objects that it holds. */
export function namesRows({ refersTo, namesEach, meaning }: Field): boolean {
  return (
    refersTo !== undefined ||
    namesEach !== undefined ||
    meaning.kind === "owner-key" ||
    (meaning.kind === "objects" && meaning.names !== undefined)
  );
}

/** What the body of an operation names, in its order. */
export function referencesIn(
  { entities, values }: Domain,
  { behaviour }: OperationMeaning,
): readonly Reference[] {
  if (!("body" in behaviour) || !("entity" in behaviour)) return [];
  const entity = entities.find(({ name }) => name === behaviour.entity);
  return behaviour.body.fields.flatMap(({ field: name, required, limits }): readonly Reference[] => {
    const field = entity?.fields.find((each) => each.name === name);
    const inside = field?.meaning.kind === "objects" ? field.meaning : undefined;
    const target = entities.find(
      (each) => each.name === (field?.refersTo ?? field?.namesEach ?? inside?.names)?.entity,
    );
    if (!field || !target) return [];
    const value = values.find((each) => each.name === inside?.value);
    const member = value?.fields.find((each) => each.name === inside?.names?.member);
    const line = value && member ? { line: { value, member } } : {};
    const mayBeNull = limits?.nullable ?? field.nullable;
    const rules = behaviour.kind === "create" ? (behaviour.conflicts ?? []) : [];
    const must = rules.flatMap((rule) => (rule.kind === "named-state" && rule.by === name ? [rule] : []))[0];
    const each = field.namesEach ? { each: true as const } : {};
    return [{ field, target, mayBeMissing: !required || mayBeNull, ...line, ...each, ...(must && { must }) }];
  });
}

/** Whether some body names rows of an entity. */
export function isNamed(domain: Domain, entity: Entity): boolean {
  return domain.operations.some((meaning) =>
    referencesIn(domain, meaning).some(
      ({ target, line, each }) => target.name === entity.name && !line && !each,
    ),
  );
}

/** Whether some body names several rows of an entity by a list of their keys. */
export function isNamedByLists(domain: Domain, entity: Entity): boolean {
  return domain.operations.some((meaning) =>
    referencesIn(domain, meaning).some(({ target, each }) => target.name === entity.name && each),
  );
}

/** Whether the objects of some body name rows of an entity. */
export function isNamedByLines(domain: Domain, entity: Entity): boolean {
  return domain.operations.some((meaning) =>
    referencesIn(domain, meaning).some(({ target, line }) => target.name === entity.name && line),
  );
}

/**
 * Whether a body that names no row is answered as a path that selects none: where the contract says so, and no part of the
 * path could be meant, or nothing else is said of input.
 */
export function isUnknownNotFound({ errors, path, behaviour }: OperationMeaning): boolean {
  const documented = new Set(errors.filter(({ added }) => added === undefined).map(({ status }) => status));
  // What the path is called after is not found as the row is not that it selects.
  if (behaviour.kind === "update" && behaviour.part !== undefined) return documented.has(404);
  return documented.has(404) && (!path.includes("{") || (!documented.has(400) && !documented.has(422)));
}

/** Whether some operation refuses a body that names no row as it refuses other input. */
export function refusesUnknown(domain: Domain): boolean {
  return domain.operations.some(
    (meaning) => referencesIn(domain, meaning).length > 0 && !isUnknownNotFound(meaning),
  );
}

/** The names that lead to a field of a body. */
export function placeInBody({ envelope }: BodyShape, field: Field): readonly string[] {
  return [...(envelope === undefined ? [] : [envelope]), field.name];
}

/** How the row that a field names is called: `home_team_id` names a `home_team`. */
export function namedVariable(field: Field, target: Entity): string {
  const name = attributeName(field.name).replace(/_(?:id|uuid|guid)$/, "");
  return name === attributeName(field.name) ? `named_${attributeName(target.name)}` : name;
}
