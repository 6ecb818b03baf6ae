import type { ProjectFile } from "#generate";

/** What a module imports from another one of the project that does not bind it: no file alone shows that, and no rule of ruff. */
export function judgeImports(files: readonly ProjectFile[]): readonly string[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return files
    .filter(({ path }) => path.endsWith(".py"))
    .flatMap(({ path, text }) =>
      importsOf(text)
        .filter(({ module, name }) => !binds(texts, module, name))
        .map(({ module, name }) => `${path}: ${module} has no ${name}`),
    );
}

interface Import {
  readonly module: string;
  readonly name: string;
}

const fromOwn = /^ *from ((?:app|tests)(?:\.\w+)*) import (?:\(([^)]*)\)|(.+))$/gm;

function importsOf(text: string): readonly Import[] {
  return [...text.matchAll(fromOwn)].flatMap(([, module = "", several, one]) =>
    namesIn(several ?? one ?? "").map((name) => ({ module, name })),
  );
}

/** The names as they are called where they come from. */
function namesIn(list: string): readonly string[] {
  return list
    .replaceAll(/#.*/g, "")
    .split(",")
    .flatMap((each) => each.trim().split(/\s/)[0] || []);
}

function binds(texts: ReadonlyMap<string, string>, module: string, name: string): boolean {
  const path = module.replaceAll(".", "/");
  const text = texts.get(`${path}.py`) ?? texts.get(`${path}/__init__.py`);
  if (texts.has(`${path}/${name}.py`) || texts.has(`${path}/${name}/__init__.py`)) return true;
  if (text === undefined) return false;
  const bound = new RegExp(`^(?:(?:async def|def|class|type) ${name}\\b|${name}(?:: [^=]+)? = )`, "m");
  return bound.test(text) || importedNames(text).has(name);
}

function importedNames(text: string): ReadonlySet<string> {
  const lists = [...text.matchAll(/^from \S+ import (?:\(([^)]*)\)|(.+))$/gm)];
  return new Set(lists.flatMap(([, several, one]) => namesIn(several ?? one ?? "")));
}
