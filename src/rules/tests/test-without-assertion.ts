import { defineExpression, isTest, type Reading, type SourceModule, type TestFact } from "#facts";
import { allStatements, type Body, type Call, type Expression, type FunctionDefinition } from "#python";
import { callsWithin, nodesWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";

/** A test sends a request and looks at nothing that comes of it. */
export const testWithoutAssertion: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) => {
    const bodies = testBodies(input);
    const told = new Set<string>();
    return input.facts.tests.flatMap((test): readonly Hit[] => {
      const { span, calls } = test;
      const [request] = calls.filter((call) => call.method !== "ANY" && call.routes.length > 0);
      const place = `${span.file}:${span.offset}`;
      const own = bodies.get(place);
      if (request === undefined || own === undefined || told.has(place)) return [];
      if (!isSilent(input, own.module, own.node) || isMeantSo(test, own)) return [];
      told.add(place);
      return [
        {
          span,
          message: `this test sends ${request.routes[0]} and looks at nothing that comes of it: it passes where the answer is a refusal`,
          mend: "expect the status of the answer, and what it holds or what has changed",
          path: [{ message: `sends ${request.routes[0]}`, span: request.span }],
        },
      ];
    });
  },
};

interface Own {
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
}

function testBodies({ project }: RuleInput): ReadonlyMap<string, Own> {
  const found = new Map<string, Own>();
  for (const module of project.modules.values()) {
    if (!isTest(module.path)) continue;
    for (const statement of allStatements(module.syntax.body))
      if (statement.kind === "function")
        found.set(`${module.path}:${statement.name.start}`, { module, node: statement });
  }
  return found;
}

/** Names of what looks at something, and may well fail a test. */
const looking =
  /assert|expect|verif|check|should|raise|warn|fail|match|compare|ensure|valid|must|test|equal|snapshot|benchmark|num_queries/i;

/** Fixtures that look at what was sent when the test ends. */
const lookingFixtures =
  /snapshot|benchmark|httpx_mock|respx|responses|requests_mock|aioresponses|mocker_spy|num_queries|caplog|capsys/;

/** Calls that look at nothing, however they are named. */
const plain =
  /^(?:get|post|put|patch|delete|head|options|request|send|login|force_login|force_authenticate|credentials|reverse|json|dumps|loads|str|int|dict|list|print|append|create|save|refresh_from_db|format|update|add|set|create_batch|logout)$/;

const mostSteps = 60;

/** Whether nothing in a test, or in what it calls, may fail but by itself. What is not known may. */
function isSilent(reading: Reading, module: SourceModule, node: FunctionDefinition): boolean {
  if (node.parameters.some(({ name }) => lookingFixtures.test(name))) return false;
  if (
    node.decorators.some((each) =>
      /raises|xfail|skip|parametrize|fail|patch|mock|given|vcr/i.test(textIn(module, each)),
    )
  )
    return false;
  let left = mostSteps;
  const seen = new Set<FunctionDefinition>();
  const isQuiet = (home: SourceModule, body: Body): boolean => {
    left -= 1;
    if (
      left < 0 ||
      nodesWithin(body).some(
        ({ kind }) => kind === "assert" || kind === "raise" || kind === "with" || kind === "try",
      )
    )
      return false;
    return callsWithin(body).every((call) => {
      const name = nameOf(call);
      if (looking.test(name) || name === "") return false;
      const meant = defineExpression(reading.project, home, call.callee);
      if (meant?.kind === "function") {
        if (seen.has(meant.node) || !isTest(meant.module.path)) return true;
        seen.add(meant.node);
        return isQuiet(meant.module, meant.node.body);
      }
      // Of classes and of clients, nothing looks; what else a test calls, its own class's methods first, may.
      if (isOwnMethod(call)) return false;
      return plain.test(name) || meant?.kind === "class" || /^[A-Z]/.test(name);
    });
  };
  return isQuiet(module, node.body);
}

function isOwnMethod({ callee }: Call): boolean {
  return callee.kind === "attribute" && callee.value.kind === "name" && callee.value.id === "self";
}

function nameOf({ callee }: Call): string {
  return callee.kind === "attribute" ? callee.name : callee.kind === "name" ? callee.id : "";
}

function textIn({ syntax }: SourceModule, { start, end }: Expression): string {
  return syntax.text.slice(start, end);
}

/** Where its name or its words say that nothing more is wanted than that it does not fail. */
function isMeantSo({ name }: TestFact, { module, node }: Own): boolean {
  const wanted =
    /no_(?:error|exception|crash|raise)|not_(?:raise|crash|fail|error)|does_?nt|smoke|without_(?:error|exception)|survives|safe/i;
  if (wanted.test(name)) return true;
  const words =
    /not (?:raise|fail|crash|error|throw)|no (?:error|exception)|smoke|without (?:error|exception|crash|raising)/i;
  return words.test(textOfFunction(module, node));
}

function textOfFunction({ syntax }: SourceModule, { start, end }: FunctionDefinition): string {
  return syntax.text.slice(start, end);
}
