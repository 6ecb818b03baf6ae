import { standardLibrary } from "#python";
import type { ProjectClass } from "../../classes.ts";
import type { Owner, Reference } from "./plain.ts";

const whatDeletionDoes = /^(?:CASCADE|PROTECT|RESTRICT|SET|SET_NULL|SET_DEFAULT|DO_NOTHING)$/;

/**
 * A name of a package outside the project. Packages hand on what they have under several paths, so that the package and the last
 * name are what is compared; the parts of the framework that come as packages of their own are told apart.
 */
export function externalReference(path: string): Reference {
  const parts = path.split(".");
  const [top = path] = parts;
  const last = parts.at(-1) ?? path;
  const owner: Owner = top === "django" ? "framework" : standardLibrary.has(top) ? "language" : "other";
  const isPart = top === "django" && parts[1] === "contrib" && parts[2] !== "gis";
  const isCode =
    // Packages of the language hold constants too, in capitals.
    (owner === "language" && !/^[A-Z0-9_]+$/.test(last)) ||
    (owner === "framework" && (/^[A-Z]\w*[a-z]/.test(last) || whatDeletionDoes.test(last) || last === "now"));
  return {
    kind: "reference",
    path: `${isPart ? parts.slice(0, 3).join(".") : top}:${last}`,
    owner,
    isCode,
  };
}

export function builtinReference(name: string): Reference {
  return { kind: "reference", path: `builtins:${name}`, owner: "language", isCode: true };
}

export function projectReference(path: string): Reference {
  return { kind: "reference", path, owner: "project", isCode: true };
}

export function classPath({ module, node }: ProjectClass): string {
  return `${module.path}:${node.name.id}`;
}

/** The last name of a canonical path. */
export function lastName(path: string): string {
  return path.slice(path.lastIndexOf(":") + 1);
}
