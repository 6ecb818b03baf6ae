import type { FunctionDefinition } from "#python";
import { findMember, idOf, type ProjectClass } from "../../classes.ts";
import type { Flow, Frame } from "../../flow/flow.ts";
import { moduleFrame } from "../../flow/lookup.ts";
import { madeArguments } from "../../flow/made-call.ts";
import { baseFrame, followRoot, startBudget } from "../../flow/read-flow.ts";
import type { FlowValue, ObjectValue } from "../../flow/values.ts";
import { keyword, textsOf } from "../../literals.ts";
import { isRestView, isView, packageBases } from "./bases.ts";

/** Actions by which views show rows, with the method of the request. */
const showing: Readonly<Record<string, string>> = { list: "GET", retrieve: "GET", get: "GET" };
const requests = /^(?:get|post|put|patch|delete)$/;
const changing = /^(?:create|update|partial_update|destroy)$/;

/** The actions that classes of the framework bring by themselves: https://www.django-rest-framework.org/api-guide/generic-views/#mixins */
const brought: Readonly<Record<string, readonly string[]>> = {
  ListModelMixin: ["list"],
  RetrieveModelMixin: ["retrieve"],
  ModelViewSet: ["list", "retrieve"],
  ReadOnlyModelViewSet: ["list", "retrieve"],
  ListAPIView: ["list"],
  ListCreateAPIView: ["list"],
  RetrieveAPIView: ["retrieve"],
  RetrieveUpdateAPIView: ["retrieve"],
  RetrieveDestroyAPIView: ["retrieve"],
  RetrieveUpdateDestroyAPIView: ["retrieve"],
};

/** Follows each view of a project through the actions by which it shows rows, as an instance of its own class. */
export function followViews(flow: Flow): void {
  for (const module of flow.project.modules.values()) {
    for (const [, binding] of module.scope.names) {
      if (binding.kind !== "class") continue;
      const view = flow.classes.read({ kind: "class", module, node: binding.node });
      if (isView(view)) followViewsOf(flow, view);
    }
  }
}

export function followViewsOf(flow: Flow, view: ProjectClass): void {
  const names = new Set(packageBases(view).flatMap((base) => brought[base] ?? []));
  for (const owner of view.lineage) {
    if (typeof owner === "string") continue;
    for (const [name, binding] of owner.scope.names)
      if (binding.kind === "function" && (name in showing || actionOf(binding.node) !== undefined))
        names.add(name);
  }
  // Pages of plain views are followed where they are written.
  if (!isRestView(view)) names.delete("get");
  for (const name of names) followAction(flow, view, name);
}

function followAction(flow: Flow, view: ProjectClass, name: string): void {
  const member = findMember(view, name);
  const frame = baseFrame(flow, view.module);
  if (member?.binding.kind === "function") {
    const { owner, binding } = member;
    const self = viewFor(frame, view, binding.node);
    followRoot(
      frame,
      { kind: "function", module: owner.module, node: binding.node, owner, self },
      `${idOf(view)}.${name}`,
    );
    return;
  }
  startBudget(flow);
  const place = { module: view.module, start: view.node.name.start, end: view.node.name.end };
  const root = `${idOf(view)}.${name}`;
  const here: Frame = { ...frame, root, calls: [{ place, callee: root }] };
  const self = instanceFor(view, name, showing[name] ?? "GET");
  const method = flow.attribute(here, self, name, place);
  if (method !== undefined) flow.call(here, method, madeArguments(place));
}

/** A view as its own action sees it; undefined for a method that is none. */
export function viewFor(frame: Frame, view: ProjectClass, method: FunctionDefinition): FlowValue {
  const name = method.name.id;
  const action = actionOf(method);
  const [first = showing[name] ?? (requests.test(name) ? name : undefined)] = action?.methods ?? [];
  const self = instanceFor(view, name, first?.toUpperCase());
  // `@action(serializer_class=…)` sets attributes of the view for this action.
  const here = moduleFrame(frame, view.module);
  for (const { name: key, value } of action?.call?.args ?? []) {
    const given = key === undefined ? undefined : frame.flow.evaluate(here, value);
    if (key !== undefined && given !== undefined) self.attributes.set(key, given);
  }
  return self;
}

/** What a view's method is bound to where it is followed from its own beginning: a view that was called for this action. */
export function boundView(
  frame: Frame,
  owner: ProjectClass,
  method: FunctionDefinition,
): FlowValue | undefined {
  const name = method.name.id;
  const isAction =
    name in showing || requests.test(name) || changing.test(name) || actionOf(method) !== undefined;
  return isAction && isView(owner) ? viewFor(frame, owner, method) : undefined;
}

function instanceFor(view: ProjectClass, action: string, method: string | undefined): ObjectValue {
  const attributes = new Map<string, FlowValue>();
  if (!requests.test(action)) attributes.set("action", { kind: "text", text: action, settled: true });
  if (method !== undefined) {
    const asked = new Map<string, FlowValue>([["method", { kind: "text", text: method, settled: true }]]);
    attributes.set("request", { kind: "object", of: "rest_framework.request.Request", attributes: asked });
  }
  return { kind: "object", of: view, attributes };
}

interface Action {
  readonly methods: readonly string[];
  readonly call?: import("#python").Call;
}

/** `@action(detail=True, methods=["post"])`, and the older decorators for lists and single rows. */
function actionOf({ decorators }: FunctionDefinition): Action | undefined {
  for (const decorator of decorators) {
    const of = decorator.kind === "call" ? decorator.callee : decorator;
    const name = of.kind === "name" ? of.id : of.kind === "attribute" ? of.name : "";
    if (!/^(?:action|list_route|detail_route)$/.test(name)) continue;
    if (decorator.kind !== "call") return { methods: ["GET"] };
    const methods = textsOf(keyword(decorator, "methods")) ?? [];
    return { methods: methods.length === 1 ? methods : methods.length === 0 ? ["GET"] : [], call: decorator };
  }
  return undefined;
}
