import { findMember, idOf, type ProjectClass } from "../../classes.ts";
import { type Arguments, type Flow, type Frame, placeOf } from "../../flow/flow.ts";
import { madeArguments } from "../../flow/made-call.ts";
import { baseFrame, startBudget } from "../../flow/read-flow.ts";
import type { FlowValue, ObjectValue, Place } from "../../flow/values.ts";
import { appLabelOf, readAppLabels } from "../app-labels.ts";
import { managerOf } from "../queries/managers.ts";
import { show } from "./render-calls.ts";

/** What pages of the framework's views are about, by the classes that bring it: https://docs.djangoproject.com/en/6.0/ref/class-based-views/ */
const many =
  /^django\.views\.generic\.(?:\w+\.)*(?:\w*ListView|MultipleObject\w+|\w*ArchiveView|ArchiveIndexView)$/;
const one =
  /^django\.views\.generic\.(?:\w+\.)*(?:DetailView|UpdateView|DeleteView|DateDetailView|SingleObject\w+)$/;
const page = /^django\.views\.generic\.(?:\w+\.)*\w+$/;

function descends({ lineage }: ProjectClass, pattern: RegExp): boolean {
  return lineage.some((base) => typeof base === "string" && pattern.test(base));
}

/** What the framework's own views do, where a class leaves it as it is or asks for it. */
export function callGenericView(
  frame: Frame,
  of: FlowValue,
  name: string,
  given: Arguments,
): FlowValue | undefined {
  if (of.kind !== "object" || typeof of.of === "string" || !descends(of.of, page)) return undefined;
  const view = { ...of, of: of.of };
  switch (name) {
    case "get_queryset":
      return ownRows(frame, view, given);
    case "get_context_data":
      return contextFor(frame, view, given);
    case "render_to_response": {
      const template = ask(frame, view, "get_template_names", given);
      show(frame, template, given.positional[0] ?? given.named.get("context"), given);
      return { kind: "none" };
    }
    case "get_template_names":
      return findMember(of.of, "template_name") === undefined
        ? undefined
        : frame.flow.attribute(frame, view, "template_name", placeOf(frame, given.call));
    default:
      return undefined;
  }
}

/** `self.object_list` and `self.object` are there once a request is answered. */
export function genericAttribute(
  frame: Frame,
  of: ObjectValue,
  name: string,
  place: Place,
): FlowValue | undefined {
  if (typeof of.of === "string" || !descends(of.of, page)) return undefined;
  const view = { ...of, of: of.of };
  if (name === "object_list" && descends(of.of, many))
    return ask(frame, view, "get_queryset", madeArguments(place));
  return name === "object" && descends(of.of, one)
    ? ask(frame, view, "get_object", madeArguments(place))
    : undefined;
}

type View = ObjectValue & { readonly of: ProjectClass };

function ask(
  frame: Frame,
  view: View,
  name: string,
  { call }: Pick<Arguments, "call">,
): FlowValue | undefined {
  const method = frame.flow.attribute(frame, view, name, placeOf(frame, call));
  return method && frame.flow.call(frame, method, madeArguments(call));
}

/** Without a queryset of its own, a view is about all rows of its model. */
function ownRows(frame: Frame, view: View, { call }: Arguments): FlowValue | undefined {
  if (findMember(view.of, "queryset") !== undefined) return undefined;
  const place = placeOf(frame, call);
  const model = modelOf(frame, view, place);
  const rows = model === undefined ? undefined : managerOf(frame, model, "_default_manager", place);
  return rows?.kind === "rows" ? { ...rows, form: "query" } : undefined;
}

function modelOf(frame: Frame, view: View, place: Place): string | undefined {
  const model = frame.flow.attribute(frame, view, "model", place);
  return model?.kind === "class" ? frame.flow.models.ofClass(model.class)?.id : undefined;
}

/** What a page is given: what was asked for by name, the rows or the row that it is about, under all their names, and the view. */
function contextFor(frame: Frame, view: View, given: Arguments): FlowValue {
  const place = placeOf(frame, given.call);
  const entries = new Map<string, FlowValue | undefined>([["view", view]]);
  const isMany = descends(view.of, many);
  const shown = isMany
    ? frame.flow.attribute(frame, view, "object_list", place)
    : frame.flow.attribute(frame, view, "object", place);
  if ((shown?.kind === "rows" && isMany) || shown?.kind === "row") {
    const own = frame.flow.attribute(frame, view, "context_object_name", place);
    const model = frame.flow.models.classOf(shown.model)?.node.name.id.toLowerCase() ?? "";
    entries.set(isMany ? "object_list" : "object", shown);
    entries.set(own?.kind === "text" ? own.text : isMany ? `${model}_list` : model, shown);
    if (isMany) entries.set("page_obj", shown);
  }
  for (const [name, value] of given.named) entries.set(name, value);
  return { kind: "mapping", entries };
}

/** Follows the pages of each view that the framework brings to what its template shows. */
export function followGenericViews(flow: Flow): void {
  const labels = readAppLabels(flow.project, flow.classes);
  for (const module of flow.project.modules.values()) {
    for (const binding of module.scope.names.values()) {
      if (binding.kind !== "class") continue;
      const read = flow.classes.read({ kind: "class", module, node: binding.node });
      if (descends(read, page)) followPage(flow, read, appLabelOf(labels, module.path));
    }
  }
}

function followPage(flow: Flow, read: ProjectClass, label: string): void {
  // A page that answers by itself is followed where it is written.
  if (findMember(read, "get") !== undefined || findMember(read, "dispatch") !== undefined) return;
  startBudget(flow);
  const place: Place = { module: read.module, start: read.node.name.start, end: read.node.name.end };
  const root = `${idOf(read)}.get`;
  const frame: Frame = { ...baseFrame(flow, read.module), root, calls: [{ place, callee: root }] };
  const view: View = { kind: "object", of: read, attributes: new Map() };
  const given = madeArguments(place);
  const template = ask(frame, view, "get_template_names", given) ?? conventional(frame, view, label, place);
  if (template === undefined) return;
  const context = ask(frame, view, "get_context_data", given);
  show(frame, template, context, given);
}

/** `shop/order_list.html`, where a class names none. */
function conventional(frame: Frame, view: View, label: string, place: Place): FlowValue | undefined {
  const model = modelOf(frame, view, place);
  const name = model === undefined ? undefined : frame.flow.models.classOf(model)?.node.name.id.toLowerCase();
  if (name === undefined) return undefined;
  const suffix = descends(view.of, many) ? "_list" : descends(view.of, one) ? "_detail" : undefined;
  return suffix === undefined ? undefined : { kind: "text", text: `${label}/${name}${suffix}.html` };
}
