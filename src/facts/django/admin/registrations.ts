import { type Expression, type Statement, statementsOf } from "#python";
import { descendsFrom, type ProjectClass } from "../../classes.ts";
import type { Flow, Frame } from "../../flow/flow.ts";
import { baseFrame } from "../../flow/read-flow.ts";
import type { FlowValue } from "../../flow/values.ts";

/** Pages of administration for the rows of a model. */
export interface Registration {
  readonly admin: ProjectClass;
  readonly model: ProjectClass;
}

const bases: ReadonlySet<string> = new Set([
  "django.contrib.admin.ModelAdmin",
  "django.contrib.admin.options.ModelAdmin",
]);

export function isModelAdmin(read: ProjectClass): boolean {
  return descendsFrom(read, bases);
}

/** `@admin.register(Order)` and `admin.site.register(Order, OrderAdmin)`: https://docs.djangoproject.com/en/6.0/ref/contrib/admin/#modeladmin-objects */
export function readRegistrations(flow: Flow): readonly Registration[] {
  const found: Registration[] = [];
  for (const module of flow.project.modules.values()) {
    if (!module.syntax.text.includes("register")) continue;
    const frame = baseFrame(flow, module);
    for (const statement of statementsOf(module.syntax.body)) found.push(...readStatement(frame, statement));
  }
  return found;
}

function readStatement(frame: Frame, statement: Statement): readonly Registration[] {
  if (statement.kind === "class") {
    const admin = frame.flow.classes.read({ kind: "class", module: frame.module, node: statement });
    return isModelAdmin(admin)
      ? statement.decorators.flatMap((decorator) => registered(frame, decorator, admin))
      : [];
  }
  return statement.kind === "expression" ? registered(frame, statement.value) : [];
}

/** A call of `register`, with the class that it decorates or is given. */
function registered(frame: Frame, call: Expression, decorated?: ProjectClass): readonly Registration[] {
  if (call.kind !== "call" || call.callee.kind !== "attribute" || call.callee.name !== "register") return [];
  const values = call.args.flatMap(({ name, value }) =>
    name === undefined || name === "admin_class" ? [frame.flow.evaluate(frame, value)] : [],
  );
  const last = values.at(-1);
  const given = last?.kind === "class" && isModelAdmin(last.class) ? last.class : undefined;
  const admin = decorated ?? given;
  if (admin === undefined) return [];
  return values
    .flatMap((value): readonly (FlowValue | undefined)[] => (value?.kind === "list" ? value.items : [value]))
    .flatMap((value) =>
      value?.kind === "class" && frame.flow.models.ofClass(value.class) !== undefined
        ? [{ admin, model: value.class }]
        : [],
    );
}
