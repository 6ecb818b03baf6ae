import type { FieldState, Plain } from "./plain.ts";
import { textPlain } from "./plain.ts";

/** A relation to a model that has another name now. */
export function repoint(field: FieldState, from: string, to: string): FieldState {
  const isMeant = (name: string): boolean => {
    const value = field.args.get(name);
    return value?.kind === "text" && value.text === from;
  };
  if (!isMeant("to") && !isMeant("through")) return field;
  const args = new Map(field.args);
  for (const name of ["to", "through"]) if (isMeant(name)) args.set(name, textPlain(to));
  return { ...field, args };
}

/** Gives a field of a model another name, where it stands and in the options that name it. */
export function renameField(
  model: {
    readonly fields: Map<string, FieldState | undefined>;
    readonly options: Map<string, Plain | undefined>;
  },
  before: string,
  after: string,
): void {
  model.fields.set(after, model.fields.get(before));
  model.fields.delete(before);
  for (const option of ["unique_together", "index_together"]) {
    const value = model.options.get(option);
    if (value !== undefined) model.options.set(option, renamed(value, before, after));
  }
}

function renamed(value: Plain, before: string, after: string): Plain {
  if (value.kind === "text" && value.text === before) return textPlain(after);
  if (value.kind !== "list") return value;
  return { ...value, items: value.items.map((item) => item && renamed(item, before, after)) };
}
