import type { Span } from "#base";
import { type Column, choicesOf, has, isEditable, isOn, plainValue } from "../../django/columns/column.ts";
import { nullable } from "./declared-field.ts";
import type { FieldOwner, SerializerField } from "./field.ts";
import { dropAbsent, type FieldOptions, overlay } from "./field-options.ts";
import { followSource } from "./model-sources.ts";
import { listOf, scalar, unknown } from "./plain-types.ts";
import { boundsOf, type ColumnType, keyType, typeOfColumn } from "./type-of-column.ts";
import { typeSettings } from "./type-settings.ts";

/** What a model serializer says of the fields that it makes. */
export interface Making {
  readonly depth: number;
  /** Whether relations are shown by their addresses, not by their keys. */
  readonly isLinked: boolean;
  /** Columns that the model wants together: they are required where nothing stands for them. */
  readonly together: ReadonlySet<string>;
}

/** A field that a model serializer makes of the model's: https://www.django-rest-framework.org/api-guide/serializers/#modelserializer */
export function makeField(
  owner: FieldOwner,
  making: Making,
  name: string,
  extra: FieldOptions,
  span: Span,
): SerializerField {
  const { source, model } = owner;
  const from = extra.source ?? name;
  const column = model && (from === "pk" ? model.key : model.columns.get(from));
  if (column !== undefined && model !== undefined)
    return fromColumn(owner, making, name, column, extra, span);
  const reverse = model && source.columns.reverse(model, from);
  if (reverse !== undefined) {
    const types =
      making.depth > 0
        ? deep(owner, reverse.of, making.depth)
        : {
            type: making.isLinked
              ? scalar("uri")
              : keyType(typeSettings(source), source.columns.ofClass(reverse.of)),
          };
    const options = overlay(making.depth > 0 ? { readOnly: true } : {}, extra);
    return { name, span, options, ...nullable({ type: listOf(types.type, reverse.many) }, options) };
  }
  if (name === "url" && making.isLinked)
    return { name, span, type: scalar("uri"), options: overlay({ readOnly: true }, extra) };
  const options = overlay({ readOnly: true }, extra);
  const found = from.includes(".") ? undefined : followSource(owner, [from]);
  return { name, span, options, ...nullable(found ?? { type: unknown }, options) };
}

function deep(owner: FieldOwner, of: NonNullable<FieldOwner["model"]>["read"], depth: number): ColumnType {
  return { type: owner.schemas.deepen(`${of.module.path}:${of.node.name.id}`, depth - 1) };
}

function fromColumn(
  owner: FieldOwner,
  making: Making,
  name: string,
  column: Column,
  extra: FieldOptions,
  span: Span,
): SerializerField {
  const { source } = owner;
  const { relation } = column;
  const isDeep = relation !== undefined && making.depth > 0;
  const target = isDeep ? source.columns.ofId(relation.to)?.read : undefined;
  const isMany = relation?.kind === "many-to-many";
  const made = isDeep ? { readOnly: true } : columnOptions(column, making);
  const options = overlay(made, extra);
  const types: ColumnType =
    target !== undefined
      ? { type: listOf(deep(owner, target, making.depth).type, isMany) }
      : making.isLinked && relation !== undefined && !isDeep
        ? { type: listOf(scalar("uri"), isMany) }
        : typeOfColumn(typeSettings(source), column);
  const isText =
    choicesOf(column) === "none" &&
    /^(?:Char|Text|Slug|Email|URL|GenericIPAddress|CI\w+)Field$/.test(column.type);
  return { name, span, options, ...nullable(types, options), ...(isText ? { isText: true as const } : {}) };
}

function columnOptions(column: Column, { together }: Making): FieldOptions {
  const { relation, name } = column;
  const isNull = isOn(column, "null");
  const description = plainValue(column.state?.args.get("help_text"));
  const told = typeof description === "string" && description !== "" ? description : undefined;
  const through = relation?.kind === "many-to-many" && relation.through !== undefined;
  if (!isEditable(column) || through)
    return dropAbsent({ ...blankOptions, readOnly: true, nullable: isNull || undefined, description: told });
  const isGiven = has(column, "default") || isOn(column, "blank") || isNull;
  const isTogether = together.has(name) && !has(column, "default") && !isNull;
  const isBlank =
    isOn(column, "blank") && /^(?:Char|Text|Slug|Email|URL|CIChar|CIText|CIEmail|FilePath)/.test(column.type);
  const bounds = boundsOf(column);
  return dropAbsent({
    ...blankOptions,
    required: isTogether ? true : isGiven ? false : undefined,
    nullable: isNull || undefined,
    blank: isBlank || undefined,
    description: told,
    constraints: Object.keys(bounds).length === 0 ? undefined : bounds,
  });
}

const blankOptions: { readonly [key in keyof FieldOptions]: undefined } = {};
