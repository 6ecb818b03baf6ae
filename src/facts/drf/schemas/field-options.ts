import type { Call } from "#python";
import { unreadBounds } from "../../constraints.ts";
import { choiceValues } from "../../django/columns/column.ts";
import { listPlain } from "../../django/migrations/enumerations.ts";
import type { PlainValue } from "../../plain-value.ts";
import type { Place, PlaceOf } from "./place.ts";
import { classAt, flagAt, plainAt, type RestSource, textAt, valueAt, wordsAt } from "./source.ts";

/** What a field is told where it is made: https://www.django-rest-framework.org/api-guide/fields/#core-arguments */
export interface FieldOptions {
  readonly readOnly?: boolean;
  readonly writeOnly?: boolean;
  readonly required?: boolean;
  readonly nullable?: boolean;
  readonly blank?: boolean;
  readonly many?: boolean;
  /** Whether there is a default, and what it is where that is written out. */
  readonly hasDefault?: boolean;
  readonly value?: PlainValue;
  readonly source?: string;
  readonly description?: string;
  readonly constraints?: Readonly<Record<string, string>>;
  /** `open` where they are worked out. */
  readonly choices?: readonly PlainValue[] | "open";
}

/** The arguments of a call that have names, where they stand. */
export function namedArguments(place: Place, { args }: Call): ReadonlyMap<string, PlaceOf> {
  return new Map(
    args.flatMap(({ name, value }) =>
      name === undefined ? [] : [[name, { place, expression: value }] as const],
    ),
  );
}

const bounds: Readonly<Record<string, string>> = {
  max_length: "max_length",
  min_length: "min_length",
  max_value: "le",
  min_value: "ge",
};

export function readOptions(source: RestSource, given: ReadonlyMap<string, PlaceOf>): FieldOptions {
  const flag = (name: string): boolean | undefined => flagAt(source, given.get(name));
  const preset = given.get("default");
  const isEmpty = preset?.expression.kind === "name" && preset.expression.id === "empty";
  const value = preset === undefined || isEmpty ? undefined : valueAt(source, preset);
  const constraints = Object.entries(bounds).flatMap(([name, bound]) => {
    const at = given.get(name);
    const limit = at && valueAt(source, at);
    return typeof limit === "number" ? [[bound, String(limit)] as const] : [];
  });
  const regex = given.get("regex");
  const pattern = regex && textAt(source, regex);
  if (regex !== undefined)
    constraints.push(pattern === undefined ? [unreadBounds, "pattern"] : ["pattern", pattern]);
  const choices = given.get("choices");
  const options: { -readonly [key in keyof FieldOptions]: FieldOptions[key] | undefined } = {
    readOnly: flag("read_only"),
    writeOnly: flag("write_only"),
    required: flag("required"),
    nullable: flag("allow_null"),
    blank: flag("allow_blank"),
    many: flag("many"),
    hasDefault: preset === undefined || isEmpty ? undefined : true,
    value,
    source: textAt(source, given.get("source")),
    description: wordsAt(source, given.get("help_text")),
    constraints: constraints.length === 0 ? undefined : Object.fromEntries(constraints),
    choices: choices && (choiceValues(plainAt(source, choices)) ?? memberValues(source, choices) ?? "open"),
  };
  return dropAbsent(options);
}

/** `choices=Status` */
function memberValues(source: RestSource, at: PlaceOf): readonly PlainValue[] | undefined {
  const of = classAt(source, at);
  return typeof of === "object" ? choiceValues(listPlain(source.columns.plain, of, "choices")) : undefined;
}

/** Without what is not said. */
export function dropAbsent(
  options: { readonly [key in keyof FieldOptions]: FieldOptions[key] | undefined },
): FieldOptions {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}

/** Options with others laid over them, as `extra_kwargs` are: what is only given out takes no limits and no default. */
export function overlay(options: FieldOptions, extra: FieldOptions): FieldOptions {
  const kept = { ...options };
  if (extra.readOnly === true)
    for (const name of ["required", "hasDefault", "value", "blank", "constraints"] as const)
      delete kept[name];
  if (extra.hasDefault === true && kept.required === false) delete kept.required;
  const merged = { ...kept, ...extra, constraints: { ...kept.constraints, ...extra.constraints } };
  if (merged.readOnly === true) delete merged.required;
  return merged;
}
