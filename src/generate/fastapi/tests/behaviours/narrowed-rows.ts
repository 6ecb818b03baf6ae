import { type Behaviour, comparedType, type Entity, type Field, fieldOf, type ListBehaviour } from "#domain";
import type { JsonLike, Py } from "#python";
import type { PathRows } from "../calls.ts";
import { entityIn, type Kit, type OperationOf } from "../kit.ts";
import { namedArguments, namedRow } from "../references.ts";
import { sampleValue } from "../values.ts";

/** Rows that the path of a narrowed list asks for: what they are made with, and what the path holds. */
export interface NarrowedRows {
  readonly statements: readonly Py[];
  readonly rows: PathRows;
  readonly details: readonly Py[];
  readonly values: readonly (readonly [Field, JsonLike])[];
}

/** A value that a path can hold, whether any row has it or not. */
export function anyValue(kit: Kit, behaviour: Behaviour): PathRows {
  const field = behaviour.kind === "list" ? narrowedField(kit, behaviour)?.field : undefined;
  if (!field) return {};
  const type = comparedType(field);
  if (type === "integer") return { narrowed: "1" };
  if (type === "uuid") return { narrowed: "00000000-0000-4000-8000-000000000000" };
  const [first = "text"] = field.meaning.kind === "enum" ? field.meaning.values : [];
  return { narrowed: String(first) };
}

export function narrowedField(
  kit: Kit,
  { narrowed, entity: entityName }: ListBehaviour,
): { readonly field: Field; readonly entity: Entity } | undefined {
  const entity = entityIn(kit, entityName);
  const field = narrowed && fieldOf(entity, narrowed.field);
  return field && { field, entity };
}

/** Undefined where tests cannot make rows with one value, or with another. `number`: which value. */
export function narrowedRows(
  kit: Kit,
  { meaning: { behaviour } }: OperationOf<"list">,
  create: OperationOf<"create">,
  number = 0,
): NarrowedRows | undefined {
  const found = narrowedField(kit, behaviour);
  if (!found) return { statements: [], rows: {}, details: [], values: [] };
  const { field, entity } = found;
  if (field.refersTo) return namingRows(kit, field, field.refersTo.entity, number);
  const isGiven = create.meaning.behaviour.body.fields.some((each) => each.field === field.name);
  if (!isGiven) {
    const usual = number === 0 ? field.default : undefined;
    return typeof usual === "string" || typeof usual === "number"
      ? { statements: [], rows: { narrowed: String(usual) }, details: [], values: [] }
      : undefined;
  }
  const value = sampleValue(kit, entity, field, number);
  if (number > 0 && value === sampleValue(kit, entity, field, 0)) return undefined;
  return { statements: [], rows: { narrowed: String(value) }, details: [], values: [[field, value]] };
}

function namingRows(kit: Kit, field: Field, entity: string, number: number): NarrowedRows | undefined {
  const target = kit.domain.entities.find(({ name }) => name === entity);
  const row =
    target && namedRow(kit, { field, target, mayBeMissing: false }, number === 0 ? {} : { prefix: "other" });
  return (
    row && {
      statements: row.statements,
      rows: { narrowed: row.key },
      details: namedArguments([row]),
      values: [],
    }
  );
}
