import { plural, snakeCase } from "#base";
import { type Field, givenField } from "#domain";
import { identifierText, type Py, py } from "#python";
import { api } from "./calls.ts";
import { entityIn, type Kit, type OperationOf, shownFieldsOf } from "./kit.ts";

const ownHelpers: ReadonlySet<string> = new Set(["client", "errors", "headers"]);

/** Different fields have different helpers: what is a plural already is told from its singular. */
export function textsName(field: Field): string {
  const own = identifierText(snakeCase(field.name));
  const many = plural(own);
  return own === many || ownHelpers.has(many) ? `all_${own}_of` : `${many}_of`;
}

/** `titles_of(rows)`: what a field holds in each row. */
export function textsOf(field: Field, rows: Py): Py {
  return py`${api(textsName(field))}(${rows})`;
}

/** The field by which tests tell rows of a list apart: one that they choose and that the list shows. */
export function markerOf(
  kit: Kit,
  list: OperationOf<"list">,
  create: { readonly meaning: OperationOf<"create">["meaning"] },
): Field | undefined {
  const { behaviour } = create.meaning;
  const entity = entityIn(kit, behaviour.entity);
  const shown = new Set(
    shownFieldsOf(kit, list.meaning.behaviour.answer.representation).map(({ name }) => name),
  );
  const { filters, narrowed } = list.meaning.behaviour;
  const filtered = new Set([
    ...filters.flatMap(({ by }) => ("field" in by ? [by.field] : [])),
    ...(narrowed ? [narrowed.field] : []),
  ]);
  const usable = behaviour.body.fields.flatMap(({ field }) => {
    const found = givenField(entity, behaviour.body, field);
    if (field === narrowed?.field) return [];
    return found && shown.has(field) && found.meaning.kind === "scalar" && !found.refersTo ? [found] : [];
  });
  // Of two values only, no three rows can be told apart.
  const several = usable.filter(({ meaning }) => meaning.kind === "scalar" && meaning.type !== "boolean");
  const free = several.filter(({ name }) => !filtered.has(name));
  const candidates = [free, several, usable].find((fields) => fields.length > 0) ?? [];
  return (
    candidates.find(
      ({ meaning, bounds }) =>
        meaning.kind === "scalar" && meaning.type === "string" && bounds.format === undefined,
    ) ?? candidates[0]
  );
}
