import { allExpressions, type Body, type Expression, type Statement } from "#python";
import { textOf, textsOf } from "../../literals.ts";
import { isTrue, requestValue } from "./request-values.ts";
import { methodOf, type RestView } from "./view.ts";

/** Follows a function's statements for one action to the expressions that it may return; undefined where it may do something else. */
export function returnedBy(view: RestView, body: Body): readonly Expression[] | undefined {
  const found: Expression[] = [];
  return follow(view, body, found) === "lost" ? undefined : found;
}

/** `ended` where every way through has returned, `open` where some goes on. */
type Way = "ended" | "open" | "lost";

function follow(view: RestView, body: Body, found: Expression[]): Way {
  for (const statement of body) {
    const way = followStatement(view, statement, found);
    if (way !== "open") return way;
  }
  return "open";
}

function followStatement(view: RestView, statement: Statement, found: Expression[]): Way {
  switch (statement.kind) {
    case "return":
      if (statement.value !== undefined) found.push(statement.value);
      return "ended";
    case "raise":
      return "ended";
    case "if": {
      const holds = judge(view, statement.test);
      if (holds === true) return follow(view, statement.body, found);
      if (holds === false) return follow(view, statement.otherwise, found);
      const [one, other] = [follow(view, statement.body, found), follow(view, statement.otherwise, found)];
      if (one === "lost" || other === "lost") return "lost";
      return one === "ended" && other === "ended" ? "ended" : "open";
    }
    case "try": {
      const way = follow(view, statement.body, found);
      for (const handler of statement.handlers) follow(view, handler.body, found);
      return way;
    }
    case "with":
      return follow(view, statement.body, found);
    case "for":
    case "while":
    case "match":
      return "lost";
    default:
      return "open";
  }
}

/** Whether a condition holds for this action; undefined where that depends on something else. */
export function judge(view: RestView, test: Expression): boolean | undefined {
  switch (test.kind) {
    case "constant":
      return test.value === "True"
        ? true
        : test.value === "False" || test.value === "None"
          ? false
          : undefined;
    case "unary": {
      const inner = test.operator === "not" ? judge(view, test.operand) : undefined;
      return inner === undefined ? undefined : !inner;
    }
    case "boolean": {
      const parts = test.values.map((value) => judge(view, value));
      const decides = test.operator === "or";
      if (parts.includes(decides)) return decides;
      return parts.includes(undefined) ? undefined : !decides;
    }
    case "comparison":
      return judgeComparison(view, test) ?? judgeValue(view, test);
    case "call":
      if (readsQuery(test) || asksQuery(view, test)) {
        view.asked.add(test);
        return false;
      }
      // A description of the interface is made without a request; those who answer have one.
      return test.callee.kind === "name" &&
        test.callee.id === "getattr" &&
        textOf(test.args[1]?.value) === "swagger_fake_view"
        ? false
        : judgeValue(view, test);
    default:
      return judgeValue(view, test);
  }
}

function judgeValue(view: RestView, test: Expression): boolean | undefined {
  const value = requestValue({ view, self: view.read, locals: new Map() }, test);
  return value && isTrue(value);
}

/** `self.request.query_params.get("simple")`: what a request asks for that the description says nothing of. */
function readsQuery({ callee }: Expression & { readonly kind: "call" }): boolean {
  return (
    callee.kind === "attribute" &&
    callee.name === "get" &&
    callee.value.kind === "attribute" &&
    /^(?:query_params|GET)$/.test(callee.value.name)
  );
}

/** `self.is_search()`, where that looks at nothing but what the query asks for. */
function asksQuery(view: RestView, { callee }: Expression & { readonly kind: "call" }, way = 0): boolean {
  if (callee.kind !== "attribute" || callee.value.kind !== "name" || callee.value.id !== "self" || way > 3)
    return false;
  const own = methodOf(view.read, callee.name);
  if (own === undefined) return false;
  const text = own.owner.module.syntax.text.slice(own.node.start, own.node.end);
  if (/\b(?:query_params|GET)\b/.test(text)) return true;
  return [...allExpressions(own.node.body)].some(
    (each) => each.kind === "call" && asksQuery(view, each, way + 1),
  );
}

function judgeComparison(
  view: RestView,
  test: Expression & { readonly kind: "comparison" },
): boolean | undefined {
  const [operator, ...others] = test.operators;
  const [right] = test.comparators;
  const said = subjectOf(view, test.left);
  if (others.length > 0 || right === undefined || said === undefined) return undefined;
  const one = textOf(right);
  const some = textsOf(right);
  switch (operator) {
    case "==":
    case "is":
      return one === undefined ? undefined : one === said;
    case "!=":
    case "is not":
      return one === undefined ? undefined : one !== said;
    case "in":
      return some?.includes(said);
    case "not in":
      return some === undefined ? undefined : !some.includes(said);
    default:
      return undefined;
  }
}

/** `self.action`, `self.request.method`, and these by `getattr`. */
export function subjectOf(view: RestView, expression: Expression): string | undefined {
  if (expression.kind === "call") {
    const { callee, args } = expression;
    if (callee.kind === "name" && callee.id === "getattr" && textOf(args[1]?.value) === "action")
      return view.isViewset ? view.action : undefined;
    return callee.kind === "attribute" && (callee.name === "lower" || callee.name === "upper")
      ? cased(subjectOf(view, callee.value), callee.name)
      : undefined;
  }
  if (expression.kind !== "attribute") return undefined;
  const { name, value } = expression;
  const isSelf = value.kind === "name" && value.id === "self";
  if (name === "action" && isSelf) return view.isViewset ? view.action : undefined;
  const isRequest =
    value.kind === "name" ? value.id === "request" : value.kind === "attribute" && value.name === "request";
  return name === "method" && isRequest ? view.method : undefined;
}

function cased(text: string | undefined, how: string): string | undefined {
  return how === "lower" ? text?.toLowerCase() : text?.toUpperCase();
}
