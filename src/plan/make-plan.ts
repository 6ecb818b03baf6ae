import { assert } from "#base";
import type { Domain, Entity, OperationMeaning } from "#domain";
import { expectedEffect } from "./expectations.ts";
import { homeModules, orderModules } from "./module-order.ts";
import { type PlanBasis, planOrigin } from "./origin.ts";
import type { AnnouncedFile, Plan, PlannedOperation, PlanStep, StepKind } from "./plan.ts";

export interface PlanOptions extends PlanBasis {
  /** How many shared schemas the contract has. */
  readonly schemas: number;
  /** What a writer announces to write; absent where nobody has asked one yet. */
  readonly files?: readonly AnnouncedFile[];
}

/** Orders what has to be written: the frame, then one module after another, then what goes round them. */
export function makePlan(domain: Domain, options: PlanOptions): Plan {
  const frames = frameSteps(domain);
  const files = options.files ?? [];
  const ids = new Set(frames.map(({ id }) => id));
  for (const { path, step } of files) assert(ids.has(step), `${path} is announced for a step "${step}"`);
  return {
    format: 1,
    madeFrom: planOrigin(domain, options),
    contract: {
      file: domain.contractFile,
      label: domain.label,
      title: domain.title,
      version: domain.version,
      operations: domain.operations.length,
      schemas: options.schemas,
    },
    stack: options.stack,
    database: options.database,
    steps: frames.map((frame) => fillStep(frame, files)),
    derived: domain.operations.filter(isDerived).map(({ id }) => id),
    leftOpen: domain.operations.flatMap(({ id, method, path, behaviour, span }) =>
      behaviour.kind === "custom" ? [{ id, method, path, reason: behaviour.reason, span }] : [],
    ),
    assumptions: domain.assumptions,
  };
}

interface StepFrame {
  readonly id: string;
  readonly kind: StepKind;
  readonly title: string;
  readonly purpose: string;
  readonly operations: readonly OperationMeaning[];
}

function frameSteps(domain: Domain): readonly StepFrame[] {
  const frame = (kind: StepKind, title: string, purpose: string): StepFrame => ({
    id: kind,
    kind,
    title,
    purpose,
    operations: [],
  });
  return [
    frame(
      "skeleton",
      "skeleton",
      "settings and an application that starts, without routes, models or schemas",
    ),
    ...frameModules(domain),
    frame("migration", "migrations", "the tables of all modules, up and down"),
    frame("delivery", "delivery", "container, services, continuous integration and what people read"),
  ];
}

function frameModules(domain: Domain): readonly StepFrame[] {
  const derived = domain.operations.filter(isDerived);
  const homes = homeModules(derived);
  const operations = Map.groupBy(derived, ({ module }) => module);
  const entities = Map.groupBy(domain.entities, ({ name }) => homes.get(name));
  return orderModules(domain).map((module) =>
    frameModule(module, operations.get(module) ?? [], entities.get(module) ?? []),
  );
}

function frameModule(
  module: string,
  operations: readonly OperationMeaning[],
  entities: readonly Entity[],
): StepFrame {
  const kept = entities.length === 0 ? "no table of its own" : entities.map(({ name }) => name).join(", ");
  const kinds = [...new Set(operations.map(({ behaviour }) => behaviour.kind))].join(", ");
  return { id: `module/${module}`, kind: "module", title: module, purpose: `${kept}: ${kinds}`, operations };
}

function fillStep(frame: StepFrame, files: readonly AnnouncedFile[]): PlanStep {
  const own = files.filter(({ step }) => step === frame.id);
  return {
    ...frame,
    operations: frame.operations.map(planOperation),
    files: own.map(({ path }) => path),
    tests: frame.operations.flatMap(({ id, behaviour }) => {
      const sees = expectedEffect(behaviour);
      const file = own.find(({ tests }) => tests?.includes(id))?.path;
      return sees === undefined ? [] : [{ operation: id, sees, ...(file !== undefined && { file }) }];
    }),
  };
}

function planOperation({ id, method, path, behaviour, span }: OperationMeaning): PlannedOperation {
  return { id, method, path, behaviour: behaviour.kind, span };
}

function isDerived({ behaviour }: OperationMeaning): boolean {
  return behaviour.kind !== "custom";
}
