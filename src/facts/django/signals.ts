import { type Call, type Expression, type FunctionDefinition, statementsOf } from "#python";
import { type ClassReader, idOf } from "../classes.ts";
import { defineExpression } from "../definitions.ts";
import { argumentOf, keyword, positional, textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import type { Project, SourceModule } from "../project.ts";
import type { SignalFact } from "../signal.ts";
import type { Scope } from "../symbols.ts";
import { scopedAttributes } from "../tasks/scoped-nodes.ts";
import { openModelIndex } from "./models.ts";

/** A receiver with its function. */
export interface Receiver extends SignalFact {
  readonly module: SourceModule;
  readonly node: FunctionDefinition;
}

const read = new WeakMap<Project, readonly Receiver[]>();

/** The receivers of a project: https://docs.djangoproject.com/en/6.0/topics/signals/ */
export function readReceivers(project: Project, classes: ClassReader): readonly Receiver[] {
  const before = read.get(project);
  if (before !== undefined) return before;
  const found = [...project.modules.values()].flatMap((module) => [
    ...(module.syntax.text.includes("receiver(") ? decorated(project, classes, module) : []),
    ...(/\w\.connect\(/.test(module.syntax.text) ? connected(project, classes, module) : []),
  ]);
  read.set(project, found);
  return found;
}

/** `@receiver(post_save, sender=Order)`, `@receiver([post_save, post_delete])` */
function decorated(project: Project, classes: ClassReader, module: SourceModule): readonly Receiver[] {
  return [...statementsOf(module.syntax.body)].flatMap((statement) => {
    if (statement.kind !== "function") return [];
    return statement.decorators.flatMap((decorator): readonly Receiver[] => {
      if (decorator.kind !== "call") return [];
      const meant = defineExpression(project, module, decorator.callee);
      if (meant?.kind !== "external" || meant.path !== "django.dispatch.receiver") return [];
      const [first] = positional(decorator);
      const signals =
        first?.kind === "list" || first?.kind === "tuple" ? first.items : first === undefined ? [] : [first];
      return signals.flatMap((signal) =>
        receiverOf(project, classes, {
          module,
          scopes: [],
          signal,
          call: decorator,
          of: { module, node: statement },
        }),
      );
    });
  });
}

/** `post_save.connect(handler, sender=Order)`, where it stands; most stand where an application begins, with their imports. */
function connected(project: Project, classes: ClassReader, module: SourceModule): readonly Receiver[] {
  return scopedAttributes(module, new Set(["connect"])).flatMap(({ node, calls, place }) => {
    const call = calls.at(-1);
    if (call === undefined || call.callee !== node) return [];
    const handler = argumentOf(call, "receiver", 0);
    const meant = handler && defineExpression(project, module, handler, place.scopes);
    if (meant?.kind !== "function") return [];
    const said: Said = { module, scopes: place.scopes, signal: node.value, call, of: meant };
    return receiverOf(project, classes, said);
  });
}

interface Said {
  readonly module: SourceModule;
  readonly scopes: readonly Scope[];
  readonly signal: Expression;
  readonly call: Call;
  readonly of: { readonly module: SourceModule; readonly node: FunctionDefinition };
}

function receiverOf(
  project: Project,
  classes: ClassReader,
  { module, scopes, signal, call, of }: Said,
): readonly Receiver[] {
  const name = signalName(project, module, scopes, signal);
  if (name === undefined) return [];
  const said =
    keyword(call, "sender") ??
    (call.callee.kind === "attribute" && call.callee.name === "connect" ? positional(call)[1] : undefined);
  const sender = said && senderOf(project, classes, { module, scopes }, said);
  return [
    {
      signal: name,
      receiver: `${of.module.path}:${of.node.name.id}`,
      ...(sender === undefined ? {} : { sender }),
      span: spanOf(module, call),
      ...of,
    },
  ];
}

/** One of the framework's own, or of the project: `order_paid = Signal()`. */
function signalName(
  project: Project,
  module: SourceModule,
  scopes: readonly Scope[],
  signal: Expression,
): string | undefined {
  const meant = defineExpression(project, module, signal, scopes);
  if (meant?.kind === "external")
    return /^django\.(?:\w+\.)*signals\.\w+$/.test(meant.path)
      ? meant.path.slice(meant.path.lastIndexOf(".") + 1)
      : undefined;
  const made = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || made?.kind !== "call") return undefined;
  const maker = defineExpression(project, meant.module, made.callee);
  const isSignal = maker?.kind === "external" && /^django\.(?:\w+\.)*Signal$/.test(maker.path);
  return isSignal
    ? signal.kind === "name"
      ? signal.id
      : signal.kind === "attribute"
        ? signal.name
        : undefined
    : undefined;
}

function senderOf(
  project: Project,
  classes: ClassReader,
  { module, scopes }: Pick<Said, "module" | "scopes">,
  said: Expression,
): string | undefined {
  const { index } = openModelIndex(project, classes);
  const [label = "", name = ""] = textOf(said)?.split(".") ?? [];
  if (name !== "") return index.byLabel(label, name);
  if (said.kind === "attribute" && said.name === "AUTH_USER_MODEL") return index.user;
  const meant = defineExpression(project, module, said, scopes);
  return meant?.kind === "class" ? idOf(classes.read(meant)) : undefined;
}
