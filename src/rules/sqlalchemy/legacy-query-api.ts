import { defineExpression, isMigration, isTest, placeIn, type SourceModule } from "#facts";
import type { Call, Expression } from "#python";
import { modelIndex } from "../flow-events.ts";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import { callsWithin } from "../nodes-within.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { type ChainLink, chainFrom } from "./statement-chain.ts";

/** Rows are asked for by `session.query` in a project that asks for the others by `select()`. */
export const legacyQueryApi: Rule = {
  severity: "note",
  on: true,
  fix: "none",
  find: (input) => {
    const found: { readonly module: SourceModule; readonly calls: readonly Call[] }[] = [];
    let selects = 0;
    for (const module of input.project.modules.values()) {
      if (isTest(module.path) || isMigration(module.path)) continue;
      if (!/\b(?:select|query)\(/.test(module.syntax.text)) continue;
      const old: Call[] = [];
      for (const body of functionBodies(input, module)) {
        const calls = callsWithin(body.node.body);
        selects += calls.filter((call) => isSelect(input, body, call)).length;
        old.push(...calls.filter((call) => isQuery(input, body, call)));
      }
      if (old.length > 0) found.push({ module, calls: old });
    }
    const queries = found.reduce((sum, { calls }) => sum + calls.length, 0);
    const isModern = selects > queries;
    return found.flatMap(({ module, calls }) => {
      const [first] = calls;
      if (first === undefined) return [];
      if (isModern) return [tell(module, first, calls.length, selects)];
      const place = placeIn(module, first);
      input.explainSilence(
        place,
        `the project asks by query ${queries} times and by select ${selects} times`,
      );
      return [];
    });
  },
};

function isSelect({ project }: RuleInput, { module, scopes }: FunctionBody, { callee }: Call): boolean {
  const meant = defineExpression(project, module, callee, scopes);
  return meant?.kind === "external" && /^(?:sqlalchemy|sqlmodel)\b.*\.select$/.test(meant.path);
}

/** `anything.query(Model)` or of a column of one: what else has such a method is not asked for classes of tables. */
function isQuery(input: RuleInput, body: FunctionBody, { callee, args }: Call): boolean {
  if (callee.kind !== "attribute" || callee.name !== "query") return false;
  return args.some(({ value }) => isMapped(input, body, value));
}

function isMapped(input: RuleInput, body: FunctionBody, value: Expression): boolean {
  const meant = defineExpression(input.project, body.module, value, body.scopes);
  if (meant?.kind === "class")
    return modelIndex(input).get(`${meant.module.path}:${meant.node.name.id}`)?.framework === "sqlalchemy";
  return value.kind === "attribute" && value.value.kind === "name" && isMapped(input, body, value.value);
}

function tell(module: SourceModule, call: Call, count: number, selects: number): Hit {
  const others = count === 1 ? "" : `, and ${count - 1} more in this file`;
  const { text } = module.syntax;
  const session = text.slice(call.callee.start, call.callee.end).replace(/\s*\.\s*query$/, "");
  const what = call.args.map(({ start, end }) => text.slice(start, end)).join(", ");
  const chain = chainFrom(module, call);
  return {
    span: placeIn(module, call),
    message: `${session}.query is the interface of SQLAlchemy 1${others}; this project asks by select() in ${selects} places: two ways to load, to page and to test the same rows`,
    mend: write(text, session, what, chain.links) ?? `${session}.scalars(select(${what})…)`,
  };
}

const kept = new Set([
  "filter_by",
  "join",
  "outerjoin",
  "options",
  "order_by",
  "limit",
  "offset",
  "distinct",
  "group_by",
  "having",
  "where",
  "filter",
]);

/** The same by `select()`, where the whole chain has one to one what is needed. */
function write(text: string, session: string, what: string, links: readonly ChainLink[]): string | undefined {
  const last = links.at(-1);
  const inner = links.slice(0, -1);
  if (last === undefined || !inner.every(({ name }) => kept.has(name))) return undefined;
  const shown = inner.map(({ name, call }) => {
    const given = text.slice(call.callee.end, call.end).replace(/\s+/g, " ");
    return `.${name === "filter" ? "where" : name}${given}`;
  });
  const isOne = /^\w+$/.test(what);
  const ask = (more = ""): string =>
    `${session}.${isOne ? "scalars" : "execute"}(select(${what})${shown.join("")}${more})`;
  const written =
    last.name === "all" || last.name === "one" || last.name === "one_or_none"
      ? `${ask()}.${last.name}()`
      : last.name === "first"
        ? `${ask(".limit(1)")}.first()`
        : last.name === "count" && isOne
          ? `${session}.scalar(select(func.count()).select_from(${what})${shown.join("")})`
          : last.name === "delete" && isOne
            ? `${session}.execute(delete(${what})${shown.join("")})`
            : undefined;
  return written !== undefined && written.length <= 140 ? written : undefined;
}
