import { isByHand, isMigration, isTest, type Project, type SettingFact } from "#facts";
import type { Hit, Rule } from "../rule.ts";
import { type SettingsHome, settingsHomes } from "./settings-homes.ts";

/** A part of the program asks the environment itself, past the settings that check and name what it says. */
export const environmentReadDirectly: Rule = {
  severity: "warning",
  on: false,
  fix: "none",
  find: (input) => {
    const homes = settingsHomes(input);
    return homes.length === 0
      ? []
      : input.facts.settings.flatMap((setting) => findAt(input.project, homes, setting));
  },
};

/** What the machine or the platform says of itself, and nobody sets for this program. */
const ofTheMachine =
  /^(?:HOME|PATH|USER|USERNAME|LOGNAME|PWD|SHELL|TERM|TZ|LANG|LC_\w+|TMPDIR|TEMP|TMP|HOSTNAME|CI|NO_COLOR|COLUMNS|PYTHON\w*|VIRTUAL_ENV|XDG_\w+|PYTEST_\w+|GITHUB_\w+|GITLAB_\w+|KUBERNETES_\w+|AWS_(?:LAMBDA|EXECUTION)_\w+|AWS_(?:DEFAULT_)?REGION|ECS_\w+|RENDER|RENDER_\w+|DYNO|HEROKU_\w+|FLY_\w+|RAILWAY_\w+|VERCEL|VERCEL_\w+|GAE_\w+|K_SERVICE|K_REVISION|GOOGLE_CLOUD_PROJECT|WEBSITE_\w+|\w+_SETTINGS_MODULE|RUN_MAIN)$/;

/** Where a program begins, before there are settings. */
const beginnings =
  /(?:^|\/)(?:manage|wsgi|asgi|gunicorn[^/]*|celery|__main__|setup|conf|env|noxfile)\.py$|^(?:tasks|fabfile)\.py$/;

function findAt(
  project: Project,
  homes: readonly SettingsHome[],
  { variable, reader, span }: SettingFact,
): readonly Hit[] {
  const { file } = span;
  const program = programOf(project, file);
  const near = homes.find((home) => programOf(project, home.span.file) === program);
  if (reader !== "os.environ" || near === undefined || homes.some((home) => home.span.file === file))
    return [];
  if (isTest(file) || isMigration(file) || isByHand(file) || beginnings.test(file) || isSettings(file))
    return [];
  if (ofTheMachine.test(variable)) return [];
  return [
    {
      span,
      message: `${variable} is read from the environment past the settings: nothing checks it when the program starts, and nobody finds it among what can be set`,
      mend: `make it one of the settings in ${near.name}, and take it from there`,
      path: [{ message: `${near.name} holds the settings`, span: near.span }],
    },
  ];
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
