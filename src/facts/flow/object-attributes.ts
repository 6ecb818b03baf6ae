import { findMember, type ProjectClass } from "../classes.ts";
import type { Flow, Frame } from "./flow.ts";
import { moduleFrame } from "./lookup.ts";
import type { FlowValue, ObjectValue } from "./values.ts";

/** Opens what the makers of classes give their instances: each is followed once, with what its parameters declare. */
export function openAttributes(): Flow["attributes"] {
  const known = new Map<ProjectClass, Map<string, FlowValue>>();
  return {
    of: (frame, read) => {
      const before = known.get(read);
      if (before !== undefined) return before;
      const instance: ObjectValue = { kind: "object", of: read, attributes: new Map() };
      known.set(read, instance.attributes);
      follow(frame, read, instance);
      return instance.attributes;
    },
  };
}

function follow(frame: Frame, read: ProjectClass, self: ObjectValue): void {
  const maker = findMember(read, "__init__");
  if (maker?.binding.kind !== "function") return;
  const { owner, binding } = maker;
  const { start, end } = binding.node.name;
  const call = { kind: "call", callee: binding.node.name, args: [], start, end } as const;
  frame.flow.enter(
    moduleFrame(frame, owner.module),
    { kind: "function", module: owner.module, node: binding.node, owner, self },
    { positional: [], named: new Map(), open: true, call },
  );
}
