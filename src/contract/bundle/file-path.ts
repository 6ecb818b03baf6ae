import { decodePercent } from "../openapi/pointer.ts";
import type { Problem } from "../openapi/reader.ts";
import { quote } from "../openapi/shape.ts";

/**
 * Where a reference to another file leads, by the rules of URIs: relative to the file that it stands in. What could
 * lead out of the contract's surroundings is refused here already, and again by whoever opens files.
 */
export function resolveFilePath(contract: string, from: string, reference: string): string | Problem {
  const refused = refusal(reference);
  if (refused !== undefined) return refused;
  const segments = reference.split("/").map(decodePercent);
  const path = walk(from.split("/").slice(0, -1), segments);
  const home = walk([], contract.split("/").slice(0, -1));
  const isHome = path !== undefined && home !== undefined && isBelow(path, home);
  if (path === undefined || (path[0] === ".." && !isHome)) return outsideProblem(reference);
  if (!/.\.(?:ya?ml|json)$/i.test(segments.at(-1) ?? ""))
    return refuse(`${quote(reference)} is not named like a document`, "name a .yaml, .yml or .json file");
  return path.join("/");
}

/** The path of the contract itself, in the form that references to it come to have. */
export function plainPath(file: string): string {
  return walk([], file.split("/"))?.join("/") ?? file;
}

export function outsideProblem(reference: string): Problem {
  return refuse(
    `${quote(reference)} leads out of the contract's folder: what lies there is not read`,
    "move the file below the contract's folder, or start in a folder that holds both",
  );
}

function refusal(reference: string): Problem | undefined {
  if (/[\u0000-\u001f\u007f]/.test(decodePercent(reference)))
    return refuse(`${quote(reference)} has a control character in it`, "write the plain name of the file");
  if (/^(?:file:|[a-z]:(?:[\\/]|$))/i.test(reference) || reference.startsWith("/"))
    return refuse(
      `${quote(reference)} is an absolute path: it is not read`,
      "write where the file lies as seen from this one, such as ./name.yaml",
    );
  if (/\\/.test(decodePercent(reference)))
    return refuse(`${quote(reference)} has a backslash in it`, "separate folders with / in references");
  if (reference.includes("?"))
    return refuse(`${quote(reference)} has a query in it, and a file takes none`, "name the file alone");
  const hides = reference.split("/").some((segment) => {
    const plain = decodePercent(segment);
    return plain !== segment && (plain === "." || plain === ".." || plain.includes("/"));
  });
  return hides
    ? refuse(
        `${quote(reference)} hides a path behind percent signs: it is not read`,
        "write the path plainly",
      )
    : undefined;
}

function refuse(message: string, mend: string): Problem {
  return { rule: "refused-reference", message, mend };
}

// `..` stays at the beginning of a relative path; above the root of an absolute one there is nothing.
function walk(folder: readonly string[], segments: readonly string[]): readonly string[] | undefined {
  const path: string[] = [];
  for (const [index, segment] of [...folder, ...segments].entries()) {
    if (segment === "." || (segment === "" && index > 0)) continue;
    if (segment !== "..") path.push(segment);
    else if (path.length === 1 && path[0] === "") return undefined;
    else if (path.length === 0 || path.at(-1) === "..") path.push("..");
    else path.pop();
  }
  return path;
}

function isBelow(path: readonly string[], folder: readonly string[]): boolean {
  const next = path[folder.length];
  return next !== undefined && next !== ".." && folder.every((segment, index) => path[index] === segment);
}
