import { type Contract, type Property, sharedNameOf } from "#contract";
import type { ShownLine } from "./behaviour.ts";
import type { Entity, ValueObject } from "./domain.ts";
import { sameName } from "./names.ts";
import type { Resource } from "./resources.ts";
import { shownProperties } from "./schemas.ts";
import type { OperationShape } from "./shapes.ts";

/** An operation that lists the lines of all rows of an entity, each with what it names. */
export interface LineList {
  readonly shape: OperationShape;
  readonly entity: Entity;
  /** The field of its rows that holds the lines. */
  readonly field: string;
  readonly value: ValueObject;
  readonly shows: readonly ShownLine[];
}

/** Operations whose rows are the objects in a list of other rows. */
export function findLineLists(
  contract: Contract,
  shapes: readonly OperationShape[],
  {
    entities,
    values,
    resources,
  }: {
    readonly entities: readonly Entity[];
    readonly values: readonly ValueObject[];
    readonly resources: readonly Resource[];
  },
): readonly LineList[] {
  return shapes.flatMap((shape): readonly LineList[] => {
    const { operation, place, answer } = shape;
    if (operation.method !== "get" || place.kind !== "literal" || answer.kind !== "rows") return [];
    // Rows that some operation makes are rows of their own.
    const own = resources.find(({ shapes: all }) => all.includes(shape));
    if (own?.shapes.some((each) => each !== shape)) return [];
    const properties = shownProperties(contract, answer.schema);
    const found = entities.flatMap((entity) =>
      entity.fields.flatMap(({ name: field, meaning }): readonly LineList[] => {
        const value =
          meaning.kind === "objects" && meaning.names
            ? values.find(({ name }) => name === meaning.value)
            : undefined;
        const target = resources.find(
          ({ name }) => meaning.kind === "objects" && name === meaning.names?.entity,
        );
        const shows = value && properties.map((property) => readProperty(property, entity, value, target));
        const known = shows?.filter((each) => each !== undefined) ?? [];
        const members = known.filter(({ is }) => is.kind === "member").length;
        const isWhole = shows !== undefined && known.length === shows.length && members > 0;
        return value && isWhole && members + known.length > 2
          ? [{ shape, entity, field, value, shows: known }]
          : [];
      }),
    );
    return found.length === 1 ? found : [];
  });
}

/** What a property of a listed line shows: of the line itself, the row that it names, or the key of the row that holds it. */
function readProperty(
  { name, required, schema }: Property,
  entity: Entity,
  value: ValueObject,
  target: Resource | undefined,
): ShownLine | undefined {
  const member = value.shown.find(({ field }) => field === name);
  if (member) return { name, required, is: { kind: "member" } };
  const shared = sharedNameOf(schema);
  const form = target?.answers.find((answer) => shared !== undefined && answer.schema.name === shared);
  if (form) return { name, required, is: { kind: "named", representation: form.name } };
  return sameName(name, `${entity.name}_id`) && entity.identity.field === "id"
    ? { name, required, is: { kind: "holder" } }
    : undefined;
}
