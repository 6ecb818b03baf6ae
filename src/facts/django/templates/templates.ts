import type { Project, SourceModule } from "../../project.ts";
import type { SourcePath } from "../../source-roots.ts";
import type { TemplateNode } from "./nodes.ts";
import { parseTemplate } from "./parse-template.ts";

/** A template of a project, read. */
export interface Template {
  readonly path: SourcePath;
  /** What places within it belong to. */
  readonly module: SourceModule;
  readonly nodes: readonly TemplateNode[];
}

const read = new WeakMap<Project, Map<string, Template | undefined>>();

/** The template of a name, as loaders find it below a folder of templates; none where several have it, for settings decide between them. */
export function templateOf(project: Project, name: string): Template | undefined {
  const known = read.get(project) ?? new Map<string, Template | undefined>();
  read.set(project, known);
  if (!known.has(name)) known.set(name, readTemplate(project, name));
  return known.get(name);
}

function readTemplate({ templates }: Project, name: string): Template | undefined {
  const below = `templates/${name}`;
  const found = [...templates].filter(([path]) => path === below || path.endsWith(`/${below}`));
  const [only] = found;
  if (only === undefined || found.length > 1) return undefined;
  const [path, module] = only;
  return { path, module, nodes: parseTemplate(module.syntax.text) };
}
