import { type Body, type Expression, statementsOf } from "#python";
import type { ProjectClass } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import type { AnsweredPattern } from "../../django/extension.ts";
import { modelBehind } from "../schemas/declared-field.ts";
import type { PlaceOf } from "../schemas/place.ts";
import type { OpenSchemas } from "../schemas/serializers.ts";
import { memberAt, placeIn, type RestSource } from "../schemas/source.ts";
import { returnedBy } from "./chosen.ts";
import { propertyOf } from "./properties.ts";
import { attributeOf, methodOf, type RestView } from "./view.ts";

/** The view that answers a route; undefined where its handler is no part of the project. */
export function openView(
  source: RestSource,
  schemas: OpenSchemas,
  route: AnsweredPattern,
): RestView | undefined {
  const at = route.handler.lastIndexOf(":");
  const module = at === -1 ? undefined : source.reading.project.modules.get(route.handler.slice(0, at));
  const binding = module?.scope.names.get(route.handler.slice(at + 1));
  if (module === undefined || binding === undefined) return undefined;
  const { method, path, pattern, action = method.toLowerCase() } = route;
  const asked = new Set<Expression>();
  const shared = { source, schemas, module, action, method, path, pattern, asked };
  if (binding.kind === "function")
    return {
      ...shared,
      node: binding.node,
      isViewset: false,
      attribute: () => undefined,
      model: undefined,
    };
  if (binding.kind !== "class") return undefined;
  const read = source.reading.classes.read({ kind: "class", module, node: binding.node });
  const own = methodOf(read, action);
  const isViewset = read.lineage.some((base) => typeof base === "string" && /ViewSet(?:Mixin)?$/.test(base));
  const view: RestView = {
    ...shared,
    read,
    ...own,
    isViewset,
    attribute: attributeOf(read, own?.owner, own?.node),
    model: undefined,
  };
  const attribute = (name: string): PlaceOf | undefined => view.attribute(name) ?? propertyOf(view, name);
  return { ...view, attribute, model: modelOf(view, read) };
}

/** The model whose rows a view has, by its `queryset` or by what `get_queryset` gives. */
function modelOf(view: RestView, read: ProjectClass): ModelColumns | undefined {
  const rows = memberAt(read, "queryset");
  const found = rows && modelBehind(view.source, rows);
  if (found !== undefined) return found;
  const own = methodOf(read, "get_queryset");
  if (own === undefined) return undefined;
  const models = new Set(
    (returnedBy(view, own.node.body) ?? []).flatMap((expression) => rowsOf(view, own, expression, 0)),
  );
  const [only] = models;
  return models.size === 1 ? only : undefined;
}

const deepest = 6;

/** The models whose rows an expression stands for, also by the names that a function gives to them on its way. */
function rowsOf(
  view: RestView,
  own: NonNullable<ReturnType<typeof methodOf>>,
  expression: Expression,
  depth: number,
): readonly (ModelColumns | undefined)[] {
  if (depth > deepest) return [undefined];
  // `mine | theirs` has rows of one model.
  if (expression.kind === "binary") return rowsOf(view, own, expression.left, depth + 1);
  const found = modelBehind(view.source, { place: placeIn(own.owner), expression });
  const name = rootOf(expression);
  if (found !== undefined || name === undefined) return [found];
  const given = assignedTo(own.node.body, name).filter((each) => rootOf(each) !== name);
  return given.length === 0 ? [undefined] : given.flatMap((each) => rowsOf(view, own, each, depth + 1));
}

/** `rows` of `rows.filter(…).distinct()` */
function rootOf(expression: Expression): string | undefined {
  let at = expression;
  while (at.kind === "call" || at.kind === "attribute") at = at.kind === "call" ? at.callee : at.value;
  return at.kind === "name" && at.id !== "self" ? at.id : undefined;
}

function assignedTo(body: Body, name: string): readonly Expression[] {
  return [...statementsOf(body)].flatMap((statement) => {
    const [target] = statement.kind === "assign" ? statement.targets : [];
    return statement.kind === "assign" && target?.kind === "name" && target.id === name
      ? [statement.value]
      : [];
  });
}
