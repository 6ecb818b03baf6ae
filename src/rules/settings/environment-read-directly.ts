import {
  defineExpression,
  isByHand,
  isMigration,
  isTest,
  type Project,
  placeIn,
  positional,
  type SourceModule,
  textOf,
} from "#facts";
import { allExpressions, allStatements, type Expression } from "#python";
import type { Hit, Rule, RuleInput } from "../rule.ts";
import { type SettingsHome, settingsHomes } from "./settings-homes.ts";

/** A part of the program asks the environment itself, past the settings that check and name what it says. */
export const environmentReadDirectly: Rule = {
  severity: "warning",
  on: true,
  fix: "none",
  find: (input) => {
    const homes = settingsHomes(input);
    return homes.length === 0
      ? []
      : [...input.project.modules.values()].flatMap((module) => findInModule(input, homes, module));
  },
};

/** What the machine or the platform says of itself, and nobody sets for this program. */
const ofTheMachine =
  /^(?:HOME|PATH|USER|USERNAME|LOGNAME|PWD|SHELL|TERM|TZ|LANG|LC_\w+|TMPDIR|TEMP|TMP|HOSTNAME|CI|NO_COLOR|COLUMNS|PYTHON\w*|VIRTUAL_ENV|XDG_\w+|PYTEST_\w+|GITHUB_\w+|GITLAB_\w+|KUBERNETES_\w+|AWS_(?:LAMBDA|EXECUTION)_\w+|AWS_(?:DEFAULT_)?REGION|ECS_\w+|RENDER|RENDER_\w+|DYNO|HEROKU_\w+|FLY_\w+|RAILWAY_\w+|VERCEL|VERCEL_\w+|GAE_\w+|K_SERVICE|K_REVISION|GOOGLE_CLOUD_PROJECT|WEBSITE_\w+|\w+_SETTINGS_MODULE|RUN_MAIN)$/;

/** Where a program begins, before there are settings. */
const beginnings =
  /(?:^|\/)(?:manage|wsgi|asgi|gunicorn[^/]*|celery|__main__|setup|conf|env|noxfile)\.py$|^(?:tasks|fabfile)\.py$/;

function findInModule(
  { project }: RuleInput,
  homes: readonly SettingsHome[],
  module: SourceModule,
): readonly Hit[] {
  const { path, syntax } = module;
  const program = programOf(project, path);
  const near = homes.find(({ span }) => programOf(project, span.file) === program);
  if (
    !/environ|getenv/.test(syntax.text) ||
    near === undefined ||
    homes.some(({ span }) => span.file === path)
  )
    return [];
  if (isTest(path) || isMigration(path) || isByHand(path) || beginnings.test(path) || isSettings(path))
    return [];
  const written = writtenPlaces(module);
  const found: Hit[] = [];
  for (const expression of allExpressions(syntax.body)) {
    const name = written.has(expression.start) ? undefined : nameRead(project, module, expression);
    if (name === undefined || ofTheMachine.test(name)) continue;
    found.push({
      span: placeIn(module, expression),
      message: `${name} is read from the environment past the settings: nothing checks it when the program starts, and nobody finds it among what can be set`,
      mend: `make it one of the settings in ${near.name}, and take it from there`,
      path: [{ message: `${near.name} holds the settings`, span: near.span }],
    });
  }
  return found;
}

/** The folder that a program lies in, as far as what runs it tells: settings of one say nothing of another beside it. */
function programOf({ modules }: Project, path: string): string {
  const folders = path.split("/").slice(0, -1);
  for (let depth = folders.length; depth >= 0; depth -= 1) {
    const folder = folders.slice(0, depth);
    if (modules.has([...folder, "manage.py"].join("/"))) return `${folder.join("/")}/manage.py`;
  }
  return folders[0] ?? "";
}

/** Other modules of settings, whatever they are read with. */
function isSettings(path: string): boolean {
  return /(?:^|\/)(?:settings|config|conf|configuration|env)(?:\/|(?:_\w+)?\.py$)/.test(path);
}

/** Where the environment is written and not read. */
function writtenPlaces({ syntax }: SourceModule): ReadonlySet<number> {
  const places = new Set<number>();
  for (const statement of allStatements(syntax.body)) {
    if (statement.kind === "assign" || statement.kind === "delete")
      for (const { start } of statement.targets) places.add(start);
    if (statement.kind === "augmented") places.add(statement.target.start);
  }
  return places;
}

/** The variable that an expression reads: `os.environ["X"]`, `os.environ.get("X")`, `os.getenv("X")`. */
function nameRead(project: Project, module: SourceModule, expression: Expression): string | undefined {
  if (expression.kind === "subscript") {
    return isNamed(project, module, expression.value, "os.environ") ? textOf(expression.index) : undefined;
  }
  if (expression.kind !== "call") return undefined;
  const { callee } = expression;
  const isRead =
    isNamed(project, module, callee, "os.getenv") ||
    (callee.kind === "attribute" &&
      callee.name === "get" &&
      isNamed(project, module, callee.value, "os.environ"));
  return isRead ? textOf(positional(expression)[0]) : undefined;
}

function isNamed(project: Project, module: SourceModule, expression: Expression, name: string): boolean {
  const meant = defineExpression(project, module, expression);
  return meant?.kind === "external" && meant.path === name;
}
