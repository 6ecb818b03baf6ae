import type { Expression } from "#python";
import type { ProjectClass } from "../../classes.ts";
import { superMember, textOf } from "../../literals.ts";
import { isSerializer } from "../reading/bases.ts";
import type { Place } from "../schemas/place.ts";
import { classAt, memberAt, placeIn } from "../schemas/source.ts";
import { returnedBy, subjectOf } from "./chosen.ts";
import { methodOf, nextOf, type RestView } from "./view.ts";

const deepest = 6;

/** The serializer of a view for its action; undefined where it has none, or chooses one as it runs. */
export function serializerOf(view: RestView): ProjectClass | undefined {
  return chosenBy(view, view.read, 0);
}

/** What `get_serializer_class` gives: that of the class, or of the next of its lineage where it asks for that. */
function chosenBy(view: RestView, from: ProjectClass | undefined, depth: number): ProjectClass | undefined {
  const own = from && depth < deepest ? methodOf(from, "get_serializer_class") : undefined;
  if (own === undefined) return namedSerializer(view);
  const returned = returnedBy(view, own.node.body);
  if (returned === undefined) return undefined;
  const found = new Set(
    returned.map((expression) => {
      if (expression.kind === "call" && superMember(expression.callee) === "get_serializer_class")
        return chosenBy(view, nextOf(own.owner), depth + 1);
      return classOf(view, placeIn(own.owner), own.node.body, expression);
    }),
  );
  const [only] = found;
  return found.size === 1 ? only : undefined;
}

function namedSerializer(view: RestView): ProjectClass | undefined {
  const named = view.attribute("serializer_class");
  const found = named && classAt(view.source, named);
  return typeof found === "object" && isSerializer(found) ? found : undefined;
}

/** The class that a returned expression is, for this action. */
function classOf(
  view: RestView,
  place: Place,
  body: readonly import("#python").Statement[],
  expression: Expression,
): ProjectClass | undefined {
  if (expression.kind === "attribute" && expression.value.kind === "name" && expression.value.id === "self") {
    if (expression.name === "serializer_class") return namedSerializer(view);
    return view.read && serializerAt(view, memberAt(view.read, expression.name));
  }
  if (expression.kind === "subscript") return entryOf(view, expression.value, expression.index);
  if (
    expression.kind === "call" &&
    expression.callee.kind === "attribute" &&
    expression.callee.name === "get"
  ) {
    const [key, fallback] = expression.args;
    const found = key && entryOf(view, expression.callee.value, key.value);
    return found ?? (fallback && classOf(view, place, body, fallback.value));
  }
  if (expression.kind === "boolean" && expression.operator === "or") {
    for (const value of expression.values) {
      const found = classOf(view, place, body, value);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return serializerAt(view, { place, expression });
}

function serializerAt(
  view: RestView,
  at: { readonly place: Place; readonly expression: Expression } | undefined,
): ProjectClass | undefined {
  const found = at && classAt(view.source, at);
  return typeof found === "object" && isSerializer(found) ? found : undefined;
}

/** `self.serializers[self.action]` */
function entryOf(view: RestView, of: Expression, key: Expression): ProjectClass | undefined {
  if (of.kind !== "attribute" || of.value.kind !== "name" || of.value.id !== "self") return undefined;
  const table = view.read && memberAt(view.read, of.name);
  const wanted = textOf(key) ?? subjectOf(view, key);
  if (table?.expression.kind !== "dictionary" || wanted === undefined) return undefined;
  const entry = table.expression.entries.find((each) => textOf(each.key) === wanted);
  return entry && serializerAt(view, { place: table.place, expression: entry.value });
}
