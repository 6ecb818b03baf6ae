import { isByHand, isTest, type ProjectClass, placeIn, type SourceModule } from "#facts";
import {
  allStatements,
  type Body,
  type ClassDefinition,
  type Expression,
  type FunctionDefinition,
  type Statement,
  statementsOf,
} from "#python";
import { nodesWithin } from "../nodes-within.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";

/** Methods change a list or dictionary of their class through `self`: all objects share it, and so do all requests. */
export const mutableClassState: Rule = {
  severity: "error",
  on: true,
  fix: "none",
  covers: ["RUF012"],
  find: (input) =>
    [...input.project.modules.values()].flatMap((module) =>
      isTest(module.path) || isByHand(module.path)
        ? []
        : allStatements(module.syntax.body).flatMap((statement) =>
            statement.kind === "class" ? findInClass(input, module, statement) : [],
          ),
    ),
};

const changes = new Set(
  "append extend insert remove pop popitem clear update setdefault add discard sort reverse appendleft popleft".split(
    " ",
  ),
);

/** Names of what is meant to be shared: registers, and what is kept to be used again. */
const shared =
  /cache|regist|instances?$|singleton|shared|pool|lock|_?memo|handlers?$|plugins?$|subclasses|hooks?$/i;

function findInClass(input: RuleInput, module: SourceModule, node: ClassDefinition): readonly Hit[] {
  const attributes = mutableAttributes(node);
  if (attributes.size === 0) return [];
  const found = input.classes.read({ kind: "class", module, node });
  if (found.isPartial || schemas(input).has(`${module.path}:${node.name.id}`) || isModel(input, found))
    return [];
  if (isSingle(node)) return [];
  const own = node.body.filter((each) => each.kind === "function");
  const replaced = new Set(own.flatMap(replacedBy));
  return [...attributes].flatMap(([name, value]): readonly Hit[] => {
    if (shared.test(name) || own.some((method) => keepsWhileRunning(method, name))) return [];
    if (replaced.has(name)) return keptByChance(module, node, name, value);
    for (const method of own) {
      const change = changeIn(method, name);
      if (change === undefined) continue;
      return [
        {
          span: placeIn(module, value),
          message: `${node.name.id}.${name} is one ${tellKind(value)} for all objects, and ${method.name.id} changes it through ${selfOf(method)}: what one request leaves there the next one finds`,
          mend: `make it in __init__: self.${name} = ${tellEmpty(value)}`,
          path: [{ message: `${method.name.id} changes it`, span: placeIn(module, change) }],
        },
      ];
    }
    return [];
  });
}

/** `__init__` gives some objects one of their own, and leaves others with that of the class. */
function keptByChance(
  module: SourceModule,
  node: ClassDefinition,
  name: string,
  value: Expression,
): readonly Hit[] {
  const made = node.body.find((each) => each.kind === "function" && each.name.id === "__init__");
  if (made?.kind !== "function" || !replacedBy(made).includes(name)) return [];
  const others = node.body.filter((each) => each.kind === "function" && each !== made);
  if (others.some((each) => each.kind === "function" && replacedBy(each).includes(name))) return [];
  if (givesAlways(made.body, selfOf(made), name)) return [];
  return [
    {
      severity: "warning",
      span: placeIn(module, value),
      message: `${node.name.id}.${name} is one ${tellKind(value)} for all objects to which __init__ gives none of their own: what is changed in one of them is changed in the others`,
      mend: `take it out of the class, and give each object one in __init__: else: self.${name} = ${tellEmpty(value)}`,
      path: [{ message: "__init__ gives only some objects their own", span: placeIn(module, made.name) }],
    },
  ];
}

/** Whether every way through some statements that comes to their end sets an attribute, or may end before. */
function givesAlways(body: Body, self: string, name: string): boolean {
  return body.some((statement) => {
    switch (statement.kind) {
      case "assign":
      case "annotated":
        return targetsOf(statement, self).includes(name);
      case "if":
        return givesAlways(statement.body, self, name) && givesAlways(statement.otherwise, self, name);
      case "raise":
      case "return":
        return true;
      case "with":
        return givesAlways(statement.body, self, name);
      // Of other ways nobody knows how often they are gone.
      case "try":
      case "for":
      case "while":
      case "match":
        return [...statementsOf([statement])].some((each) => targetsOf(each, self).includes(name));
      default:
        return false;
    }
  });
}

/** `items = []`, and not what is said to be the class's own. */
function mutableAttributes(node: ClassDefinition): ReadonlyMap<string, Expression> {
  const found = new Map<string, Expression>();
  for (const statement of node.body) {
    if (statement.kind === "assign") {
      for (const target of statement.targets)
        if (target.kind === "name" && isMutable(statement.value)) found.set(target.id, statement.value);
    }
    if (statement.kind === "annotated" && statement.target.kind === "name" && statement.value !== undefined) {
      const outer =
        statement.annotation.kind === "subscript" ? statement.annotation.value : statement.annotation;
      const name = outer.kind === "name" ? outer.id : outer.kind === "attribute" ? outer.name : "";
      if (isMutable(statement.value) && name !== "ClassVar") found.set(statement.target.id, statement.value);
    }
  }
  return found;
}

function isMutable(value: Expression): boolean {
  if (value.kind === "list" || value.kind === "dictionary" || value.kind === "set") return true;
  if (value.kind !== "call" || value.callee.kind !== "name") return false;
  return /^(?:list|dict|set|defaultdict|OrderedDict|deque)$/.test(value.callee.id);
}

/** A class of which there is one object is its own state. */
function isSingle(node: ClassDefinition): boolean {
  if (node.args.some(({ name }) => name === "metaclass") || node.decorators.length > 0) return true;
  return node.body.some((each) => each.kind === "function" && each.name.id === "__new__");
}

const schemas = once(({ facts }: RuleInput) => new Set(facts.schemas.map(({ id }) => id)));
const models = once(({ facts }: RuleInput) => new Set(facts.models.map(({ id }) => id)));

function isModel(input: RuleInput, { lineage }: ProjectClass): boolean {
  return lineage.some(
    (base) => typeof base !== "string" && models(input).has(`${base.module.path}:${base.node.name.id}`),
  );
}

/** The attributes that a method gives each object for itself. */
function replacedBy(method: FunctionDefinition): readonly string[] {
  const self = selfOf(method);
  return [...statementsOf(method.body)].flatMap((statement) => targetsOf(statement, self));
}

/** The attributes of an object that a statement sets. */
function targetsOf(statement: Statement, self: string): readonly string[] {
  const targets =
    statement.kind === "assign"
      ? statement.targets
      : statement.kind === "annotated"
        ? [statement.target]
        : [];
  return targets
    .flatMap((target) => (target.kind === "tuple" ? target.items : [target]))
    .flatMap((target) =>
      target.kind === "attribute" && target.value.kind === "name" && target.value.id === self
        ? [target.name]
        : [],
    );
}

function selfOf({ parameters }: FunctionDefinition): string {
  return parameters[0]?.name ?? "";
}

/** Where a method changes an attribute in place, through its object. */
function changeIn(method: FunctionDefinition, name: string): Expression | undefined {
  const self = selfOf(method);
  if (self !== "self" || looksUp(method, name)) return undefined;
  const isIt = (value: Expression): boolean =>
    value.kind === "attribute" &&
    value.name === name &&
    value.value.kind === "name" &&
    value.value.id === self;
  for (const node of nodesWithin(method.body)) {
    const call = node as Expression;
    if (
      call.kind === "call" &&
      call.callee.kind === "attribute" &&
      changes.has(call.callee.name) &&
      isIt(call.callee.value)
    )
      return call;
  }
  for (const statement of statementsOf(method.body)) {
    const targets =
      statement.kind === "assign"
        ? statement.targets
        : statement.kind === "augmented"
          ? [statement.target]
          : statement.kind === "delete"
            ? statement.targets
            : [];
    const target = targets.find((each) => each.kind === "subscript" && isIt(each.value));
    if (target !== undefined) return target;
  }
  return undefined;
}

/** Whether a method asks for a key before it sets one: what it keeps there is worked out once for all, and meant to be. */
function looksUp(method: FunctionDefinition, name: string): boolean {
  const isIt = (value: Expression): boolean =>
    value.kind === "attribute" && value.name === name && value.value.kind === "name";
  return nodesWithin(method.body).some((node) => {
    const each = node as Expression;
    if (each.kind === "comparison") return each.comparators.some(isIt);
    return (
      each.kind === "call" &&
      each.callee.kind === "attribute" &&
      each.callee.name === "get" &&
      isIt(each.callee.value)
    );
  });
}

/** `task.add_done_callback(self._tasks.discard)`: what runs is held until it has ended, and takes itself out again. */
function keepsWhileRunning(method: FunctionDefinition, name: string): boolean {
  return nodesWithin(method.body).some((node) => {
    const each = node as Expression;
    if (each.kind !== "call" || each.callee.kind !== "attribute") return false;
    const [first] = each.args;
    const of = first?.value.kind === "attribute" ? first.value.value : undefined;
    return each.callee.name === "add_done_callback" && of?.kind === "attribute" && of.name === name;
  });
}

function tellKind(value: Expression): string {
  const kind = value.kind === "call" && value.callee.kind === "name" ? value.callee.id : value.kind;
  return /dict/i.test(kind) ? "dictionary" : kind;
}

function tellEmpty(value: Expression): string {
  if (value.kind === "call" && value.callee.kind === "name") return `${value.callee.id}(…)`;
  return value.kind === "dictionary" ? "{…}" : value.kind === "list" ? "[…]" : "{…}";
}
