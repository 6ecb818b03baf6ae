import type { Finding, Severity } from "#base";
import type { Domain } from "#domain";
import { type PlanBasis, planOrigin } from "./origin.ts";
import type { Plan, PlanOrigin, PlanStep } from "./plan.ts";

/**
 * Stands between every planner and every writer. Without a basis, only what the contract says is compared: a verb that
 * writes passes the basis too.
 */
export function checkPlan(plan: Plan, domain: Domain, basis?: PlanBasis): readonly Finding[] {
  const current = planOrigin(domain, basis ?? { ...plan.madeFrom, settings: { operations: {} } });
  return [
    ...checkOrigin(plan, current, basis !== undefined),
    ...checkOperations(plan, domain),
    ...plan.steps.flatMap((step) => [...checkTests(step), ...checkFiles(step)]),
    ...checkUnique(plan),
  ];
}

function problem(rule: string, message: string, mend?: string, severity: Severity = "error"): Finding {
  return { rule: `plan/${rule}`, severity, message, ...(mend !== undefined && { mend }) };
}

const madeAgain = "make the plan again: keelback plan --out FILE";

const originNames = {
  contract: "the contract",
  settings: "the settings",
  stack: "the stack",
  database: "the database",
  tool: "the version of keelback",
} as const;

function checkOrigin(plan: Plan, current: PlanOrigin, whole: boolean): readonly Finding[] {
  const { madeFrom } = plan;
  const keys = (Object.keys(originNames) as (keyof typeof originNames)[]).filter(
    (key) => whole || key === "contract",
  );
  const changed = keys.filter((key) => madeFrom[key] !== current[key]).map((key) => originNames[key]);
  const told = plan.stack === madeFrom.stack && plan.database === madeFrom.database;
  if (changed.length > 0)
    return [problem("stale", `${changed.join(" and ")} changed since this plan was made`, madeAgain)];
  if (!told || (whole && madeFrom.digest !== current.digest))
    return [problem("stale", "what the plan says it was made from does not fit together", madeAgain)];
  return [];
}

function checkOperations(plan: Plan, domain: Domain): readonly Finding[] {
  const meanings = new Map(domain.operations.map((operation) => [operation.id, operation]));
  const planned = plan.steps.flatMap(({ operations }) => operations.map(({ id }) => id));
  const open = plan.leftOpen.map(({ id }) => id);
  const named = new Set([...planned, ...open, ...plan.derived]);
  const isCustom = (id: string): boolean => meanings.get(id)?.behaviour.kind === "custom";
  return [
    ...[...named]
      .filter((id) => !meanings.has(id))
      .map((id) =>
        problem("unknown-operation", `"${id}" is no operation of ${domain.contractFile}`, madeAgain),
      ),
    ...[...meanings.keys()]
      .filter((id) => !named.has(id))
      .map((id) => problem("forgotten-operation", `"${id}" is neither in a step nor left open`, madeAgain)),
    ...plan.derived
      .filter((id) => meanings.has(id) && !planned.includes(id))
      .map((id) =>
        problem("forgotten-operation", `"${id}" counts as derived and no step writes it`, madeAgain),
      ),
    ...[...new Set([...planned, ...plan.derived])]
      .filter((id) => isCustom(id))
      .map((id) => problem("underivable-operation", `"${id}" is not understood, so no step may write it`)),
    ...open
      .filter((id) => planned.includes(id) || plan.derived.includes(id))
      .map((id) => problem("contradiction", `"${id}" is left open and planned at once`)),
    ...checkPlaces(plan, domain),
  ];
}

/** A step names its operations as the contract has them. */
function checkPlaces(plan: Plan, domain: Domain): readonly Finding[] {
  return plan.steps.flatMap(({ id: step, operations }) =>
    operations.flatMap(({ id, method, path, behaviour }) => {
      const meaning = domain.operations.find((operation) => operation.id === id);
      const fits =
        !meaning ||
        (meaning.method === method && meaning.path === path && meaning.behaviour.kind === behaviour);
      return fits ? [] : [problem("wrong-operation", `step "${step}" has another "${id}" than the contract`)];
    }),
  );
}

function checkTests(step: PlanStep): readonly Finding[] {
  const tested = new Set(
    step.tests.filter(({ sees }) => sees.trim() !== "").map(({ operation }) => operation),
  );
  const own = new Set(step.operations.map(({ id }) => id));
  return [
    ...step.operations
      .filter(({ id }) => !tested.has(id))
      .map(({ id }) =>
        problem("missing-test", `step "${step.id}" writes "${id}" without a test that must fail first`),
      ),
    ...step.tests
      .filter(({ operation }) => !own.has(operation))
      .map(({ operation }) =>
        problem("stray-test", `step "${step.id}" tests "${operation}", which it does not write`),
      ),
    ...step.tests
      .filter(({ file }) => file !== undefined && !step.files.includes(file))
      .map(({ file }) => problem("stray-test", `step "${step.id}" does not write its test file ${file}`)),
  ];
}

function checkFiles(step: PlanStep): readonly Finding[] {
  return step.files
    .filter((path) => !isInside(path))
    .map((path) =>
      problem("file-outside-target", `step "${step.id}" would write outside the target: ${path}`),
    );
}

/** A path that stays below the target on every system, and leaves the histories of other tools alone. */
function isInside(path: string): boolean {
  if (path === "" || /[\\:\p{Cc}]/u.test(path) || path.startsWith("/")) return false;
  const parts = path.split("/");
  return !parts.some((part) => part === "" || part === "." || part === ".." || part.toLowerCase() === ".git");
}

function checkUnique(plan: Plan): readonly Finding[] {
  const twice = (values: readonly string[]): readonly string[] => [
    ...new Set(values.filter((value, index) => values.indexOf(value) !== index)),
  ];
  const operations = plan.steps.flatMap((step) => step.operations.map(({ id }) => id));
  const files = plan.steps.flatMap((step) => step.files.map((path) => path.normalize("NFC").toLowerCase()));
  return [
    ...twice(plan.steps.map(({ id }) => id)).map((id) =>
      problem("step-twice", `two steps are called "${id}"`),
    ),
    ...twice(operations).map((id) => problem("operation-twice", `"${id}" is written by two steps`)),
    ...twice(files).map((path) => problem("file-twice", `${path} is written twice`)),
  ];
}
