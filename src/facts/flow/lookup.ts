import type { Expression } from "#python";
import type { Member, ProjectClass } from "../classes.ts";
import { type Definition, define } from "../definitions.ts";
import type { SourceModule } from "../project.ts";
import type { Binding } from "../symbols.ts";
import type { Frame } from "./flow.ts";
import type { FlowValue, Names } from "./values.ts";

/** What a name means where a frame stands. */
export function lookUp(frame: Frame, name: string): FlowValue | undefined {
  const own = namesWith(frame.names, name);
  if (own !== undefined) return own.get(name);
  const definition = definedIn(frame, frame.module, name);
  if (definition !== undefined) return definitionValue(frame, definition);
  return frame.module.scope.names.has(name) ? undefined : { kind: "external", path: `builtins.${name}` };
}

/** The innermost names around a point that have this one, whatever it stands for. */
export function namesWith(names: Names | undefined, name: string): Names["own"] | undefined {
  for (let at = names; at !== undefined; at = at.outer) if (at.own.has(name)) return at.own;
  return undefined;
}

const definitions = new WeakMap<SourceModule, Map<string, Definition | undefined>>();

/** What a name means at the top of a module, found out once. */
export function definedIn({ flow }: Frame, module: SourceModule, name: string): Definition | undefined {
  const known = definitions.get(module) ?? new Map<string, Definition | undefined>();
  definitions.set(module, known);
  if (!known.has(name)) known.set(name, define(flow.project, module, name));
  return known.get(name);
}

/** What a definition at the top of a module stands for. */
export function definitionValue(frame: Frame, definition: Definition): FlowValue | undefined {
  switch (definition.kind) {
    case "class":
      return { kind: "class", class: frame.flow.classes.read(definition) };
    case "function":
      return { kind: "function", module: definition.module, node: definition.node };
    case "module":
      return { kind: "module", module: definition.module };
    case "external":
      return { kind: "external", path: definition.path };
    case "value":
      return bindingValue(() => moduleFrame(frame, definition.module), frame.flow, definition.binding);
  }
}

/** The frame is made only where something is to be found out yet. */
function bindingValue(
  open: () => Frame,
  { constants }: Frame["flow"],
  binding: Binding & { readonly kind: "value" },
): FlowValue | undefined {
  const known = binding.value && constants.get(binding.value);
  const value = known ? known.value : binding.value && constantValue(open(), binding.value);
  // A flag of a module or a class may be set elsewhere too.
  if (value?.kind === "truth") return undefined;
  if (value !== undefined || binding.annotation === undefined) return value;
  const frame = open();
  return frame.flow.annotated(frame, binding.annotation);
}

/** The frame of the top of a module. */
export function moduleFrame(frame: Pick<Frame, "flow">, module: SourceModule): Frame {
  return {
    flow: frame.flow,
    module,
    names: { own: new Map() },
    calls: [],
    root: module.path,
    loops: [],
    result: { returns: [], yields: [], runs: [], waits: [], sends: [], passes: [], loaded: [] },
  };
}

/** What a member of a class stands for, before it is bound to anything. */
export function memberValue(frame: Frame, { owner, binding }: Member): FlowValue | undefined {
  const { module } = owner;
  switch (binding.kind) {
    case "function":
      return { kind: "function", module, node: binding.node, owner };
    case "class":
      return { kind: "class", class: frame.flow.classes.read({ kind: "class", module, node: binding.node }) };
    case "value": {
      return bindingValue(
        () => ({ ...moduleFrame(frame, module), names: classNames(owner), owner }),
        frame.flow,
        binding,
      );
    }
    default:
      return undefined;
  }
}

/** The functions of a class's body, which expressions in it may name. */
function classNames(owner: ProjectClass): Names {
  const own = new Map<string, FlowValue | undefined>();
  for (const [name, binding] of owner.scope.names) {
    if (binding.kind === "function")
      own.set(name, { kind: "function", module: owner.module, node: binding.node, owner });
  }
  return { own };
}

/** The value of an expression that is the same wherever it is asked for; nothing while it is being found out, so that circles end. */
export function constantValue(frame: Frame, expression: Expression): FlowValue | undefined {
  const { constants, evaluate } = frame.flow;
  const before = constants.get(expression);
  if (before !== undefined) return before.value;
  constants.set(expression, { value: undefined });
  const value = evaluate(frame, expression);
  constants.set(expression, { value });
  return value;
}
