import { type EvidenceStep, type Span, splitWords } from "#base";
import { type FlowEvent, type ModelIndex, type Place, placeIn, type RouteFact } from "#facts";

type Followed = Pick<FlowEvent & { readonly kind: "read" | "run" }, "calls" | "root">;

/** The ways from which all is followed to where something happens: the route or the function, then each call. */
export function tellCalls({ calls, root }: Followed, routes: readonly RouteFact[]): readonly EvidenceStep[] {
  const [first, ...rest] = calls;
  const beginning =
    first === undefined ? [] : [{ message: tellRoot(root, routes), span: headOf(first.place) }];
  return [
    ...beginning,
    ...rest.map(({ place, callee, shown }) => ({
      message: shown ?? nameOf(callee),
      span: placeIn(place.module, place),
    })),
  ];
}

/** A function by its name alone: `Order.total`. */
export function nameOf(id: string): string {
  return id.slice(id.lastIndexOf(":") + 1);
}

function tellRoot(root: string, routes: readonly RouteFact[]): string {
  const route = routes.find(
    ({ handler, action }) => (action === undefined ? handler : `${handler}.${action}`) === root,
  );
  return route === undefined ? nameOf(root) : `${route.method} ${route.path} → ${nameOf(root)}`;
}

/** The line of a function's head. */
function headOf({ module, start, end }: Place): Span {
  const newline = module.syntax.text.indexOf("\n", start);
  return placeIn(module, { start, end: newline === -1 ? end : Math.min(newline, end) });
}

/** A model as one speaks of its rows: `order line`. */
export function rowName(model: string): string {
  // A model of a package goes by its label: `auth.User`.
  const name = model.includes(":") ? nameOf(model) : model.slice(model.lastIndexOf(".") + 1);
  return splitWords(name).join(" ");
}

const kinds = {
  "many-to-one": "a foreign key",
  "one-to-one": "a one-to-one relation",
  "one-to-many": "a relation to many",
  "many-to-many": "a many-to-many relation",
  generic: "a relation to rows of any model",
  "generic-many": "a relation to many",
} as const;

/** Where a relation is declared, as the end of a path. */
export function tellRelation(models: ModelIndex, model: string, name: string): readonly EvidenceStep[] {
  const relation = models.relation(model, name);
  if (relation === undefined) return [];
  const { kind, isReverse, span } = relation;
  const what = isReverse ? "is the other side of this relation" : `is ${kinds[kind]}`;
  return [{ message: `${nameOf(model)}.${name} ${what}`, span }];
}
