import type { Expression, FunctionDefinition } from "#python";
import { superMember } from "../../literals.ts";
import type { PlaceOf } from "../schemas/place.ts";
import { memberAt, placeIn } from "../schemas/source.ts";
import { returnedBy } from "./chosen.ts";
import { methodOf, nextOf, type RestView } from "./view.ts";

/**
 * What an attribute of a view is for its action where a property works it out. What may be several things stands as `...`, which is
 * nothing that anybody could read for something else. Undefined where no property has the name.
 */
export function propertyOf(view: RestView, name: string): PlaceOf | undefined {
  const own = methodOf(view.read, name);
  if (own === undefined || !isProperty(own.node)) return undefined;
  const { owner, node } = own;
  const place = placeIn(owner);
  const [only, ...others] = returnedBy(view, node.body) ?? [];
  if (only === undefined || others.length > 0) return { place, expression: untold(node) };
  if (superMember(only) !== name) return { place, expression: only };
  const next = nextOf(owner);
  return next && memberAt(next, name);
}

function untold({ start, end }: FunctionDefinition): Expression {
  return { kind: "constant", value: "...", start, end };
}

function isProperty({ decorators }: FunctionDefinition): boolean {
  return decorators.some((each) => {
    const name = each.kind === "name" ? each.id : each.kind === "attribute" ? each.name : "";
    return name === "property" || name === "cached_property";
  });
}
