import { existsSync, lstatSync, readFileSync, realpathSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where this user's cache is: `KEELBACK_CACHE`, else the platform's place. */
export function findCacheFolder(environment: Environment, platform: string = process.platform): string {
  const home = environment["HOME"] ?? homedir();
  const chosen = environment["KEELBACK_CACHE"];
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  const xdg = environment["XDG_CACHE_HOME"];
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, "keelback");
  if (platform === "darwin") return join(home, "Library", "Caches", "keelback");
  const local = environment["LOCALAPPDATA"];
  if (platform === "win32" && local !== undefined) return join(local, "keelback");
  return join(home, ".cache", "keelback");
}

/** The folder of this program: the nearest one upwards whose package.json has our name. */
export function findPackageFolder(from: string): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, "package.json");
    if (existsSync(manifest) && /"name":\s*"keelback"/.test(readFileSync(manifest, "utf8"))) return folder;
    if (dirname(folder) === folder) return from;
  }
}

/** Is the path strictly below the folder? Both absolute. */
export function isBelow(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/**
 * The real path that a write to `path` would reach, or undefined where that is not strictly below the root,
 * whatever symbolic links stand in between.
 */
export function resolveBelow(root: string, path: string): string | undefined {
  if (path.includes("\0")) return undefined;
  const wanted = resolve(root, path);
  if (!isBelow(wanted, root)) return undefined;
  const real = realPathOfFuture(wanted);
  if (real === undefined) return undefined;
  const realRoot = realPathOfFuture(root);
  return realRoot !== undefined && isBelow(real, realRoot) ? real : undefined;
}

/** The real path of something that need not exist yet; undefined where a link leads to nothing or in circles. */
export function realPathOfFuture(path: string): string | undefined {
  const missing: string[] = [];
  for (let existing = path; ; existing = dirname(existing)) {
    if (kindOf(existing) !== "absent") {
      try {
        return join(realpathSync(existing), ...missing);
      } catch {
        return undefined;
      }
    }
    if (dirname(existing) === existing) return join(existing, ...missing);
    missing.unshift(basename(existing));
  }
}

/** What is at a path, without following a link; what is below a file, or closed to us, is absent. */
export function kindOf(path: string): "absent" | "file" | "folder" | "link" {
  try {
    const stat = lstatSync(path, { throwIfNoEntry: false });
    if (stat === undefined) return "absent";
    if (stat.isSymbolicLink()) return "link";
    return stat.isDirectory() ? "folder" : "file";
  } catch {
    return "absent";
  }
}
