import { accept, type Cursor, endOf, kindOf, startOf, tell, textOf } from "./cursor.ts";
import type { Expression, Parameter, TypeParameter } from "./tree.ts";

type Form = Parameter["form"];

/** The parameters of a function up to its `)`, or of a lambda up to its `:`, which is not taken. */
export function parseParameters(cursor: Cursor, close: ")" | ":"): readonly Parameter[] {
  const parameters: Parameter[] = [];
  let form: Form = "ordinary";
  while (kindOf(cursor) !== close) {
    const before = cursor.index;
    if (accept(cursor, "/")) markPositional(parameters);
    else if (kindOf(cursor) === "*" && isBareStar(cursor, close)) {
      cursor.index += 1;
      form = "keyword-only";
    } else {
      const parameter = parseParameter(cursor, form, close === ")");
      if (parameter === undefined) break;
      parameters.push(parameter);
      if (parameter.form === "variadic") form = "keyword-only";
    }
    if (!accept(cursor, ",") || cursor.index === before) break;
  }
  return parameters;
}

function isBareStar(cursor: Cursor, close: string): boolean {
  const next = cursor.tokens.kinds[cursor.index + 1];
  return next === "," || next === close;
}

function markPositional(parameters: Parameter[]): void {
  parameters.forEach((parameter, index) => {
    parameters[index] = { ...parameter, form: "positional-only" };
  });
}

function parseParameter(cursor: Cursor, form: Form, typed: boolean): Parameter | undefined {
  const opening = kindOf(cursor);
  const isSpread = opening === "*" || opening === "**";
  if (isSpread) cursor.index += 1;
  if (kindOf(cursor) !== "NAME") {
    tell(cursor, "a parameter's name is missing here");
    return undefined;
  }
  const start = startOf(cursor);
  const name = nameOf(textOf(cursor));
  cursor.index += 1;
  const annotation = typed && accept(cursor, ":") ? parseAnnotation(cursor) : undefined;
  const end = endOf(cursor);
  const value = accept(cursor, "=") ? cursor.grammar.expression(cursor) : undefined;
  return {
    kind: "parameter",
    form: opening === "*" ? "variadic" : opening === "**" ? "keywords" : form,
    name,
    ...(annotation === undefined ? {} : { annotation }),
    ...(value === undefined ? {} : { default: value }),
    start,
    end,
  };
}

/** `*args: *Ts` takes a star. */
function parseAnnotation(cursor: Cursor): Expression {
  return kindOf(cursor) === "*" ? cursor.grammar.starredOrNamed(cursor) : cursor.grammar.expression(cursor);
}

/** A name as the language compares it. */
export function nameOf(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= 128) return text.normalize("NFKC");
  }
  return text;
}

/** `[T: bound = default, *Ts, **P]` after a name; nothing where no bracket stands. */
export function parseTypeParameters(cursor: Cursor): readonly TypeParameter[] {
  if (!accept(cursor, "[")) return [];
  const parameters: TypeParameter[] = [];
  while (kindOf(cursor) !== "]") {
    const start = startOf(cursor);
    const form = accept(cursor, "*") ? "tuple" : accept(cursor, "**") ? "parameters" : "variable";
    if (kindOf(cursor) !== "NAME") {
      tell(cursor, "a type parameter's name is missing here");
      break;
    }
    const name = nameOf(textOf(cursor));
    cursor.index += 1;
    const bound = accept(cursor, ":") ? cursor.grammar.expression(cursor) : undefined;
    const value = accept(cursor, "=") ? parseAnnotation(cursor) : undefined;
    parameters.push({
      kind: "type-parameter",
      form,
      name,
      ...(bound === undefined ? {} : { bound }),
      ...(value === undefined ? {} : { default: value }),
      start,
      end: endOf(cursor),
    });
    if (!accept(cursor, ",")) break;
  }
  if (!accept(cursor, "]")) tell(cursor, '"]" is missing here');
  return parameters;
}
