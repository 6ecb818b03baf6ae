import type { Arguments, Frame } from "../../flow/flow.ts";
import { isUnseen } from "../../flow/queries.ts";
import type { FlowValue, Row } from "../../flow/values.ts";
import { readReceivers } from "../signals.ts";

/** What each way of writing a row tells: https://docs.djangoproject.com/en/6.0/ref/signals/ */
const told: Readonly<Record<string, readonly string[]>> = {
  save: ["pre_save", "post_save"],
  asave: ["pre_save", "post_save"],
  delete: ["pre_delete", "post_delete"],
  adelete: ["pre_delete", "post_delete"],
};

/** Follows what is called because a row is written: receivers that ask for rows of its model. Those for all models are left alone. */
export function followReceivers(frame: Frame, row: Row, name: string, given: Arguments): void {
  const { call } = given;
  const signals = Object.hasOwn(told, name) ? told[name] : undefined;
  if (signals === undefined) return;
  const { flow } = frame;
  for (const { signal, sender, module, node } of readReceivers(flow.project, flow.classes)) {
    if (sender !== row.model || !signals.includes(signal)) continue;
    const model = flow.models.classOf(row.model);
    flow.enter(
      frame,
      { kind: "function", module, node },
      {
        positional: [],
        named: new Map<string, FlowValue | undefined>([
          ["sender", model && { kind: "class", class: model }],
          ["instance", row],
          ...saved(row, given),
        ]),
        open: true,
        call,
      },
    );
  }
}

/** What is told of a row that was fetched and is saved: that it is not new, and which of its columns are written. */
function saved(row: Row, { named, open }: Arguments): readonly (readonly [string, FlowValue])[] {
  if (open || isUnseen(row.query)) return [];
  const fields = named.get("update_fields");
  const texts = fields?.kind === "list" ? fields.items : [];
  const isKnown = texts.length > 0 && texts.every((each) => each?.kind === "text");
  const items = texts.flatMap((each) => (each?.kind === "text" ? [{ ...each, settled: true } as const] : []));
  return [
    ["created", { kind: "truth", value: false }],
    ...(isKnown ? [["update_fields", { kind: "list", items }] as const] : []),
  ];
}
