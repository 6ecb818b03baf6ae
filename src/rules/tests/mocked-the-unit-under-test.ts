import {
  defineExpression,
  findMember,
  isTest,
  keyword,
  placeIn,
  positional,
  type SourceModule,
  textOf,
} from "#facts";
import { type Body, type Call, type Expression, statementsOf } from "#python";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { dotted, type TestFunction, testFunctions } from "./test-functions.ts";

/** A test replaces a function and then calls it: what it looks at is its own double. */
export const mockedTheUnitUnderTest: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => [...testFunctions(input)].flatMap((test) => findInTest(input, test)),
};

/** A function or a method that is replaced, from a place on. */
interface Replaced {
  /** `path:name` or `path:Class.name`. */
  readonly unit: string;
  readonly maker: Expression;
  readonly from: number;
  readonly to: number;
}

function findInTest(input: RuleInput, test: TestFunction): readonly Hit[] {
  const { module, node } = test;
  // All that replaces is a patch by its name: `mocker.patch`, `monkeypatch.setattr`.
  if (!module.syntax.text.includes("patch")) return [];
  const replaced = replacedIn(input, test);
  if (replaced.length === 0) return [];
  const told = new Set<string>();
  return callsWithin(node.body).flatMap((call): readonly Hit[] => {
    const unit = unitOf(input, test, call);
    const maker = replaced.find(
      (each) => each.unit === unit && each.from <= call.start && call.end <= each.to,
    );
    if (unit === undefined || maker === undefined || told.has(unit)) return [];
    told.add(unit);
    if (asksMore(input, test, maker)) {
      input.explainSilence(placeIn(module, call), "the test goes on to something else that uses the double");
      return [];
    }
    const name = unit.slice(unit.lastIndexOf(":") + 1);
    return [
      {
        span: placeIn(module, call),
        message: `${node.name.id} calls ${name}, which it has replaced: what comes back is what the test itself put there, and ${name} may do anything`,
        mend: `replace what ${name} asks of others, and let it run`,
        path: [{ message: `${name} is replaced`, span: placeIn(module, maker.maker) }],
      },
    ];
  });
}

/** Whether a test, while it has the double, calls something else of the project or asks the application: then that is what it tests. */
function asksMore(input: RuleInput, test: TestFunction, { unit, from, to }: Replaced): boolean {
  const { module, node, scopes } = test;
  return callsWithin(node.body).some((call) => {
    if (call.start < from || call.end > to) return false;
    if (/(?:^|\.)\w*client\.\w+$/i.test(dotted(call.callee))) return true;
    const meant = defineExpression(input.project, module, call.callee, scopes);
    if (meant?.kind === "function")
      return !isTest(meant.module.path) && !unit.endsWith(`:${meant.node.name.id}`);
    const other = unitOf(input, test, call);
    return other !== undefined && other !== unit;
  });
}

function replacedIn(input: RuleInput, test: TestFunction): readonly Replaced[] {
  const { module, node } = test;
  const read = (
    maker: Expression,
    body: { readonly start: number; readonly end: number },
  ): readonly Replaced[] => {
    const unit = maker.kind === "call" ? replacedBy(input, test, maker) : undefined;
    return unit === undefined ? [] : [{ unit, maker, from: body.start, to: body.end }];
  };
  const whole = { start: node.body[0]?.start ?? node.end, end: node.end };
  const found = node.decorators.flatMap((each) => read(each, whole));
  for (const statement of statementsOf(node.body)) {
    const after = { start: statement.end, end: node.end };
    if (statement.kind === "with") {
      const within = { start: statement.body[0]?.start ?? statement.end, end: statement.end };
      found.push(...statement.items.flatMap(({ context }) => read(context, within)));
    } else if (statement.kind === "expression" && isLasting(statement.value))
      found.push(...read(statement.value, after));
    else if (statement.kind === "assign" && isLasting(statement.value))
      found.push(...read(statement.value, after));
  }
  return found.length === 0 || undone(module, node.body) ? [] : found;
}

/** `mocker.patch(…)` and `monkeypatch.setattr(…)` hold until the test ends. */
function isLasting(maker: Expression): boolean {
  return maker.kind === "call" && /^(?:mocker|monkeypatch)\./.test(dotted(maker.callee));
}

/** Whether a test takes back itself what it has replaced. */
function undone({ syntax }: SourceModule, body: Body): boolean {
  const [first] = body;
  const last = body.at(-1);
  return /\.undo\(|\.stopall\(|\.stop\(/.test(syntax.text.slice(first?.start ?? 0, last?.end ?? 0));
}

/** What a patch replaces: by its path, or as an attribute of a module or a class. A double that calls the real thing is none. */
function replacedBy(input: RuleInput, { module, scopes }: TestFunction, call: Call): string | undefined {
  const maker = dotted(call.callee);
  const [first, second] = positional(call);
  if (["wraps", "side_effect"].some((name) => keyword(call, name) !== undefined)) return undefined;
  if (first === undefined || !isDouble(doubleOf(call, maker))) return undefined;
  if (/(?:^|\.)patch$/.test(maker) || (maker === "monkeypatch.setattr" && textOf(first) !== undefined))
    return unitAt(input, module, textOf(first) ?? "");
  const isObject = /(?:^|\.)patch\.object$/.test(maker) || maker === "monkeypatch.setattr";
  const name = textOf(second);
  if (!isObject || name === undefined) return undefined;
  const holder = defineExpression(input.project, module, first, scopes);
  return holder && memberOf(input, holder, name);
}

/** What is put there, where the test says so. */
function doubleOf(call: Call, maker: string): Expression | undefined {
  const [first, second, third] = positional(call);
  const isByPath = textOf(first) !== undefined;
  return (
    keyword(call, "new") ??
    (isByPath ? second : third) ??
    (maker === "monkeypatch.setattr" ? first : undefined)
  );
}

/** A function of the test's own may well call the real one. */
function isDouble(double: Expression | undefined): boolean {
  if (double === undefined || double.kind === "constant" || double.kind === "string") return true;
  if (double.kind === "lambda") return callsWithin(double).length === 0;
  const isMock = double.kind === "call" && /(?:^|\.)(?:Magic|Async)?Mock$/.test(dotted(double.callee));
  return isMock && ["wraps", "side_effect"].every((name) => keyword(double, name) === undefined);
}

function unitAt(input: RuleInput, importer: SourceModule, path: string): string | undefined {
  const parts = path.split(".");
  const name = parts.pop() ?? "";
  for (const split of [parts.length, parts.length - 1]) {
    const file =
      split < 1 ? undefined : input.project.index.find(parts.slice(0, split).join("."), importer.path);
    const home = file === undefined ? undefined : input.project.modules.get(file);
    if (home === undefined) continue;
    const owner = parts[split];
    if (owner === undefined) return memberOf(input, { kind: "module", module: home }, name);
    const binding = home.scope.names.get(owner);
    return binding?.kind === "class"
      ? memberOf(input, { kind: "class", module: home, node: binding.node }, name)
      : undefined;
  }
  return undefined;
}

type Definition = NonNullable<ReturnType<typeof defineExpression>>;

/** A function of a module, where it is written, or a method of a class, by the class that has it. */
function memberOf({ classes }: RuleInput, holder: Definition, name: string): string | undefined {
  if (holder.kind === "module") {
    const binding = holder.module.scope.names.get(name);
    return binding?.kind === "function" ? `${holder.module.path}:${name}` : undefined;
  }
  if (holder.kind !== "class") return undefined;
  const own = classes.read(holder);
  const member = findMember(own, name);
  return member?.binding.kind === "function" ? `${own.module.path}:${own.node.name.id}.${name}` : undefined;
}

/** What a call of the test means: `module.function()`, `Class.method()`, or a method of what it made itself of the class. */
function unitOf(input: RuleInput, test: TestFunction, { callee }: Call): string | undefined {
  if (callee.kind !== "attribute") return undefined;
  const { module, scopes, node } = test;
  const made = callee.value.kind === "call" ? callee.value.callee : undefined;
  const named = callee.value.kind === "name" ? makerOf(node.body, callee.value.id) : undefined;
  const maker = made ?? named;
  const holder = defineExpression(input.project, module, maker ?? callee.value, scopes);
  if (holder === undefined || (maker !== undefined && holder.kind !== "class")) return undefined;
  return memberOf(input, holder, callee.name);
}

/** What makes the object that a name of a test stands for, where it is bound once. */
function makerOf(body: Body, name: string): Expression | undefined {
  const values = [...statementsOf(body)].flatMap((statement) =>
    statement.kind === "assign" &&
    statement.targets.some((target) => target.kind === "name" && target.id === name)
      ? [statement.value]
      : [],
  );
  const [only] = values;
  return values.length === 1 && only?.kind === "call" ? only.callee : undefined;
}
