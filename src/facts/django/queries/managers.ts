import type { Call, Expression } from "#python";
import { descendsFrom, findMember, type ProjectClass } from "../../classes.ts";
import { defineExpression } from "../../definitions.ts";
import { type Frame, placeOf } from "../../flow/flow.ts";
import { memberValue, moduleFrame } from "../../flow/lookup.ts";
import { beginQuery } from "../../flow/queries.ts";
import type { FlowValue, Place, Rows } from "../../flow/values.ts";
import { keyword, positional } from "../../literals.ts";
import type { Binding } from "../../symbols.ts";

const managerBases: ReadonlySet<string> = new Set([
  "django.db.models.Manager",
  "django.db.models.manager.Manager",
  "django.db.models.manager.BaseManager",
  "django.contrib.auth.models.UserManager",
  "django.contrib.auth.models.BaseUserManager",
  "django.contrib.auth.base_user.BaseUserManager",
  "django.db.models.QuerySet",
  "django.db.models.query.QuerySet",
  "mptt.managers.TreeManager",
  "mptt.querysets.TreeQuerySet",
  "model_utils.managers.InheritanceManager",
  "polymorphic.managers.PolymorphicManager",
  "polymorphic.query.PolymorphicQuerySet",
]);

/** Whether a class is a manager or a queryset: both have the methods of the rows that they give. */
export function givesRows(read: ProjectClass): boolean {
  return (
    descendsFrom(read, managerBases) ||
    read.lineage.some(
      (base) => typeof base !== "string" && base.node.args.some(({ value }) => madeFrom(value)),
    )
  );
}

/** The call of `Manager.from_queryset(OrderQuerySet)`, of which a class is made. */
function madeFrom(value: Expression): Call | undefined {
  return value.kind === "call" && value.callee.kind === "attribute" && value.callee.name === "from_queryset"
    ? value
    : undefined;
}

/** A manager as an attribute of a model's class; undefined where the attribute is none. */
export function managerOf(frame: Frame, model: string, name: string, place: Place): FlowValue | undefined {
  const read = frame.flow.models.classOf(model);
  const classes = read && managerClasses(frame, read, name);
  if (classes === undefined) return undefined;
  return openRows(frame, model, classes, place);
}

/** The classes of a model's default manager: the first that it declares. */
export function defaultRowClasses(frame: Frame, model: string): readonly ProjectClass[] {
  const read = frame.flow.models.classOf(model);
  if (read === undefined) return [];
  for (const owner of read.lineage) {
    if (typeof owner === "string") continue;
    for (const [name, binding] of owner.scope.names) {
      const isCall = binding.kind === "value" && binding.value?.kind === "call";
      const classes = isCall ? declaredManager(frame, owner, name) : undefined;
      if (classes !== undefined) return classes;
    }
  }
  return [];
}

const plainManagers = new Set(["objects", "_default_manager", "_base_manager"]);

function managerClasses(frame: Frame, read: ProjectClass, name: string): readonly ProjectClass[] | undefined {
  const declared = declaredManager(frame, read, name);
  if (declared !== undefined) return declared;
  if (name === "_default_manager") return defaultRowClasses(frame, frame.flow.models.ofClass(read)?.id ?? "");
  if (findMember(read, name) !== undefined) return undefined;
  // A base of some package brings managers of its own, which nobody sees here: `all_objects`, `deleted_objects`.
  const isBrought = name.endsWith("_objects") && (frame.flow.models.ofClass(read)?.isPartial ?? false);
  return plainManagers.has(name) || isBrought ? [] : undefined;
}

/** `objects = OrderManager()`, `OrderQuerySet.as_manager()`, `Manager.from_queryset(OrderQuerySet)()`. */
function declaredManager(
  frame: Frame,
  read: ProjectClass,
  name: string,
): readonly ProjectClass[] | undefined {
  const member = findMember(read, name);
  if (member?.binding.kind !== "value" || member.binding.value?.kind !== "call") return undefined;
  return managersOf(moduleFrame(frame, member.owner.module), member.binding.value);
}

function managersOf(here: Frame, call: Call): readonly ProjectClass[] | undefined {
  const { callee } = call;
  if (callee.kind === "attribute" && callee.name === "as_manager")
    return managerNamed(here, here.flow.evaluate(here, callee.value));
  const made = combined(here, callee) ?? combined(here, call);
  if (made !== undefined) return made;
  // `OrderManager = Manager.from_queryset(OrderQuerySet)`
  const definition = defineExpression(here.flow.project, here.module, callee);
  if (definition?.kind === "value" && definition.binding.value !== undefined) {
    const there = moduleFrame(here, definition.module);
    const named = combined(there, definition.binding.value);
    if (named !== undefined) return named;
  }
  const value = here.flow.evaluate(here, callee);
  if (value?.kind === "method" && value.of.kind === "class" && value.name === "from_queryset")
    return undefined;
  return managerNamed(here, value);
}

/** What `from_queryset` makes has the methods of both: of the manager it is called on, and of the queryset. */
function combined(here: Frame, maker: Expression): readonly ProjectClass[] | undefined {
  const call = madeFrom(maker);
  if (call?.callee.kind !== "attribute") return undefined;
  const own = managerNamed(here, here.flow.evaluate(here, call.callee.value)) ?? [];
  const [given] = positional(call);
  const set = given && managerNamed(here, here.flow.evaluate(here, given));
  return [...own, ...(set ?? [])];
}

function managerNamed(frame: Frame, value: FlowValue | undefined): readonly ProjectClass[] | undefined {
  if (value?.kind === "external") return /(?:Manager|QuerySet)$/.test(value.path) ? [] : undefined;
  if (value?.kind !== "class" || !givesRows(value.class)) return undefined;
  return [value.class, ...basesMadeOf(frame, value.class)];
}

/** The querysets behind `class OrderManager(Manager.from_queryset(OrderQuerySet))`, and that behind its own `get_queryset`. */
function basesMadeOf(frame: Frame, read: ProjectClass): readonly ProjectClass[] {
  const here = moduleFrame(frame, read.module);
  return read.node.args.flatMap(({ value }) => {
    const [given] = positionalOf(madeFrom(value));
    const set = given && here.flow.evaluate(here, given);
    return set?.kind === "class" ? [set.class] : [];
  });
}

function positionalOf(call: Call | undefined): readonly Expression[] {
  return call === undefined ? [] : positional(call);
}

/** The rows that a manager gives: those of its own `get_queryset`, where it has one. */
function openRows(frame: Frame, model: string, classes: readonly ProjectClass[], place: Place): FlowValue {
  const query = beginQuery(model, place);
  const rows: Rows = { kind: "rows", model, query, steps: [], each: false, form: "manager", classes };
  const own = classes.map((read) => findMember(read, "get_queryset")).find((member) => member !== undefined);
  if (own?.binding.kind !== "function") return rows;
  const value = memberValue(frame, own);
  const { start, end } = place;
  const call = {
    kind: "call",
    callee: { kind: "name", id: "get_queryset", start, end },
    args: [],
    start,
    end,
  } as const;
  const made =
    value?.kind === "function"
      ? frame.flow.enter(
          frame,
          { ...value, self: rows },
          { positional: [], named: new Map(), open: false, call },
        )
      : undefined;
  if (made?.kind !== "rows" || made.model !== model) return { ...rows, query: { ...query, certain: false } };
  // A queryset of its own class brings the methods of that class.
  const more = made.classes.filter((read) => !classes.includes(read));
  const given = { ...made.query, place };
  if (narrows(own))
    frame.flow.emit({ kind: "columns", columns: [], query: given, open: true, place, root: frame.root });
  return { ...made, query: given, form: "manager", classes: [...classes, ...more] };
}

/** Whether a manager gives fewer rows than there are, by conditions that stand elsewhere. */
function narrows({ owner, binding }: { readonly owner: ProjectClass; readonly binding: Binding }): boolean {
  if (binding.kind !== "function") return false;
  const { start, end } = binding.node;
  return /\.(?!get_queryset|select_related|prefetch_related|using|annotate|alias|only|defer|order_by|all|super\b)\w+\(/.test(
    owner.module.syntax.text.slice(start, end),
  );
}

/** `OrderQuerySet(self.model, using=self._db)`: the rows of its model. */
export function constructRows(frame: Frame, read: ProjectClass, call: Call): FlowValue | undefined {
  if (!givesRows(read)) return undefined;
  const given = keyword(call, "model") ?? positional(call)[0];
  const value = given && frame.flow.evaluate(frame, given);
  const model = value?.kind === "class" ? frame.flow.models.ofClass(value.class)?.id : undefined;
  if (model === undefined) return undefined;
  const query = beginQuery(model, placeOf(frame, call));
  return { kind: "rows", model, query, steps: [], each: false, form: "query", classes: [read] };
}
