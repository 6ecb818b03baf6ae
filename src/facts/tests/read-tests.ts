import { type FunctionDefinition, statementsOf } from "#python";
import { findMember, type ProjectClass } from "../classes.ts";
import type { Reading } from "../front-end.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import type { RouteFact } from "../route.ts";
import type { TestFact } from "../test.ts";
import { fixtureName, readFixtures } from "./fixtures.ts";
import { openMatcher } from "./match-routes.ts";
import { isOfTests } from "./read-addresses.ts";
import { type CallReader, readCalls } from "./read-calls.ts";
import type { Place, TestWalk } from "./test-walk.ts";

const testFile = /(^|\/)(tests?\/|test_[^/]*\.py$|[^/]*_tests?\.py$|tests?\.py$)/;
/** Methods that run before each test of a class. */
const setups = ["setUpClass", "setUpTestData", "setUp", "asyncSetUp", "setup_class", "setup_method", "setup"];

/**
 * The tests of a project, functions and methods, as pytest and unittest find them, and the routes that each of them calls:
 * https://docs.pytest.org/en/stable/explanation/goodpractices.html#conventions-for-python-test-discovery
 */
export function readTests(reading: Reading, routes: readonly RouteFact[]): readonly TestFact[] {
  const walk: TestWalk = {
    reading,
    fixtures: readFixtures(reading.project),
    names: namesOf(reading, routes),
  };
  const reader: CallReader = {
    walk,
    matcher: openMatcher(routes),
    known: new Map(),
    spent: { functions: 0 },
  };
  return [...reading.project.modules.values()].flatMap((module) =>
    testFile.test(module.path) ? testsOf(reader, module) : [],
  );
}

/** Names of what answers routes, of functions and methods in files for tests, and of what makes paths of the names of routes. */
function namesOf({ project }: Reading, routes: readonly RouteFact[]): ReadonlySet<string> {
  const names = new Set(["reverse", "reverse_lazy", "url_path_for", "url_for"]);
  for (const { handler } of routes) names.add(handler.slice(handler.lastIndexOf(":") + 1));
  const modules = [...project.modules.values()].filter(({ path }) => isOfTests(path));
  for (const { scope } of modules) {
    for (const [name, binding] of scope.names) if (binding.kind === "function") names.add(name);
  }
  for (const { scope } of modules) {
    for (const [name, binding] of scope.names)
      if (binding.kind === "imported" && names.has(binding.name)) names.add(name);
  }
  return names;
}

function testsOf(reader: CallReader, module: SourceModule): readonly TestFact[] {
  return [...statementsOf(module.syntax.body)].flatMap((statement): readonly TestFact[] => {
    if (
      statement.kind === "function" &&
      isTestName(statement.name.id) &&
      fixtureName(statement) === undefined
    )
      return [readTest(reader, module, statement)];
    if (statement.kind !== "class") return [];
    const own = reader.walk.reading.classes.read({ kind: "class", module, node: statement });
    return isTestClass(own)
      ? methodsOf(own).map((method) => readTest(reader, method.module, method.node, own))
      : [];
  });
}

function isTestName(name: string): boolean {
  return name.startsWith("test");
}

/** A class named `Test…`, or one that extends a class for tests. */
function isTestClass({ node, lineage }: ProjectClass): boolean {
  if (/^Test|Tests?$|TestCase$/.test(node.name.id)) return true;
  return lineage.some((base) => typeof base === "string" && /TestCase$/.test(base));
}

/** Its own tests and those that it inherits from classes of the project. */
function methodsOf(
  own: ProjectClass,
): readonly { readonly module: SourceModule; readonly node: FunctionDefinition }[] {
  const found = new Map<string, { readonly module: SourceModule; readonly node: FunctionDefinition }>();
  for (const owner of own.lineage) {
    if (typeof owner === "string") continue;
    for (const [name, binding] of owner.scope.names) {
      if (binding.kind === "function" && isTestName(name) && !found.has(name))
        found.set(name, { module: owner.module, node: binding.node });
    }
  }
  return [...found.values()];
}

function readTest(
  reader: CallReader,
  module: SourceModule,
  node: FunctionDefinition,
  self?: ProjectClass,
): TestFact {
  const place: Place = {
    module,
    node,
    body: node.body,
    given: new Map(),
    depth: 0,
    ...(self === undefined ? {} : { self }),
  };
  const before =
    self === undefined
      ? []
      : setups.flatMap((name): readonly Place[] => {
          const member = findMember(self, name);
          if (member?.binding.kind !== "function") return [];
          const { node: setup } = member.binding;
          return [{ ...place, module: member.owner.module, node: setup, body: setup.body }];
        });
  const name = node.name.id;
  reader.spent.functions = 0;
  const home = self?.module.path ?? module.path;
  return {
    id: `${home}:${self === undefined ? "" : `${self.node.name.id}.`}${name}`,
    name,
    span: spanOf(module, node.name),
    calls: [...before, place].flatMap((each) => readCalls(reader, each)),
  };
}
