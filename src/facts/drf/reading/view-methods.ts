import type { Arguments, Frame } from "../../flow/flow.ts";
import { placeOf } from "../../flow/flow.ts";
import { madeArguments } from "../../flow/made-call.ts";
import { sharingLoads, unionOf } from "../../flow/union.ts";
import type { FlowValue, Place } from "../../flow/values.ts";
import { isView } from "./bases.ts";
import { represent } from "./represent.ts";
import { isSerializerObject } from "./serializer-object.ts";

/** What the framework's own views do: https://www.django-rest-framework.org/api-guide/generic-views/#genericapiview */
export function callView(frame: Frame, of: FlowValue, name: string, given: Arguments): FlowValue | undefined {
  if (of.kind !== "object" || typeof of.of === "string" || !isView(of.of)) return undefined;
  const { positional, call } = given;
  const place = placeOf(frame, call);
  switch (name) {
    case "get_queryset":
      return asQuery(frame.flow.attribute(frame, of, "queryset", place));
    case "filter_queryset":
    case "paginate_queryset":
      return positional[0] ?? { kind: "none" };
    case "get_object": {
      const rows = ask(frame, of, "filter_queryset", place, [ask(frame, of, "get_queryset", place)]);
      return one(frame, rows, given);
    }
    case "get_serializer_class":
      return frame.flow.attribute(frame, of, "serializer_class", place);
    case "get_serializer": {
      const serializer = ask(frame, of, "get_serializer_class", place);
      if (serializer?.kind !== "union") return serializer && frame.flow.call(frame, serializer, given);
      return frame.flow.call(frame, serializer, { ...given, positional: given.positional.map(sharingLoads) });
    }
    default:
      return callAction(frame, of, name, place);
  }
}

/** What the framework's own actions show, where a view leaves them as they are or calls them from its own. */
export function callAction(frame: Frame, view: FlowValue, name: string, place: Place): FlowValue | undefined {
  if (name !== "list" && name !== "retrieve") return undefined;
  if (name === "list") {
    const rows = ask(frame, view, "filter_queryset", place, [ask(frame, view, "get_queryset", place)]);
    const page = ask(frame, view, "paginate_queryset", place, [rows]);
    showAll(frame, ask(frame, view, "get_serializer", place, [unionOf([page, rows])]), place);
  } else
    showAll(frame, ask(frame, view, "get_serializer", place, [ask(frame, view, "get_object", place)]), place);
  return { kind: "none" };
}

function showAll(frame: Frame, serializer: FlowValue | undefined, place: Place): void {
  if (serializer?.kind === "union") for (const each of serializer.of) showAll(frame, each, place);
  else if (isSerializerObject(serializer))
    represent(frame, serializer, serializer.attributes.get("instance"), place);
}

/** Calls a method of a view as the framework does: the project's own where it has one. */
function ask(
  frame: Frame,
  view: FlowValue,
  name: string,
  place: Place,
  positional: readonly (FlowValue | undefined)[] = [],
): FlowValue | undefined {
  const method = frame.flow.attribute(frame, view, name, place);
  return method && frame.flow.call(frame, method, madeArguments(place, positional));
}

function asQuery(value: FlowValue | undefined): FlowValue | undefined {
  if (value?.kind === "union") return unionOf(value.of.map(asQuery));
  return value?.kind === "rows" && value.form === "manager" ? { ...value, form: "query" } : value;
}

/** One row of those that a view is about. */
function one(frame: Frame, rows: FlowValue | undefined, given: Arguments): FlowValue | undefined {
  if (rows?.kind === "union") return unionOf(rows.of.map((each) => one(frame, each, given)));
  if (rows?.kind !== "rows") return undefined;
  return frame.flow.call(frame, { kind: "method", of: rows, name: "get" }, madeArguments(given.call));
}
