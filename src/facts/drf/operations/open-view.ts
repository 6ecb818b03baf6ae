import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import type { AnsweredPattern } from "../../django/extension.ts";
import { modelBehind } from "../schemas/declared-field.ts";
import type { OpenSchemas } from "../schemas/serializers.ts";
import { memberAt, placeIn, type RestSource } from "../schemas/source.ts";
import { returnedBy } from "./chosen.ts";
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
  return { ...view, model: modelOf(view, read) };
}

/** The model whose rows a view has, by its `queryset` or by what `get_queryset` gives. */
function modelOf(view: RestView, read: ProjectClass): ModelColumns | undefined {
  const rows = memberAt(read, "queryset");
  const found = rows && modelBehind(view.source, rows);
  if (found !== undefined) return found;
  const own = methodOf(read, "get_queryset");
  if (own === undefined) return undefined;
  const models = new Set(
    (returnedBy(view, own.node.body) ?? []).map((expression) =>
      modelBehind(view.source, { place: placeIn(own.owner), expression }),
    ),
  );
  const [only] = models;
  return models.size === 1 ? only : undefined;
}
