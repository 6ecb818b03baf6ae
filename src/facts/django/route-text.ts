import type { Call, Expression, Statement } from "#python";
import { conditionedStatements, deny, tell } from "../conditions.ts";
import { defineExpression } from "../definitions.ts";
import type { SourceModule } from "../project.ts";
import type { Frame } from "../values.ts";
import { spend, type UrlWalk } from "./url-walk.ts";

/** A text, and what must hold for it to be this one. */
export interface RouteText {
  readonly text: string;
  readonly when: readonly string[];
}

const translations = /^django\.utils\.translation\.(gettext|gettext_lazy|ugettext|ugettext_lazy)$/;

/**
 * The text of a route. What the environment chooses is taken by its default, and what a setting says that is made out of others as
 * nothing, both told as what must hold; undefined where the source says nothing of it.
 */
export function readRouteText(walk: UrlWalk, frame: Frame, expression: Expression): RouteText | undefined {
  const value = walk.evaluator.evaluate(frame, expression);
  if (value?.kind === "text") return { text: value.text, when: [] };
  if (value?.kind === "external") return settingText(walk, value.path);
  if (walk.open.has(expression) || !spend(walk)) return undefined;
  walk.open.add(expression);
  const text = readParts(walk, frame, expression);
  walk.open.delete(expression);
  return text;
}

function readParts(walk: UrlWalk, frame: Frame, expression: Expression): RouteText | undefined {
  switch (expression.kind) {
    case "formatted":
      return join(
        expression.parts.map((part) =>
          part.kind === "string" ? { text: part.value, when: [] } : readRouteText(walk, frame, part.value),
        ),
      );
    case "binary":
      if (expression.operator === "%") return fill(walk, frame, expression.left, expression.right);
      if (expression.operator !== "+") return undefined;
      return join([expression.left, expression.right].map((side) => readRouteText(walk, frame, side)));
    case "call": {
      const format = expression.callee.kind === "attribute" && expression.callee.name === "format";
      if (format) return fillFormat(walk, frame, expression);
      const callee = defineExpression(walk.project, frame.module, expression.callee);
      const [given] = expression.args;
      const isTranslated = callee?.kind === "external" && translations.test(callee.path);
      return isTranslated && given !== undefined ? readRouteText(walk, frame, given.value) : undefined;
    }
    case "name": {
      const meant = defineExpression(walk.project, frame.module, expression);
      return meant?.kind === "value" ? textUnless(walk, meant.module, expression.id) : undefined;
    }
    default:
      return undefined;
  }
}

function join(parts: readonly (RouteText | undefined)[]): RouteText | undefined {
  if (!parts.every((part) => part !== undefined)) return undefined;
  return { text: parts.map(({ text }) => text).join(""), when: parts.flatMap(({ when }) => when) };
}

/** `"^%s/" % prefix`. */
function fill(walk: UrlWalk, frame: Frame, left: Expression, right: Expression): RouteText | undefined {
  const format = readRouteText(walk, frame, left);
  const values = (right.kind === "tuple" ? right.items : [right]).map((item) =>
    readRouteText(walk, frame, item),
  );
  const pieces = format?.text.split("%s") ?? [];
  if (format === undefined || pieces.length !== values.length + 1) return undefined;
  return join(
    pieces.flatMap((text, index) =>
      index === 0 ? [{ ...format, text }] : [values[index - 1], { text, when: [] }],
    ),
  );
}

/**
 * `"^{}orders/".format(prefix())`. What stands before the rest and is made at run time is taken as nothing, as it is where nobody sets
 * it, and told as what must hold.
 */
function fillFormat(walk: UrlWalk, frame: Frame, { callee, args }: Call): RouteText | undefined {
  const format = callee.kind === "attribute" ? readRouteText(walk, frame, callee.value) : undefined;
  const pieces = format?.text.split("{}") ?? [];
  if (format === undefined || pieces.length !== args.length + 1) return undefined;
  const values = args.map(({ value }, index): RouteText | undefined => {
    const isFirst = index === 0 && /^\^?$/.test(pieces[0] ?? "");
    const said = readRouteText(walk, frame, value);
    return said ?? (isFirst ? { text: "", when: [`${tell(frame.module, value)} == ""`] } : undefined);
  });
  return join(
    pieces.flatMap((text, index) =>
      index === 0 ? [{ ...format, text }] : [values[index - 1], { text, when: [] }],
    ),
  );
}

function settingText({ settings }: UrlWalk, path: string): RouteText | undefined {
  const name = /^django\.conf\.settings\.(\w+)$/.exec(path)?.[1];
  if (name === undefined || !settings.has(name)) return undefined;
  const said = settings.text(name);
  if (said !== undefined && !said.isAssumed) return { text: said.text, when: [] };
  const text = said?.text ?? "";
  return { text, when: [`settings.${name} == ${JSON.stringify(text)}`] };
}

/** What a name is given first where another text is only given to it under a condition. */
function textUnless(walk: UrlWalk, module: SourceModule, name: string): RouteText | undefined {
  let text: RouteText | undefined;
  for (const { statement, when } of conditionedStatements(module, module.syntax.body)) {
    if (statement.kind === "if" && text !== undefined && bindsName(module, statement, name))
      text = { text: text.text, when: [...text.when, deny(module, statement.test)] };
    if (statement.kind !== "assign" || when.length > 0) continue;
    const isMeant = statement.targets.some((target) => target.kind === "name" && target.id === name);
    if (isMeant) text = readRouteText(walk, walk.evaluator.moduleFrame(module), statement.value);
  }
  return text;
}

function bindsName(
  module: SourceModule,
  statement: Extract<Statement, { kind: "if" }>,
  name: string,
): boolean {
  for (const { statement: inner } of conditionedStatements(module, statement.body)) {
    if (inner.kind !== "assign") continue;
    if (inner.targets.some((target) => target.kind === "name" && target.id === name)) return true;
  }
  return false;
}
