import { isAside, type ModelIndex, placeIn, type SourceModule } from "#facts";
import { type Body, innerBodies, type Statement } from "#python";
import { modelIndex } from "../flow-events.ts";
import { type FunctionBody, functionBodies } from "../function-bodies.ts";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { type RowWrite, writesOf } from "./row-writes.ts";

/** What answers a route takes several steps itself that belong together: it writes rows of several kinds. */
export const fatView: Rule = {
  severity: "note",
  on: false,
  fix: "none",
  find: (input) => handlersOf(input).flatMap((handler) => tell(input, modelIndex(input), handler) ?? []),
};

/** Writes, and kinds of what is written, at least. */
const fewestWrites = 3;
const fewestSubjects = 2;

interface Handler {
  readonly body: FunctionBody;
  readonly name: string;
  readonly route: string;
}

/** Methods of views that frameworks call besides those that are named after what is asked. */
const called = /^(?:perform_\w+|form_valid|handle|create|update|partial_update|destroy|list|retrieve)$/;

/** Functions that answer routes, and the methods of classes that do. */
function handlersOf(input: RuleInput): readonly Handler[] {
  const byPath = new Map<string, Map<string, string>>();
  for (const { handler, action, method, path } of input.facts.routes) {
    const split = handler.lastIndexOf(":");
    const [file, name] = [handler.slice(0, split), handler.slice(split + 1)];
    const names = byPath.get(file) ?? new Map<string, string>();
    byPath.set(file, names);
    names.set(action === undefined ? name : `${name}.${action}`, `${method} ${path}`);
    if (action !== undefined && !names.has(name)) names.set(name, `${method} ${path}`);
  }
  return [...byPath].flatMap(([file, names]): readonly Handler[] => {
    const module = input.project.modules.get(file);
    if (module === undefined || isAside(file)) return [];
    return functionBodies(input, module).flatMap((body): readonly Handler[] => {
      const own = body.node.name.id;
      const owner = body.owner?.node.name.id;
      const name = owner === undefined ? own : `${owner}.${own}`;
      const route =
        names.get(name) ?? (owner !== undefined && called.test(own) ? names.get(owner) : undefined);
      return route === undefined ? [] : [{ body, name, route }];
    });
  });
}

function tell(input: RuleInput, models: ModelIndex, { body, name, route }: Handler): Hit | undefined {
  const writes = writesOf(input, models, body);
  const subjects = [...new Set(writes.map(({ subject }) => subject.toLowerCase()))];
  if (writes.length < fewestWrites || subjects.length < fewestSubjects) return undefined;
  const moving = stretchOf(body.node.body, writes);
  const [first, last] = [moving[0], moving.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const { module, node } = body;
  const lines = [first.start, last.end].map((at) => placeIn(module, { start: at, end: at }).line);
  const shown = [...new Set(writes.map(({ subject }) => subject))].slice(0, 4).join(", ");
  return {
    span: placeIn(module, node.name),
    message: `${route} → ${name} writes ${writes.length} times itself (${shown}): what has to happen together can be asked for by nothing but a request, and is tested through one alone`,
    mend: `move lines ${lines[0]} to ${lines[1]} into ${targetOf(input, models, module, writes)}, and leave to ${name} what it takes from the request and what it answers`,
    path: writes.slice(0, 8).map(({ call, subject }) => ({
      message: `writes ${subject}`,
      span: placeIn(module, call),
    })),
  };
}

/** The statements from the first write to the last, of the innermost body that holds all of them. */
function stretchOf(body: Body, writes: readonly RowWrite[]): readonly Statement[] {
  const holds = (statement: Statement): boolean =>
    writes.some(({ call }) => statement.start <= call.start && call.end <= statement.end);
  const holding = body.filter(holds);
  const [only] = holding;
  if (holding.length === 1 && only !== undefined) {
    const inner = innerBodies(only).filter((each) => each.some(holds));
    return inner.length === 1 && inner[0] !== undefined ? stretchOf(inner[0], writes) : [only];
  }
  const from = body.findIndex(holds);
  return from === -1 ? [] : body.slice(from, body.findLastIndex(holds) + 1);
}

const layers = /(?:^|\/)(?:services?|use_?cases|actions|operations|repositor(?:y|ies)|cruds?)(?:\/|\.py$)/;

/** Where such steps stand in this application: its services, else a method of the model whose row is written, or most of the rows. */
function targetOf(
  { project }: RuleInput,
  models: ModelIndex,
  module: SourceModule,
  writes: readonly RowWrite[],
): string {
  for (let folder = folderOf(module.path); ; folder = folderOf(folder)) {
    const service = [...project.modules.keys()]
      .filter((path) => layers.test(path) && isBeside(folder, path))
      .toSorted((one, other) => one.length - other.length)[0];
    if (service !== undefined) return `${service}, as one function`;
    if (folder === "") break;
  }
  const row = writes.flatMap(({ model, subject }) =>
    model === undefined ? models.named(subject.replaceAll("_", "")) : [],
  )[0];
  const most = [
    ...Map.groupBy(
      writes.flatMap(({ model }) => model ?? []),
      (id) => id,
    ),
  ].toSorted(([, one], [, other]) => other.length - one.length)[0];
  const model = row ?? most?.[0];
  return model === undefined
    ? "a function of its own beside the models, which asks nothing of a request"
    : `a method of ${model.slice(model.lastIndexOf(":") + 1)} or of its manager`;
}

/** Whether a layer is that of a folder: a module there, or one of a package there. Those of other applications are not. */
function isBeside(folder: string, path: string): boolean {
  const own = folderOf(path);
  return own === folder || (layers.test(`${own}/`) && folderOf(own) === folder);
}

function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
