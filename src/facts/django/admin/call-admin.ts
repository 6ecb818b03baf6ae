import { type Arguments, type Frame, placeOf } from "../../flow/flow.ts";
import type { FlowValue } from "../../flow/values.ts";
import { managerOf } from "../queries/managers.ts";
import { isModelAdmin } from "./registrations.ts";

/** The rows that the pages of administration are about, before a class narrows them. */
export function callAdmin(
  frame: Frame,
  of: FlowValue,
  name: string,
  { call }: Arguments,
): FlowValue | undefined {
  if (name !== "get_queryset" || of.kind !== "object" || typeof of.of === "string" || !isModelAdmin(of.of))
    return undefined;
  const model = of.attributes.get("model");
  const id = model?.kind === "class" ? frame.flow.models.ofClass(model.class)?.id : undefined;
  const rows = id === undefined ? undefined : managerOf(frame, id, "_default_manager", placeOf(frame, call));
  return rows?.kind === "rows" ? { ...rows, form: "query" } : undefined;
}
