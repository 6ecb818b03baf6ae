/** A Python file by its path within the project, with `/` between folders. */
export type SourcePath = string;

/** The dotted names by which one file can be imported, the likeliest first, with the folder that each is looked up from. */
export interface ModuleName {
  readonly name: string;
  /** The folder that stands on the import path, empty for the project's own. */
  readonly root: string;
  /** Whether that folder lies in a regular package: only what lies below it, as tests and scripts do, may find it there. */
  readonly isInner?: true;
}

/**
 * Under which names a file can be imported. The folder above its topmost regular package comes first (a `src` layout needs no setting
 * for that), then the folders above it, from which the packages between are namespace packages (PEP 420), and last folders that lie
 * in a package themselves.
 */
export function moduleNames(path: SourcePath, hasInit: (folder: string) => boolean): readonly ModuleName[] {
  const parts = path.replace(/\.pyi?$/, "").split("/");
  const file = parts.at(-1);
  const isPackage = file === "__init__";
  const segments = isPackage ? parts.slice(0, -1) : parts;
  const names: ModuleName[] = [];
  const inner: ModuleName[] = [];
  for (let depth = segments.length - 1; depth >= 0; depth -= 1) {
    const root = segments.slice(0, depth).join("/");
    if (root !== "" && hasInit(root)) continue;
    const words = segments.slice(depth);
    if (!words.every((word) => /^[\p{ID_Start}_][\p{ID_Continue}]*$/u.test(word))) continue;
    const isInner = segments
      .slice(0, depth)
      .some((_, at) => at > 0 && hasInit(segments.slice(0, at).join("/")));
    if (isInner) inner.push({ name: words.join("."), root, isInner });
    else names.push({ name: words.join("."), root });
  }
  return [...names, ...inner];
}
