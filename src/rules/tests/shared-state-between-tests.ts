import { defineExpression, findMember, isTest, type ProjectClass, placeIn, type SourceModule } from "#facts";
import { type Expression, type FunctionDefinition, type Statement, statementsOf } from "#python";
import { functionBodies } from "../function-bodies.ts";
import { nodesWithin } from "../nodes-within.ts";
import { type Hit, once, type Rule, type RuleInput } from "../rule.ts";
import { dotted, modulesAround, type TestFunction, testFunctions, textIn } from "./test-functions.ts";

/** A test changes what outlives it, and nothing puts it back: the tests that come after find it so. */
export const sharedStateBetweenTests: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) => {
    const told = new Set<string>();
    const tests = [...testFunctions(input)];
    const byModule = Map.groupBy(tests, ({ module }) => module);
    return tests.flatMap((test): readonly Hit[] => {
      const hit = findInTest(input, test, byModule.get(test.module) ?? []);
      const key = `${test.module.path} ${hit?.about}`;
      if (hit === undefined || told.has(key)) return [];
      told.add(key);
      return [hit];
    });
  },
};

const changes = new Set("append extend insert update setdefault add appendleft".split(" "));
const changeWords = new RegExp(`\\b(?:${[...changes].join("|")})\\b`);

interface Change {
  /** What is changed, as the test names it: `sent`, `self.sent`, `app.overrides`. */
  readonly of: Expression;
  readonly at: { readonly start: number; readonly end: number };
  /** Whether a key is set, or an item added. */
  readonly isByKey: boolean;
}

/** What a test changes in place: by a method that adds, or by a key. */
function changesOf({ module, node: { body, start, end } }: TestFunction): readonly Change[] {
  const found: Change[] = [];
  // Most tests name none of them, and need not be walked through.
  const isNamed = changeWords.test(textIn(module, { start, end }));
  for (const node of isNamed ? nodesWithin(body) : []) {
    const call = node as Expression;
    if (call.kind === "call" && call.callee.kind === "attribute" && changes.has(call.callee.name))
      found.push({ of: call.callee.value, at: call, isByKey: false });
  }
  for (const statement of statementsOf(body)) {
    for (const target of targetsOf(statement))
      if (target.kind === "subscript") found.push({ of: target.value, at: target, isByKey: true });
  }
  return found;
}

function targetsOf(statement: Statement): readonly Expression[] {
  if (statement.kind === "assign") return statement.targets;
  return statement.kind === "augmented" ? [statement.target] : [];
}

function findInTest(input: RuleInput, test: TestFunction, all: readonly TestFunction[]): Hit | undefined {
  const [own] = test.scopes;
  for (const change of changesOf(test)) {
    const name = dotted(change.of);
    const [first = ""] = name.split(".");
    if (name === "" || (own?.names.has(first) && first !== "self" && first !== "cls")) continue;
    const where = stateOf(input, test, change.of, first);
    // What adds to an object of the project may be any method: a session of the database has one of that name.
    if (where === undefined || (!where.mustBeRead && !change.isByKey)) continue;
    const others = all.filter(
      (each) => each.node !== test.node && (where.owner === undefined || each.owner === where.owner),
    );
    const reader = others.find((each) => mentions(each, where.name, first));
    if (where.mustBeRead && reader === undefined) continue;
    if (isPutBack(input, test, where.name)) {
      input.explainSilence(
        placeIn(test.module, change.at),
        `something here takes back what is done to ${where.name}`,
      );
      continue;
    }
    return tell(test, change, name, where, reader);
  }
  return undefined;
}

interface State {
  readonly name: string;
  readonly kind: string;
  /** The class of tests whose state it is. */
  readonly owner?: ProjectClass;
  readonly place: { readonly module: SourceModule; readonly start: number; readonly end: number };
  /** Whether it is the tests' own, so that only their own reading can go wrong. */
  readonly mustBeRead: boolean;
}

/** What outlives a test: a list or dictionary of its module or its class, or one that the project makes as it is loaded. */
function stateOf(input: RuleInput, test: TestFunction, of: Expression, first: string): State | undefined {
  const { module, owner, scopes } = test;
  if (
    of.kind === "attribute" &&
    owner !== undefined &&
    (first === "self" || first === "cls" || first === owner.node.name.id)
  ) {
    if (of.value.kind !== "name") return undefined;
    const member = findMember(owner, of.name);
    const value = member?.binding.kind === "value" ? member.binding.value : undefined;
    if (member?.owner.node !== owner.node || value === undefined || !isMutable(value)) return undefined;
    // Classes that extend it may give it anew.
    if (bases(input).has(owner.node.name.id)) return undefined;
    const place = { module: member.owner.module, start: value.start, end: value.end };
    return { name: of.name, kind: `the class ${member.owner.node.name.id}`, owner, place, mustBeRead: true };
  }
  if (of.kind === "name") {
    const binding = module.scope.names.get(first);
    if (binding?.kind !== "value" || binding.value === undefined || !isMutable(binding.value))
      return undefined;
    return {
      name: first,
      kind: "this module",
      place: { module, start: binding.start, end: binding.end },
      mustBeRead: true,
    };
  }
  const root = of.kind === "attribute" && of.value.kind === "name" ? of.value : undefined;
  const meant = root && defineExpression(input.project, module, root, scopes);
  if (
    of.kind !== "attribute" ||
    meant?.kind !== "value" ||
    isTest(meant.module.path) ||
    !isLive(meant.binding.value)
  )
    return undefined;
  const { start, end } = meant.binding;
  return {
    name: of.name,
    kind: `${root?.id}, of which the project has one`,
    place: { module: meant.module, start, end },
    mustBeRead: false,
  };
}

/** Names of classes that others extend. */
const bases = once(
  ({ project }: RuleInput): ReadonlySet<string> =>
    new Set(
      [...project.modules.values()].flatMap(({ syntax }) =>
        syntax.body.flatMap((each) =>
          each.kind === "class" ? each.args.map(({ value }) => dotted(value).replace(/^.*\./, "")) : [],
        ),
      ),
    ),
);

/** Something that is made once, as a module is loaded. */
function isLive(value: Expression | undefined): boolean {
  return value?.kind === "call";
}

function isMutable(value: Expression): boolean {
  if (value.kind === "list" || value.kind === "dictionary" || value.kind === "set") return true;
  return (
    value.kind === "call" &&
    /^(?:collections\.)?(?:list|dict|set|defaultdict|OrderedDict|deque)$/.test(dotted(value.callee))
  );
}

/** Whether another test looks at it as well. */
function mentions({ node }: TestFunction, name: string, first: string): boolean {
  return nodesWithin(node.body).some((each) => {
    const expression = each as Expression;
    if (first === name) return expression.kind === "name" && expression.id === name;
    return expression.kind === "attribute" && expression.name === name && expression.value.kind === "name";
  });
}

/** Whether anything around clears it, gives it anew, or lends it for a while. */
function isPutBack(input: RuleInput, { module }: TestFunction, name: string): boolean {
  const back = new RegExp(
    `\\b${name}\\s*(?:\\.(?:clear|pop|popitem|remove|discard)\\(|\\[:\\]\\s*=)|del [^\\n]*\\b${name}\\b|(?:self|cls|[A-Za-z_.]+)\\.${name}(?::[^\\n=]+)? = |global [^\\n]*\\b${name}\\b|(?:patch|setattr|setitem|delitem|override|deepcopy|copy)[^\\n]*\\b${name}\\b|\\b${name}\\b[^\\n]*copy`,
  );
  const mentioned = new RegExp(`\\b${name}\\b`);
  const given = new RegExp(`\\b${name}\\[[^\\n]*\\] = |finally:[\\s\\S]*\\b${name}\\b`);
  return modulesAround(input, module).some(
    (each) =>
      back.test(each.syntax.text) ||
      functionBodies(input, each).some(({ node }) => {
        if (/^test/.test(node.name.id)) return false;
        return (isPreparing(node) ? mentioned : given).test(textIn(each, node));
      }),
  );
}

/** What runs before or after tests. */
function isPreparing({ name, decorators }: FunctionDefinition): boolean {
  return (
    /^(?:async)?(?:set_?up|tear_?down)/i.test(name.id) ||
    decorators.some((each) => /fixture/.test(dotted(each.kind === "call" ? each.callee : each)))
  );
}

function tell(
  test: TestFunction,
  { at }: Change,
  name: string,
  state: State,
  reader: TestFunction | undefined,
): Hit {
  const { module, node } = test;
  const after = reader === undefined ? "every test that comes after" : reader.node.name.id;
  return {
    span: placeIn(module, at),
    about: `${state.place.module.path} ${name}`,
    message: `${node.name.id} changes ${name}, which outlives it, and nothing puts it back: ${after} finds what it left, and passes or fails by the order in which they run`,
    mend: state.mustBeRead
      ? `make it for each test: in setUp, or by a fixture that gives ${state.name}`
      : `put it back when the test ends: a fixture that yields and then clears ${name}`,
    path: [
      { message: `${state.name} belongs to ${state.kind}`, span: placeIn(state.place.module, state.place) },
    ],
  };
}
