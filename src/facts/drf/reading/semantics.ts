import type { Arguments, Frame, Semantics } from "../../flow/flow.ts";
import { placeOf } from "../../flow/flow.ts";
import type { FlowValue, Place } from "../../flow/values.ts";
import { isSerializerName } from "./bases.ts";
import { boundView } from "./follow-views.ts";
import { represent, representEach, representFields } from "./represent.ts";
import { isSerializerObject, makeSerializer } from "./serializer-object.ts";
import { callView } from "./view-methods.ts";

/** What the framework makes of serializers and views. */
export const restSemantics: Semantics = {
  framework: "drf",
  construct: makeSerializer,
  objectAttribute,
  callObject: (frame, of, name, given) =>
    callSerializer(frame, of, name, given) ?? callView(frame, of, name, given),
  callExternal: (frame, path, given) =>
    /^rest_framework\.generics\.get_(?:object|list)_or_404$/.test(path)
      ? frame.flow.call(frame, { kind: "external", path: `django.shortcuts.${path.slice(24)}` }, given)
      : undefined,
  boundTo: boundView,
};

const shown: FlowValue = { kind: "collection", of: undefined };

/** `serializer.data` shows all that it was given. */
function objectAttribute(frame: Frame, of: FlowValue, name: string, place: Place): FlowValue | undefined {
  if (name !== "data" || !isSerializerObject(of)) return undefined;
  represent(frame, of, of.attributes.get("instance"), place);
  return shown;
}

/** `super().to_representation(order)` shows the fields; of a list serializer, each row by its child. */
function callSerializer(frame: Frame, of: FlowValue, name: string, given: Arguments): FlowValue | undefined {
  if (name !== "to_representation" && name !== "to_value") return undefined;
  if (of.kind !== "object" || typeof of.of === "string") return undefined;
  const [value] = given.positional;
  const child = of.attributes.get("child");
  const isList = of.of.lineage.some(
    (base) => typeof base === "string" && isSerializerName(base) && base.endsWith("ListSerializer"),
  );
  const place = placeOf(frame, given.call);
  if (isList) {
    if (isSerializerObject(child)) representEach(frame, child, value, place);
  } else if (isSerializerObject(of) && value !== undefined) {
    if (value.kind === "row" || value.kind === "object") representFields(frame, of, value);
  } else return undefined;
  return shown;
}
