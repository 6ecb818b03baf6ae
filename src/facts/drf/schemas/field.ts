import type { Span } from "#base";
import type { ProjectClass } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import type { TypeFact } from "../../type.ts";
import type { FieldOptions } from "./field-options.ts";
import type { PlaceOf } from "./place.ts";
import type { RestSource } from "./source.ts";

/** A field of a serializer, as its class declares it or as it is made from the model's. */
export interface SerializerField {
  readonly name: string;
  readonly span: Span;
  /** What is taken in. */
  readonly type: TypeFact;
  /** What is given out, where that looks otherwise. */
  readonly outputType?: TypeFact;
  readonly options: FieldOptions;
  /** Whether it is a text that somebody writes, which is never empty unless that is allowed. */
  readonly isText?: true;
  /** Whether it takes nothing from requests and shows nothing in answers. */
  readonly hidden?: true;
}

/** What reading of serializers gives to those who read what holds them. */
export interface Schemas {
  /** A reference to the shape of a serializer; a partial one takes any of its fields alone. */
  readonly refer: (serializer: ProjectClass, isPartial?: boolean) => TypeFact;
  /** A reference to the shape that a relation has when it is shown whole, down to a depth. */
  readonly deepen: (model: string, depth: number) => TypeFact;
  /** A shape that is written where it is used: `inline_serializer(…)`. */
  readonly inline: (
    name: string,
    span: Span,
    fields: readonly SerializerField[],
    isPartial?: boolean,
  ) => TypeFact;
  /** The field that an expression makes; undefined where it makes none. */
  readonly declare: (owner: FieldOwner, name: string, at: PlaceOf) => SerializerField | undefined;
}

/** What stands around a field. */
export interface FieldOwner {
  readonly source: RestSource;
  readonly schemas: Schemas;
  /** The serializer, whose methods make values; absent of a field on its own. */
  readonly serializer?: ProjectClass;
  readonly model?: ModelColumns | undefined;
}

/** Whether an empty text is refused, though no bound says so. */
export function refusesEmpty({ isText, options: { blank, constraints } }: SerializerField): boolean {
  return isText === true && blank !== true && constraints?.["min_length"] === undefined;
}

/** The bounds of what is taken in. */
export function inputBounds(field: SerializerField): FieldOptions["constraints"] {
  return refusesEmpty(field) ? { ...field.options.constraints, min_length: "1" } : field.options.constraints;
}
