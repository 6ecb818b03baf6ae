import { type Definition, type Project, readProject, type SourceModule } from "#facts";

/** A project from one text: `# file: path` begins each file. */
export function projectOf(text: string): Project {
  const files = new Map<string, string>();
  for (const part of text.split(/^# file: /m).slice(1)) {
    const end = part.indexOf("\n");
    files.set(part.slice(0, end).trim(), part.slice(end + 1));
  }
  return readProject(files);
}

export function moduleAt(project: Project, path: string): SourceModule {
  const module = project.modules.get(path);
  if (module === undefined) throw new Error(`there is no ${path}`);
  return module;
}

/** `kind path:name`, short enough to compare. */
export function tell(definition: Definition | undefined): string {
  if (definition === undefined) return "unknown";
  switch (definition.kind) {
    case "external":
      return `external ${definition.path}`;
    case "module":
      return `module ${definition.module.path}`;
    case "value":
      return `value ${definition.module.path}`;
    case "class":
    case "function":
      return `${definition.kind} ${definition.module.path}:${definition.node.name.id}`;
  }
}
