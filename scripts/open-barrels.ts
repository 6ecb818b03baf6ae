// A folder's index.ts is its only entrance, and names all that is within. A bundler that parts a program takes whoever asks an
// entrance for one thing to need all of them. For the bundle alone, names are therefore asked for where they are made.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";

/** `import { a, type B, c as d } from "…";` or the same with export, of a source as the formatter leaves it. */
const clause = /^(import|export) \{([^{}]*)\} from "([^"]+)";$/gm;

interface Place {
  readonly file: string;
  readonly name: string;
}

/** Where each value that an entrance hands on is made; nothing of what it makes itself. */
type Entrance = ReadonlyMap<string, Place>;

export function openBarrels(root: string): Plugin {
  const src = join(root, "src");
  const entrances = new Map<string, Entrance>();
  const readEntrance = (file: string): Entrance => {
    const known = entrances.get(file);
    if (known !== undefined) return known;
    const made = new Map<string, Place>();
    entrances.set(file, made);
    for (const [, kind, names = "", from = ""] of readFileSync(file, "utf8").matchAll(clause))
      if (kind === "export")
        for (const { name, as } of readNames(names)) {
          const target = resolve(file, from);
          if (target !== undefined) made.set(as, placeOf(target, name));
        }
    return made;
  };
  const placeOf = (file: string, name: string): Place =>
    (file.endsWith("/index.ts") ? readEntrance(file).get(name) : undefined) ?? { file, name };
  const resolve = (importer: string, from: string): string | undefined => {
    const path = from.startsWith("#")
      ? join(src, from.slice(1), "index.ts")
      : from.startsWith(".")
        ? join(dirname(importer), from)
        : undefined;
    return path !== undefined && existsSync(path) ? path : undefined;
  };
  const open = (file: string, text: string): string =>
    text.replace(clause, (whole, kind: string, names: string, from: string) => {
      const target = resolve(file, from);
      if (kind === "export" || target === undefined || !target.endsWith("/index.ts")) return whole;
      return readNames(names)
        .map(({ name, as }) => [placeOf(target, name), as] as const)
        .map(([place, as]) => `import { ${place.name} as ${as} } from ${JSON.stringify(place.file)};`)
        .join(" ");
    });
  return {
    name: "open-barrels",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) =>
        path.startsWith(src) ? { contents: open(path, readFileSync(path, "utf8")), loader: "ts" } : undefined,
      );
    },
  };
}

/** The values among the names of a clause; types are nothing at run time. */
function readNames(names: string): readonly { readonly name: string; readonly as: string }[] {
  return names
    .split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "" && !each.startsWith("type "))
    .map((each) => {
      const [name = "", as = name] = each.split(/ as /);
      return { name, as };
    });
}
