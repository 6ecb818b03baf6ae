import type { Call, Expression } from "#python";

/** The value of a keyword argument. */
export function keyword({ args }: Call, name: string): Expression | undefined {
  return args.find((argument) => argument.name === name)?.value;
}

/** The positional arguments of a call, up to the first that is spread. */
export function positional({ args }: Call): readonly Expression[] {
  const plain = args.filter(({ name, spread }) => name === undefined && spread !== "**");
  const spread = plain.findIndex((argument) => argument.spread !== undefined);
  return (spread === -1 ? plain : plain.slice(0, spread)).map(({ value }) => value);
}

/** An argument by its name or, where it has none, its place. */
export function argumentOf(call: Call, name: string, place: number): Expression | undefined {
  return keyword(call, name) ?? positional(call)[place];
}

export function isTrue(expression: Expression | undefined): boolean {
  return expression?.kind === "constant" && expression.value === "True";
}

export function isNone(expression: Expression | undefined): boolean {
  return expression?.kind === "constant" && expression.value === "None";
}

export function textOf(expression: Expression | undefined): string | undefined {
  return expression?.kind === "string" && !expression.bytes ? expression.value : undefined;
}

/** The texts of a list, tuple or set, or of one text alone; undefined where it is none of these or holds something else. */
export function textsOf(expression: Expression | undefined): readonly string[] | undefined {
  const one = textOf(expression);
  if (one !== undefined) return [one];
  if (expression?.kind !== "list" && expression?.kind !== "tuple" && expression?.kind !== "set")
    return undefined;
  const texts = expression.items.map(textOf);
  return texts.every((text) => text !== undefined) ? texts : undefined;
}

/** `filter_backends` of `super().filter_backends`; undefined of anything else. */
export function superMember(expression: Expression): string | undefined {
  if (expression.kind !== "attribute" || expression.value.kind !== "call") return undefined;
  const { callee } = expression.value;
  return callee.kind === "name" && callee.id === "super" ? expression.name : undefined;
}
