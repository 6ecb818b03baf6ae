// node bench/routes/compare.ts FOLDER LISTING.json
// Routes that Keelback reads from the source below FOLDER against those that the framework listed at run time.
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readFacts, readProject } from "#facts";

interface Listed {
  readonly method: string;
  readonly path: string;
  readonly handler: string;
  /** The file of the view, where it is the project's. */
  readonly file: string | null;
  /** Whether what answers is written in a package, though the class of the view is the project's. */
  readonly inherited?: boolean;
  /** Whether another application answers all below the path. */
  readonly mounted?: boolean;
  readonly action?: string | null;
  readonly name?: string | null;
}

const [folder = ".", listing = "", most = 40] = process.argv.slice(2);
const listed = (JSON.parse(readFileSync(listing, "utf8")) as readonly Listed[]).map((route) => ({
  ...route,
  // The slash after a format is optional.
  path: route.path.replace(/\.\{format\}\/$/, ".{format}"),
}));
const files = globSync("**/*.py", { cwd: folder });
const texts = new Map(files.map((file) => [file, readFileSync(join(folder, file), "utf8")]));
const { routes } = readFacts(readProject(texts));

const opaque = routes.filter((route) => route.opaque);
const shown = routes
  .filter((route) => !route.opaque)
  .flatMap((route) => (route.suffixed ? [route, { ...route, path: suffixed(route.path) }] : [route]));

/** A format after the path; a slash before it comes from the place of the router alone. */
function suffixed(path: string): string {
  return `${path.replace(/\/$/, "")}.{format}`;
}

const shownNames = new Set(shown.map(({ path, name }) => `${path} ${name ?? ""}`));

function isOfPackage({ path, name, file }: Listed): boolean {
  return (
    file === null &&
    !shownNames.has(`${path} ${name ?? ""}`) &&
    opaque.some((route) => path.startsWith(route.path))
  );
}

const keyOf = ({ method, path }: { readonly method: string; readonly path: string }): string => `${method} ${path}`;
const packages = listed.filter(isOfPackage);
const mounted = listed.filter((route) => route.mounted === true);
const own = listed.filter((route) => !isOfPackage(route) && !route.mounted);
const read = new Set(shown.map(keyOf));
const anyPaths = new Set(shown.filter(({ method }) => method === "ANY").map(({ path }) => path));
/** Which methods a view of a package answers, or one that inherits what answers, no source of the project says. */
const isLeftOpen = ({ path, file, inherited }: Listed): boolean =>
  anyPaths.has(path) && (file === null || inherited === true);
const openPaths = new Set(own.filter((route) => !read.has(keyOf(route)) && isLeftOpen(route)).map(({ path }) => path));
const missing = own.filter((route) => !read.has(keyOf(route)) && !openPaths.has(route.path));
const there = new Set(own.map(keyOf));
const absent = shown.filter((route) => !there.has(keyOf(route)) && !openPaths.has(route.path));
const conditional = absent.filter((route) => route.when !== undefined);
const surplus = absent.filter((route) => route.when === undefined);
const named = new Set(shown.map(({ method, path, name }) => `${method} ${path} ${name ?? ""}`));
const misnamed = own.filter(
  (route) =>
    read.has(keyOf(route)) && !route.path.endsWith(".{format}") && !named.has(`${keyOf(route)} ${route.name ?? ""}`),
);
const handled = new Set(shown.map(({ method, path, handler, action }) => `${method} ${path} ${plain(handler)} ${action ?? ""}`));

/** A handler by its dotted name, as far as the file says it. */
function plain(handler: string): string {
  return handler.slice(handler.lastIndexOf(":") + 1).split(".").at(-1) ?? "";
}

const mishandled = own.filter(
  (route) =>
    route.file !== null &&
    read.has(keyOf(route)) &&
    route.action != null &&
    !handled.has(`${keyOf(route)} ${plain(route.handler)} ${route.action}`),
);

const distinct = (all: readonly { readonly method: string; readonly path: string }[]): number =>
  new Set(all.map(keyOf)).size;
console.log(`at run time  ${distinct(listed)} methods and paths, ${distinct(packages)} of them of packages, ${distinct(own)} own`);
console.log(`from source  ${distinct(shown)} methods and paths, ${opaque.length} inclusions that are not shown`);
console.log(`missing      ${distinct(missing)}`);
console.log(`surplus      ${distinct(surplus)}, and ${distinct(conditional)} that hold only under a condition`);
console.log(`mounted      ${mounted.length} applications of another kind`);
console.log(`left open    ${openPaths.size} paths of which a package says which methods they answer`);
console.log(`other names  ${misnamed.length}; other actions ${mishandled.length}`);
for (const [title, all] of [
  ["missing", missing],
  ["surplus", surplus],
  ["conditional", conditional],
  ["other name", misnamed],
  ["other action", mishandled],
] as const)
  for (const route of all.slice(0, most))
    console.log(`  ${title}: ${keyOf(route)} ${route.handler} ${"when" in route ? route.when?.join(" and ") : (route.name ?? "")}`);
for (const { path, handler, when } of opaque)
  console.log(`  not shown: ${path} ${handler}${when === undefined ? "" : ` when ${when.join(" and ")}`}`);
process.exitCode = missing.length + surplus.length > 0 ? 1 : 0;
