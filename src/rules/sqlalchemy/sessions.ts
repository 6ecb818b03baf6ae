import { defineExpression, findMember, unwrapAnnotated } from "#facts";
import { type Expression, statementsOf } from "#python";
import type { FunctionBody } from "../function-bodies.ts";
import type { RuleInput } from "../rule.ts";

/** The classes of sessions, plain and asynchronous, and what wraps them. */
const sessions = /^(?:sqlalchemy|sqlmodel)\.(?:\w+\.)*(?:Async|scoped_|async_scoped_)?[Ss]ession$/;
const makers = /^(?:sqlalchemy|sqlmodel)\.(?:\w+\.)*(?:async_)?(?:sessionmaker|scoped_session)$/;

/** Whether an expression is a session, as far as source says: by a type, by what opens it, or as the one of an extension. */
export function isSession(input: RuleInput, body: FunctionBody, expression: Expression): boolean {
  if (expression.kind === "name") return isSessionName(input, body, expression.id);
  if (expression.kind !== "attribute" || expression.value.kind !== "name") return false;
  const { value, name } = expression;
  if (value.id === "self") return isSessionAttribute(input, body, name);
  return name === "session" && isExtension(input, body, value);
}

function isSessionName(input: RuleInput, body: FunctionBody, name: string): boolean {
  const { module, node } = body;
  const parameter = node.parameters.find((each) => each.name === name);
  if (parameter !== undefined) return isSessionType(input, body, parameter.annotation);
  for (const statement of statementsOf(node.body)) {
    if (statement.kind === "with")
      for (const { context, target } of statement.items)
        if (target?.kind === "name" && target.id === name) return opensSession(input, body, context);
    if (statement.kind === "assign" && statement.targets.some((each) => isNamed(each, name)))
      return opensSession(input, body, statement.value);
  }
  const meant = defineExpression(input.project, module, { kind: "name", id: name, start: 0, end: 0 });
  return (
    meant?.kind === "value" &&
    meant.binding.value !== undefined &&
    opensSession(input, { ...body, module: meant.module }, meant.binding.value)
  );
}

function isNamed(expression: Expression, name: string): boolean {
  return expression.kind === "name" && expression.id === name;
}

/** Whether a call gives a session: of its class, of what `sessionmaker` made, or of a function that declares to give one. */
export function opensSession(input: RuleInput, body: FunctionBody, expression: Expression): boolean {
  if (expression.kind !== "call") return false;
  const meant = defineExpression(input.project, body.module, expression.callee, body.scopes);
  if (meant?.kind === "external") return sessions.test(meant.path) || makers.test(meant.path);
  if (meant?.kind === "function")
    return mentionsSession(input, { ...body, module: meant.module }, meant.node.returns);
  return meant?.kind === "value" && isMaker(input, body, meant.module, meant.binding.value);
}

function isMaker(
  { project }: RuleInput,
  { scopes }: FunctionBody,
  module: FunctionBody["module"],
  value: Expression | undefined,
): boolean {
  if (value?.kind !== "call") return false;
  const maker = defineExpression(project, module, value.callee, scopes);
  return maker?.kind === "external" && makers.test(maker.path);
}

/** `Iterator[Session]` of a function that is made a context. */
function mentionsSession(input: RuleInput, body: FunctionBody, type: Expression | undefined): boolean {
  if (type?.kind === "subscript") {
    const inner = type.index.kind === "tuple" ? type.index.items[0] : type.index;
    return inner !== undefined && isSessionType(input, body, inner);
  }
  return isSessionType(input, body, type);
}

function isSessionType(
  input: RuleInput,
  { module }: Pick<FunctionBody, "module">,
  annotation: Expression | undefined,
): boolean {
  if (annotation === undefined) return false;
  const { place, expression } = unwrapAnnotated(input, { module }, annotation);
  const meant = defineExpression(input.project, place.module, expression);
  return meant?.kind === "external" && sessions.test(meant.path);
}

/** What a class says of an attribute: declared in its body, or set by its maker from a parameter of that type. */
function isSessionAttribute(input: RuleInput, { owner }: FunctionBody, name: string): boolean {
  if (owner === undefined) return false;
  const declared = findMember(owner, name);
  if (declared?.binding.kind === "value" && declared.binding.annotation !== undefined)
    return isSessionType(input, declared.owner, declared.binding.annotation);
  const maker = findMember(owner, "__init__");
  if (maker?.binding.kind !== "function") return false;
  const { node } = maker.binding;
  return [...statementsOf(node.body)].some((statement) => {
    if (statement.kind === "annotated")
      return isOwn(statement.target, name) && isSessionType(input, maker.owner, statement.annotation);
    if (statement.kind !== "assign" || !statement.targets.some((each) => isOwn(each, name))) return false;
    const { value } = statement;
    const parameter = node.parameters.find((each) => isNamed(value, each.name));
    return isSessionType(input, maker.owner, parameter?.annotation);
  });
}

function isOwn(target: Expression, name: string): boolean {
  return (
    target.kind === "attribute" &&
    target.name === name &&
    target.value.kind === "name" &&
    target.value.id === "self"
  );
}

/** `db.session` of Flask's extension. */
function isExtension({ project }: RuleInput, { module, scopes }: FunctionBody, value: Expression): boolean {
  const meant = defineExpression(project, module, value, scopes);
  const made = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || made?.kind !== "call") return false;
  const maker = defineExpression(project, meant.module, made.callee);
  return maker?.kind === "external" && maker.path === "flask_sqlalchemy.SQLAlchemy";
}
