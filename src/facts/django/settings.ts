import type { Call, Expression } from "#python";
import { define } from "../definitions.ts";
import { argumentOf, isTrue, keyword, textOf, textsOf } from "../literals.ts";
import type { Project, SourceModule } from "../project.ts";
import type { Evaluator } from "../values.ts";

/** The text of a setting, and whether the environment may say another. */
export interface SettingText {
  readonly text: string;
  readonly isAssumed: boolean;
}

/** What the settings of a project say: https://docs.djangoproject.com/en/6.0/topics/settings/ */
export interface Settings {
  /** Modules of the project that `ROOT_URLCONF` names, those of the module that its commands start with first. */
  readonly roots: readonly SourceModule[];
  /** A text, by its default where the environment chooses; undefined where there is no such setting or it is made out of others. */
  readonly text: (name: string) => SettingText | undefined;
  readonly has: (name: string) => boolean;
  /** What a setting is set to, and the module in which that stands. */
  readonly find: (name: string) => PlacedSetting | undefined;
  readonly isInstalled: (application: string) => boolean;
}

export interface PlacedSetting {
  readonly module: SourceModule;
  readonly value: Expression;
}

/** What a name of a settings module is set to, also by another name: `REST_FRAMEWORK = rest_settings`. */
function setTo(project: Project, module: SourceModule, name: string, way: number): PlacedSetting | undefined {
  const meant = define(project, module, name);
  const value = meant?.kind === "value" ? meant.binding.value : undefined;
  if (meant?.kind !== "value" || value === undefined) return undefined;
  const other =
    value.kind === "name" && way < 5 ? setTo(project, meant.module, value.id, way + 1) : undefined;
  return other ?? { module: meant.module, value };
}

export function readSettings(project: Project, evaluator: Evaluator): Settings {
  const modules = settingsModules(project);
  const find = (name: string): PlacedSetting | undefined => {
    for (const module of modules) {
      const found = setTo(project, module, name, 0);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  const text = (name: string): SettingText | undefined => {
    const found = find(name);
    if (found === undefined) return undefined;
    const value = evaluator.evaluate(evaluator.moduleFrame(found.module), found.value);
    if (value?.kind === "text") return { text: value.text, isAssumed: false };
    const fallback = textOf(defaultOf(found.value));
    return fallback === undefined ? undefined : { text: fallback, isAssumed: true };
  };
  const installed = new Set(modules.flatMap((module) => installedIn(module)));
  return {
    roots: readRoots(project, evaluator, modules),
    text,
    has: (name) => find(name) !== undefined,
    find,
    isInstalled: (application) => installed.has(application),
  };
}

/** Modules of settings: those that commands and servers start with, then those that name a URLconf. */
function settingsModules(project: Project): readonly SourceModule[] {
  const started: SourceModule[] = [];
  const others: SourceModule[] = [];
  for (const module of project.modules.values()) {
    if (module.scope.names.has("ROOT_URLCONF")) others.push(module);
    for (const [, named = ""] of module.syntax.text.matchAll(
      /DJANGO_SETTINGS_MODULE["'],?\]?\s*[,=]\s*["']([\w.]+)["']/g,
    )) {
      const path = project.index.find(named, module.path);
      const settings = path === undefined ? undefined : project.modules.get(path);
      if (settings !== undefined) started.push(settings);
    }
  }
  return [...new Set([...started, ...others])].toSorted(
    (one, other) => Number(isOfTests(one)) - Number(isOfTests(other)),
  );
}

function isOfTests({ path }: SourceModule): boolean {
  return /(^|[/_.])tests?([/_.]|$)/.test(path);
}

/** The URLconfs that settings name. Those of tests count where there is no other. */
function readRoots(
  project: Project,
  evaluator: Evaluator,
  modules: readonly SourceModule[],
): readonly SourceModule[] {
  const roots = new Map<SourceModule, boolean>();
  for (const module of modules) {
    const meant = define(project, module, "ROOT_URLCONF");
    if (meant?.kind !== "value") continue;
    const named = evaluator.evaluate(evaluator.moduleFrame(meant.module), meant.binding.value);
    const path = named?.kind === "text" ? project.index.find(named.text, meant.module.path) : undefined;
    const root = path === undefined ? undefined : project.modules.get(path);
    if (root !== undefined && !roots.has(root)) roots.set(root, isOfTests(module) || isOfTests(root));
  }
  const own = [...roots].filter(([, ofTests]) => !ofTests);
  return (own.length > 0 ? own : [...roots]).map(([root]) => root);
}

/** Applications that any settings list, wherever the list is written in them. */
function installedIn(module: SourceModule): readonly string[] {
  const binding = module.scope.names.get("INSTALLED_APPS");
  return binding?.kind === "value" ? (textsOf(binding.value) ?? []) : [];
}

/** What stands for a value that the environment may give: `os.getenv("A", "b")`, `env("A", default="b")`, `getattr(module, "A", "b")`. */
function defaultOf(value: Expression): Expression | undefined {
  if (value.kind === "boolean" && value.operator === "or") return value.values.at(-1);
  if (value.kind !== "call") return undefined;
  const given = keyword(value, "default");
  if (given !== undefined) return given;
  const reader = nameOf(value);
  if (reader === "getattr") return argumentOf(value, "default", 2);
  return /^(getenv|get|env|config|envvar|str)$/.test(reader) ? argumentOf(value, "default", 1) : undefined;
}

function nameOf({ callee }: Call): string {
  return callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
}

/** Whether a keyword of a call says `True`; `fallback` where it is not given or unknown. */
export function flagOf(call: Call, name: string, fallback: boolean): boolean {
  const given = keyword(call, name);
  return given?.kind === "constant" ? isTrue(given) : fallback;
}
