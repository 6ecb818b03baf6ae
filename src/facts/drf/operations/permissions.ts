import type { Body, Expression } from "#python";
import { superMember } from "../../literals.ts";
import type { Place, PlaceOf } from "../schemas/place.ts";
import { itemsAt, placeIn } from "../schemas/source.ts";
import { judge, returnedBy } from "./chosen.ts";
import { methodOf, type RestView } from "./view.ts";

/**
 * The permissions that `get_permissions` of a view gives for its action: https://www.django-rest-framework.org/api-guide/viewsets/#introspecting-viewset-actions.
 * `usual` where the class has none, or leaves it to its attribute; undefined where more than one may be meant.
 */
export function chosenPermissions(view: RestView): readonly PlaceOf[] | "usual" | undefined {
  const own = methodOf(view.read, "get_permissions");
  if (own === undefined) return "usual";
  const returned = returnedBy(view, own.node.body);
  const place = placeIn(own.owner);
  const found = returned?.map((expression) => listedIn(view, place, own.node.body, expression));
  const [first, ...others] = found ?? [];
  return others.every((other) => isSame(first, other)) ? first : undefined;
}

type Listed = readonly PlaceOf[] | "usual" | undefined;

function isSame(one: Listed, other: Listed): boolean {
  if (typeof one !== "object" || typeof other !== "object") return one === other;
  return (
    one.length === other.length && one.every((each, index) => each.expression === other[index]?.expression)
  );
}

/** `[IsAdminUser()]`, `super().get_permissions()`, `[permission() for permission in permission_classes]` */
function listedIn(view: RestView, place: Place, body: Body, expression: Expression): Listed {
  switch (expression.kind) {
    case "list":
    case "tuple":
      return expression.items.map((item) => ({
        place,
        expression: item.kind === "call" ? item.callee : item,
      }));
    case "call":
      return superMember(expression.callee) === "get_permissions"
        ? ownAttribute(view, place, body)
        : undefined;
    case "comprehension": {
      const [clause, ...others] = expression.clauses;
      const isPlain = others.length === 0 && clause?.conditions.length === 0;
      return isPlain && clause !== undefined ? classesIn(view, place, body, clause.iterable) : undefined;
    }
    default:
      return undefined;
  }
}

/** The classes that a name stands for at the end of a function, for the view's action. */
function classesIn(view: RestView, place: Place, body: Body, expression: Expression): Listed {
  if (expression.kind === "attribute" && expression.value.kind === "name" && expression.value.id === "self")
    return expression.name === "permission_classes" ? ownAttribute(view, place, body) : undefined;
  if (expression.kind !== "name") return itemsAt(view.source, { place, expression });
  const value = assigned(view, body, expression.id);
  if (value === undefined) return undefined;
  return value === "no" ? itemsAt(view.source, { place, expression }) : classesIn(view, place, [], value);
}

/** `permission_classes` of the view, as the function leaves it. */
function ownAttribute(view: RestView, place: Place, body: Body): Listed {
  const value = assigned(view, body, "self.permission_classes");
  return value === "no" ? "usual" : value && itemsAt(view.source, { place, expression: value });
}

/** What is assigned to a name last, for the view's action: `no` where nothing is; undefined where that depends on something else. */
function assigned(view: RestView, body: Body, name: string): Expression | "no" | undefined {
  let found: Expression | "no" | undefined = "no";
  for (const statement of body) {
    if (statement.kind === "assign") {
      if (statement.targets.some((target) => nameOf(target) === name)) found = statement.value;
    } else if (statement.kind === "if") {
      const holds = judge(view, statement.test);
      const [then, otherwise] = [statement.body, statement.otherwise].map((each) =>
        assigned(view, each, name),
      );
      if (holds === undefined && (then !== "no" || otherwise !== "no")) found = undefined;
      const taken = holds === true ? then : holds === false ? otherwise : "no";
      if (taken !== "no") found = taken;
    }
  }
  return found;
}

function nameOf(target: Expression): string | undefined {
  if (target.kind === "name") return target.id;
  return target.kind === "attribute" && target.value.kind === "name"
    ? `${target.value.id}.${target.name}`
    : undefined;
}
