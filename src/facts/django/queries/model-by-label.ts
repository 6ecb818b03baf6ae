import type { Frame } from "../../flow/flow.ts";
import type { FlowValue } from "../../flow/values.ts";
import { type AppLabels, appLabelOf, readAppLabels } from "../app-labels.ts";

const remembered = new WeakMap<Frame["flow"], AppLabels>();

/** `apps.get_model("shop", "Order")` or `apps.get_model("shop.Order")`: https://docs.djangoproject.com/en/6.0/ref/applications/#django.apps.apps.get_model */
export function modelByLabel(
  { flow }: Frame,
  label: FlowValue | undefined,
  name: FlowValue | undefined,
): FlowValue | undefined {
  if (label?.kind !== "text") return undefined;
  const [app = "", model = name?.kind === "text" ? name.text : ""] = label.text.split(".");
  const labels = remembered.get(flow) ?? readAppLabels(flow.project, flow.classes);
  remembered.set(flow, labels);
  for (const id of flow.models.named(model)) {
    const read = flow.models.classOf(id);
    if (read !== undefined && appLabelOf(labels, read.module.path) === app)
      return { kind: "class", class: read };
  }
  return undefined;
}
