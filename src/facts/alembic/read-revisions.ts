import type { Expression, FunctionDefinition } from "#python";
import type { Reading } from "../front-end.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import { readSteps } from "./read-steps.ts";
import type { Revision } from "./revision.ts";

/** The revisions of a project: modules that name themselves, what they come after, and a way up. */
export function readRevisions(reading: Reading): readonly Revision[] {
  return [...reading.project.modules.values()].flatMap((module) => readRevision(reading, module) ?? []);
}

function readRevision(reading: Reading, module: SourceModule): Revision | undefined {
  const { names } = module.scope;
  const upgrade = names.get("upgrade");
  const own = names.get("revision");
  const before = names.get("down_revision");
  if (upgrade?.kind !== "function" || own?.kind !== "value" || before?.kind !== "value") return undefined;
  const frame = reading.evaluator.moduleFrame(module);
  const id = reading.evaluator.evaluate(frame, own.value);
  if (id?.kind !== "text") return undefined;
  const downgrade = names.get("downgrade");
  const back = downgrade?.kind === "function" ? downgrade.node : undefined;
  const up = readSteps(reading, module, upgrade.node);
  const down = readKeys(reading, module, before.value);
  return {
    id: id.text,
    folder: module.path.slice(0, Math.max(0, module.path.lastIndexOf("/"))),
    module,
    span: spanOf(module, own),
    down: down ?? [],
    isLabelled: isGiven(module, "branch_labels"),
    upgrade: up.steps,
    downgrade: back === undefined ? [] : readSteps(reading, module, back).steps,
    back: wayBack(back),
    hidden: module.syntax.problems.length === 0 ? up.hidden : [module.syntax.text],
    isLinked: down !== undefined,
  };
}

/** One id, several of a merge, or none. */
function readKeys(
  { evaluator }: Reading,
  module: SourceModule,
  value: Expression | undefined,
): readonly string[] | undefined {
  if (value === undefined || (value.kind === "constant" && value.value === "None")) return [];
  const read = evaluator.evaluate(evaluator.moduleFrame(module), value);
  const items = read?.kind === "list" ? read.items : [read];
  const keys = items.map((item) => (item?.kind === "text" ? item.text : undefined));
  return keys.every((key) => key !== undefined) ? keys : undefined;
}

function isGiven({ scope }: SourceModule, name: string): boolean {
  const binding = scope.names.get(name);
  return (
    binding?.kind === "value" &&
    binding.value !== undefined &&
    !(binding.value.kind === "constant" && binding.value.value === "None")
  );
}

function wayBack(downgrade: FunctionDefinition | undefined): Revision["back"] {
  if (downgrade === undefined) return "refuses";
  if (downgrade.body.some(({ kind }) => kind === "raise")) return "refuses";
  const isIdle = downgrade.body.every(
    (statement) =>
      statement.kind === "pass" ||
      (statement.kind === "return" && statement.value === undefined) ||
      (statement.kind === "expression" &&
        (statement.value.kind === "string" || statement.value.kind === "constant")),
  );
  return isIdle ? "nothing" : "steps";
}
