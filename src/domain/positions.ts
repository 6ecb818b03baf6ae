import { snakeCase } from "#base";
import type { Entity, Field } from "./domain.ts";
import type { Draft } from "./draft.ts";
import { evidence } from "./evidence.ts";
import { readKeys, readManyPlace, saidOfMany } from "./many-keys.ts";
import type { OperationShape } from "./shapes.ts";

/** Words that say that rows are brought into an order. */
const orderWords: ReadonlySet<string> = new Set(
  "order reorder sort resort positions position arrange rearrange sequence ordering sorting".split(" "),
);

const placeNames: ReadonlySet<string> = new Set(
  (
    "position order rank index sequence ordinal sort_order sort_index sort_position order_index order_number " +
    "display_order display_position sequence_number list_position ordering"
  ).split(" "),
);

/** Whether an operation brings rows into the order in which the request names them, and the rows that it means. */
export function readOrdered(shape: OperationShape, draft: Draft): Entity | undefined {
  const { operation } = shape;
  if (!["put", "post", "patch"].includes(operation.method)) return undefined;
  const place = readManyPlace(shape, draft);
  const said = place ? saidOfMany(place) : [];
  if (!place || said.length === 0 || !said.every((word) => orderWords.has(word))) return undefined;
  return readKeys(shape, place.entity, draft) ? place.entity : undefined;
}

/** The one field that says where a row stands among the others. */
export function placeField({ fields }: Pick<Entity, "fields">): Field | undefined {
  const found = fields.filter(
    ({ name, meaning }) =>
      meaning.kind === "scalar" && meaning.type === "integer" && placeNames.has(snakeCase(name)),
  );
  return found.length === 1 ? found[0] : undefined;
}

/** Whether some operation brings rows of the entity into an order, so that lists show them in it. */
export function isOrderedByHand(entity: Entity, draft: Draft): boolean {
  return draft.shapes.some((shape) => readOrdered(shape, draft) === entity);
}

/** Entities whose rows are brought into an order: where no body of a new row says its place, it comes last. */
export function withPlaces(draft: Draft): Draft {
  const ordered = new Set(draft.shapes.flatMap((shape) => readOrdered(shape, draft) ?? []));
  if (ordered.size === 0) return draft;
  const entities = draft.entities.map((entity, index) => {
    const field = ordered.has(entity) ? placeField(entity) : undefined;
    const inputs = draft.resources[index]?.inputs.filter(({ creates }) => creates) ?? [];
    const isGiven = inputs.some(({ schema }) => schema.properties.some(({ name }) => name === field?.name));
    if (!field || isGiven || inputs.length === 0) return entity;
    return { ...entity, fields: entity.fields.map((each) => (each === field ? placed(field) : each)) };
  });
  return { ...draft, entities };
}

function placed({ unfilled: _, ...field }: Field): Field {
  const first = field.bounds.minimum === 1 ? 1 : 0;
  return {
    ...field,
    nullable: false,
    optional: true,
    missing: "never",
    default: first,
    place: { first },
    evidence: evidence(
      `${field.name}: where the row stands, new ones last, counted from ${first}`,
      ...field.evidence.because,
    ),
  };
}
