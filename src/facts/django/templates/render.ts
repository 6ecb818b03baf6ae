import type { Flow, Frame } from "../../flow/flow.ts";
import { setName } from "../../flow/names.ts";
import { type FlowValue, keyOf, type Names, type Place } from "../../flow/values.ts";
import { tagOf } from "./libraries.ts";
import { callWith, lookUpFiltered, take } from "./look-up.ts";
import type { Binding, Branch, Filtered, TemplateNode } from "./nodes.ts";
import { type Template, templateOf } from "./templates.ts";

/** How many calls and templates may be open within one another. */
const deepest = 12;

type Context = ReadonlyMap<string, FlowValue | undefined>;

/** A part of a template: what one of its blocks holds. */
interface Part {
  readonly template: Template;
  readonly nodes: readonly TemplateNode[];
}

/** What is shown, and in what. */
interface Scene {
  readonly frame: Frame;
  readonly template: Template;
  /** What templates that extend this one put into its blocks, the last of them first. */
  readonly blocks: ReadonlyMap<string, readonly Part[]>;
  /** What `block.super` stands for. */
  readonly above: readonly Part[];
}

const rendered = new WeakMap<Flow, Set<string>>();

/** Follows what a template reads of what it is given; `place` is where it is asked for. */
export function renderTemplate(frame: Frame, name: string, context: Context, place: Place): void {
  const template = templateOf(frame.flow.project, name);
  if (template === undefined || frame.calls.length >= deepest) return;
  // What was shown of the same things before says nothing new.
  const key = `${template.path} ${keyOf({ kind: "mapping", entries: context })}`;
  const known = rendered.get(frame.flow) ?? new Set<string>();
  rendered.set(frame.flow, known);
  if (known.has(key)) return;
  known.add(key);
  const step = { place, callee: `${template.path}:template`, shown: `template ${template.path}` };
  const inner: Frame = {
    ...frame,
    module: template.module,
    names: { own: new Map(context) },
    calls: [...frame.calls, step],
    loops: [],
  };
  showTemplate({ frame: inner, template, blocks: new Map(), above: [] }, deepest);
}

/** What a template is given, of a value that says so: several dictionaries of which it may be one are one already. */
export function contextOf(value: FlowValue | undefined): Context {
  const parts = value?.kind === "union" ? value.of : [value];
  return parts.find((part) => part?.kind === "mapping")?.entries ?? new Map();
}

/** A template that extends another is that other one with blocks of its own; where that one is not of the project, its blocks are all there is. */
function showTemplate(scene: Scene, left: number): void {
  const { template } = scene;
  const extended = template.nodes.find((node) => node.kind === "extends");
  if (extended === undefined || left <= 0) {
    show(scene, template.nodes);
    return;
  }
  const blocks = new Map(scene.blocks);
  for (const [name, nodes] of blocksIn(template.nodes))
    blocks.set(name, [...(blocks.get(name) ?? []), { template, nodes }]);
  const base = named(scene, extended.template);
  if (base === undefined) for (const parts of blocks.values()) showParts({ ...scene, blocks }, parts);
  else showTemplate(at({ ...scene, blocks }, base), left - 1);
}

/** All blocks of a template that extends another, those within others too. */
function blocksIn(nodes: readonly TemplateNode[]): readonly (readonly [string, readonly TemplateNode[]])[] {
  return nodes.flatMap((node) =>
    node.kind === "block" ? [[node.name, node.body] as const, ...blocksIn(node.body)] : [],
  );
}

function at(scene: Scene, template: Template): Scene {
  return { ...scene, template, frame: { ...scene.frame, module: template.module } };
}

/** The template that an expression names. */
function named({ frame }: Scene, value: Filtered): Template | undefined {
  const name = lookUpFiltered(frame, value);
  return name?.kind === "text" ? templateOf(frame.flow.project, name.text) : undefined;
}

function showParts(scene: Scene, [first, ...above]: readonly Part[]): void {
  if (first !== undefined) show({ ...at(scene, first.template), above }, first.nodes);
}

function show(scene: Scene, nodes: readonly TemplateNode[]): void {
  for (const node of nodes) {
    if (scene.frame.flow.budget.left <= 0) return;
    showNode(scene, node);
  }
}

function showNode(scene: Scene, node: TemplateNode): void {
  const { frame } = scene;
  switch (node.kind) {
    case "output":
      if (frame.module.syntax.text.slice(node.value.start, node.value.end) === "block.super")
        showParts(scene, scene.above);
      else take(frame, lookUpFiltered(frame, node.value), node.value);
      break;
    case "for":
      showLoop(scene, node);
      break;
    case "if":
      showBranches(scene, node.branches);
      break;
    case "with":
      show(inner(scene, bind(frame, node.bindings)), node.body);
      break;
    case "include":
      showIncluded(scene, node);
      break;
    case "block":
      showParts(scene, [
        ...(scene.blocks.get(node.name) ?? []),
        { template: scene.template, nodes: node.body },
      ]);
      break;
    case "tag":
      showTag(scene, node);
      break;
    default:
  }
}

type Node<Kind extends TemplateNode["kind"]> = TemplateNode & { readonly kind: Kind };

function showLoop(scene: Scene, { targets, iterable, body, empty }: Node<"for">): void {
  const { frame } = scene;
  const value = lookUpFiltered(frame, iterable);
  const place: Place = { module: frame.module, start: iterable.start, end: iterable.end };
  const item = frame.flow.iterate(frame, value, place);
  const own = new Map<string, FlowValue | undefined>([["forloop", undefined]]);
  targets.forEach((name, index) => {
    own.set(name, targets.length === 1 ? item : item?.kind === "list" ? item.items[index] : undefined);
  });
  const loops = [...frame.loops, { place, names: new Set(targets) }];
  const round = inner(scene, own);
  show({ ...round, frame: { ...round.frame, loops } }, body);
  show(scene, empty);
}

/** Every branch is shown but those of which it is known that they are not. */
function showBranches(scene: Scene, branches: readonly Branch[]): void {
  const { frame } = scene;
  for (const { tests, isPlain, body } of branches) {
    const values = tests.map((test) => lookUpFiltered(frame, test));
    values.forEach((value, index) => {
      const { start, end } = tests[index] ?? { start: 0, end: 0 };
      if (value?.kind === "rows") frame.flow.iterate(frame, value, { module: frame.module, start, end });
    });
    const [value] = values;
    const known = isPlain && value?.kind === "truth" ? value.value : undefined;
    if (known !== false) show(scene, body);
    if (known === true) return;
  }
}

function inner(scene: Scene, own: Map<string, FlowValue | undefined>): Scene {
  return { ...scene, frame: { ...scene.frame, names: { own, outer: scene.frame.names } } };
}

function bind(frame: Frame, bindings: readonly Binding[]): Map<string, FlowValue | undefined> {
  return new Map(bindings.map(({ name, value }) => [name, lookUpFiltered(frame, value)]));
}

function showIncluded(scene: Scene, { template, bindings, only }: Node<"include">): void {
  const { frame } = scene;
  const name = lookUpFiltered(frame, template);
  const given = bind(frame, bindings);
  if (name?.kind !== "text") return;
  const place: Place = { module: frame.module, start: template.start, end: template.end };
  renderTemplate(frame, name.text, only ? given : new Map([...allNames(frame.names), ...given]), place);
}

/** All that a template knows at one point. */
function allNames(names: Names | undefined): Context {
  return names === undefined ? new Map() : new Map([...allNames(names.outer), ...names.own]);
}

/** A tag of the project is a function; of others it is known only what they are given. */
function showTag({ frame }: Scene, { name, place: stretch, args, named: given, target }: Node<"tag">): void {
  const positional = args.map((each) => lookUpFiltered(frame, each));
  const keywords = bind(frame, given);
  const own = tagOf(frame, name);
  const place: Place = { module: frame.module, ...stretch };
  if (own === undefined) {
    if (target !== undefined) setName(frame.names, target, undefined);
    return;
  }
  const context: FlowValue = { kind: "mapping", entries: allNames(frame.names) };
  const values = own.takesContext ? [context, ...positional] : positional;
  const value = callWith(frame, own.value, place, args[0]?.base, values, keywords);
  if (own.template !== undefined) renderTemplate(frame, own.template, contextOf(value), place);
  else if (target !== undefined) setName(frame.names, target, value);
  else take(frame, value, stretch);
}
