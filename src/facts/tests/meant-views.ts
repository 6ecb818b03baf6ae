import type { Call, Expression } from "#python";
import type { SourceModule } from "../project.ts";
import {
  type Assigned,
  assignedByMethods,
  boundNames,
  isOwnAttribute,
  isSelf,
  lastAssigned,
} from "./assigned.ts";
import type { Place } from "./test-walk.ts";

/** An expression that says what is called, and the module whose names it is written in. */
export interface Callee {
  readonly module: SourceModule;
  readonly expression: Expression;
}

/**
 * What a call of a test may mean: what it says itself, what a name of the function was given before it
 * (`view = views.close`, `for view in (views.close, views.reopen)`), or what `setUp` gave an attribute. Nothing where the
 * name was given what no expression names.
 */
export function meantViews(place: Place, call: Call): readonly Callee[] {
  const { module } = place;
  const { callee } = call;
  if (callee.kind === "attribute" && callee.name === "as_view") return [{ module, expression: callee.value }];
  if (callee.kind === "name") {
    const own = lastGiven(place, call);
    return own === undefined ? [{ module, expression: callee }] : named(module, own);
  }
  if (callee.kind !== "attribute" || !isSelf(callee.value)) return [{ module, expression: callee }];
  const own = lastGiven(place, call);
  return own === undefined ? givenByClass(place, callee.name) : named(module, own);
}

function lastGiven({ node }: Place, { callee, start }: Call): Assigned | undefined {
  const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
  if (!boundNames(node).has(name)) return undefined;
  return lastAssigned(node, start, (target) => isSame(target, callee));
}

/** What another method of the class gives an attribute. */
function givenByClass({ self }: Place, name: string): readonly Callee[] {
  for (const owner of self?.lineage ?? []) {
    if (typeof owner === "string") continue;
    for (const { assigned } of assignedByMethods(owner, name)) return named(owner.module, assigned);
  }
  return [];
}

function named(module: SourceModule, { kind, value, iterable }: Assigned): readonly Callee[] {
  const listed =
    kind === "for" && (iterable?.kind === "tuple" || iterable?.kind === "list") ? iterable.items : [value];
  return listed.flatMap((expression) =>
    expression?.kind === "name" || expression?.kind === "attribute" ? { module, expression } : [],
  );
}

function isSame(target: Expression, callee: Expression): boolean {
  if (target.kind === "name") return callee.kind === "name" && target.id === callee.id;
  return callee.kind === "attribute" && isOwnAttribute(target, callee.name);
}
