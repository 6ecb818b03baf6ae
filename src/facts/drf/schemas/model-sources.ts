import { findMember } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import type { FieldOwner } from "./field.ts";
import { functionType } from "./method-types.ts";
import { listOf, scalar, unknown } from "./plain-types.ts";
import { type ColumnType, keyType, typeOfColumn } from "./type-of-column.ts";
import { typeSettings } from "./type-settings.ts";

const longest = 10;

/** What a chain of attributes of a row leads to; undefined where its model says nothing of it. A relation at its end is its key. */
export function followSource(
  owner: FieldOwner,
  path: readonly string[],
  isOne = false,
): ColumnType | undefined {
  const { source } = owner;
  let model: ModelColumns | undefined = owner.model;
  for (const [at, name] of path.slice(0, longest).entries()) {
    if (model === undefined) return undefined;
    const isLast = at === path.length - 1;
    const column =
      name === "pk"
        ? model.key
        : model.columns.get(name.replace(/_id$/, "")) && !model.columns.has(name)
          ? model.columns.get(name.replace(/_id$/, ""))
          : model.columns.get(name);
    if (column !== undefined) {
      if (isLast) {
        const types = typeOfColumn(typeSettings(source), column);
        return isOne && types.type.kind === "list" ? { type: types.type.of } : types;
      }
      model = source.columns.ofId(column.relation?.to);
      continue;
    }
    const reverse = source.columns.reverse(model, name);
    if (reverse !== undefined) {
      model = source.columns.ofClass(reverse.of);
      if (isLast) return { type: listOf(keyType(typeSettings(source), model), reverse.many && !isOne) };
      continue;
    }
    return isLast ? attributeType(owner, model, name) : undefined;
  }
  return undefined;
}

/** What a property or a method of a model gives, as its annotation says. */
function attributeType(owner: FieldOwner, model: ModelColumns, name: string): ColumnType | undefined {
  const shown = /^get_(\w+)_display$/.exec(name)?.[1];
  if (shown !== undefined && model.columns.has(shown)) return { type: scalar("text") };
  const member = findMember(model.read, name);
  if (member === undefined) return undefined;
  if (member.binding.kind !== "function") return { type: unknown };
  return { type: functionType(owner, member.owner, member.binding.node) };
}
