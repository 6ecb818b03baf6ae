import { remember } from "#base";
import { type Expression, parseModule } from "#python";
import { defineExpression } from "../definitions.ts";
import { instanceOf } from "./attributes.ts";
import { classOf } from "./bound.ts";
import { type Frame, placeOf } from "./flow.ts";
import { unseenQuery } from "./queries.ts";
import { unionOf } from "./union.ts";
import type { FlowValue } from "./values.ts";

const isCollection = isAmong(
  /(?:^|\.)(?:[Ll]ist|[Ss]equence|[Ii]terable|[Ii]terator|[Cc]ollection|[Ss]et|AbstractSet|MutableSequence|Generator|AsyncGenerator|AsyncIterator|AsyncIterable|[Tt]uple|[Ff]rozen[Ss]et)$/,
);
const isWrapper = isAmong(
  /(?:^|\.)(?:Optional|Annotated|Final|ClassVar|Required|NotRequired|Awaitable|Coroutine|ContextManager|AsyncContextManager)$/,
);

function isAmong(names: RegExp): (path: string) => boolean {
  return remember((path) => names.test(path));
}

/** What a value of a declared type is. */
export function annotated(frame: Frame, annotation: Expression, depth = 0): FlowValue | undefined {
  if (depth > 6) return undefined;
  switch (annotation.kind) {
    case "string": {
      const quoted = quotedType(annotation.value);
      return quoted === "none" ? undefined : annotated(frame, quoted, depth + 1);
    }
    case "name":
    case "attribute":
      return named(frame, annotation, [], depth);
    case "binary":
      return annotation.operator === "|"
        ? unionOf([
            annotated(frame, annotation.left, depth + 1),
            annotated(frame, annotation.right, depth + 1),
          ])
        : undefined;
    case "subscript": {
      const { index, value } = annotation;
      return named(frame, value, index.kind === "tuple" ? index.items : [index], depth);
    }
    default:
      return undefined;
  }
}

/** The type that a text names. */
const quotedType = remember((text): Expression | "none" => {
  const statement = parseModule(text.trim()).body[0];
  return statement?.kind === "expression" ? statement.value : "none";
});

function named(
  frame: Frame,
  type: Expression,
  inner: readonly Expression[],
  depth: number,
): FlowValue | undefined {
  const definition = defineExpression(frame.flow.project, frame.module, type);
  const place = placeOf(frame, type);
  if (definition?.kind === "class") return instanceOf(frame, frame.flow.classes.read(definition), place);
  // A name for a type: `SessionDep = Annotated[Session, …]`, `type Orders = list[Order]`.
  if (definition?.kind === "value" && definition.binding.value !== undefined)
    return annotated({ ...frame, module: definition.module }, definition.binding.value, depth + 1);
  const path = definition?.kind === "external" ? definition.path : type.kind === "name" ? type.id : "";
  if (path === "") return undefined;
  const [first] = inner;
  const innerValue = (): FlowValue | undefined => first && annotated(frame, first, depth + 1);
  if (isWrapper(path)) return path.endsWith("Annotated") ? annotatedWith(frame, inner, depth) : innerValue();
  if (/(?:^|\.)Union$/.test(path)) return unionOf(inner.map((each) => annotated(frame, each, depth + 1)));
  if (/(?:^|\.)[Tt]ype$/.test(path)) {
    const value = innerValue();
    return value && classOf(frame, value);
  }
  if (isCollection(path)) return many(innerValue());
  for (const read of frame.flow.answerers.annotated) {
    const known = read(frame, path, [innerValue()]);
    if (known !== undefined) return known;
  }
  return definition?.kind === "external" ? { kind: "object", of: path, attributes: new Map() } : undefined;
}

/** `Annotated[Order, Depends(get_order)]`: what stands beside a type may say more than the type. */
function annotatedWith(frame: Frame, inner: readonly Expression[], depth: number): FlowValue | undefined {
  const [type, ...beside] = inner;
  for (const each of beside) {
    const value = each.kind === "call" ? frame.flow.evaluate(frame, each) : undefined;
    if (value?.kind === "row" || value?.kind === "rows" || value?.kind === "object") return value;
  }
  return type && annotated(frame, type, depth + 1);
}

/** Many of what a type is: of rows, each of them. */
function many(value: FlowValue | undefined): FlowValue {
  if (value?.kind === "row" && value.steps.length === 0) {
    const { model, query } = value;
    const unseen = query.certain ? query : unseenQuery(model, query.place);
    return { kind: "rows", model, query: unseen, steps: [], each: false, form: "result", classes: [] };
  }
  return { kind: "collection", of: value };
}
