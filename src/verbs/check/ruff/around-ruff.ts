import { posix } from "node:path";
import type { Workspace } from "#workspace";
import { foreignFolders } from "../../python-files.ts";
import { findRuff } from "./find-ruff.ts";
import { readRuffSettings, upwards } from "./ruff-settings.ts";

/** Files beside the sources that have a say in what ruff tells, and of which. */
const names = [".ruff.toml", "ruff.toml", "pyproject.toml", ".gitignore", ".ignore", ".git/info/exclude"];

/** All that ruff's answer rests on but the sources: which ruff it is, its settings, and what it leaves out. */
export function readAroundRuff(base: Workspace, project: string): unknown {
  const root = posix.join(base.root, project);
  const program = findRuff(base);
  const listed = base.list(project, foreignFolders);
  const below = listed.filter((path) => names.includes(posix.basename(path)));
  const stubs = listed.filter((path) => /\.(?:pyi|ipynb)$/.test(path));
  const above = upwards(root).flatMap((folder) => names.map((name) => posix.join(folder, name)));
  const paths = [...below.map((path) => posix.join(root, path)), ...above, ...ofUser(base)];
  const texts = paths.flatMap((path) => {
    const reading = base.readUntrusted(path);
    return reading.ok ? [[path, reading.text]] : [];
  });
  const told = Object.entries(base.environment).filter(([name]) => name.startsWith("RUFF_"));
  const { tables } = readRuffSettings(base, project);
  return [program, program && base.stamp(program)?.mark, tables, stubs, texts, told.sort()];
}

/** What git leaves out for this user everywhere. */
function ofUser({ environment, readUntrusted }: Workspace): readonly string[] {
  const { HOME: home = "/", XDG_CONFIG_HOME: xdg } = environment;
  const folder = xdg ?? posix.join(home, ".config");
  const settings = [posix.join(home, ".gitconfig"), posix.join(folder, "git/config")];
  const named = settings.flatMap((path) => {
    const reading = readUntrusted(path);
    const [, file] = (reading.ok && /^\s*excludesfile\s*=\s*"?([^"\n]+?)"?\s*$/im.exec(reading.text)) || [];
    return file === undefined ? [] : [posix.resolve(home, file.replace(/^~\//, `${home}/`))];
  });
  return [posix.join(folder, "git/ignore"), ...settings, ...named];
}
