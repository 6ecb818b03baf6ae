import type { ProjectInputs } from "./inputs.ts";

/** Words that say of every API the same. */
const generic: ReadonlySet<string> = new Set(["api", "rest", "openapi", "swagger", "specification"]);

/** Names that mean something else in or around the project. */
const taken: ReadonlySet<string> = new Set([
  ...["app", "tests", "migrations", "docs", "database", "migrate", "api"],
  ...[
    "aiosqlite",
    "alembic",
    "asyncpg",
    "coverage",
    "fastapi",
    "greenlet",
    "httpx",
    "mypy",
    "pydantic",
    "pytest",
  ],
  ...[
    "python",
    "ruff",
    "schemathesis",
    "sqlalchemy",
    "starlette",
    "structlog",
    "uvicorn",
    "postgres",
    "postgresql",
  ],
]);

const longestName = 40;

/** A name for packages, containers and databases, made of any title: lower-case ASCII words with hyphens between them. */
export function projectName(title: string): string {
  const ascii = title.normalize("NFKD").replace(/\p{M}/gu, "");
  const words = ascii.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const telling = words.filter((word) => !generic.has(word));
  const name = (telling.length === 0 ? words : telling).join("-").slice(0, longestName).replace(/-$/, "");
  if (name === "") return "backend";
  return taken.has(name) || /^\d/.test(name) ? `backend-${name}` : name;
}

/** The title for people, reduced to letters, digits and spaces: nothing that any markup could take for more. */
export function displayTitle(title: string): string {
  const words = title.toWellFormed().match(/[\p{L}\p{M}\p{N}]+(?:[-.](?=\p{N})[\p{L}\p{N}]+)*/gu) ?? [];
  return words.join(" ").slice(0, 80).toWellFormed().replace("\uFFFD", "").trim() || "Backend";
}

/** A version that Python's packaging reads: the contract's, where it is one. */
export function projectVersion(version: string): string {
  return /^\d{1,6}(\.\d{1,6}){0,3}$/.test(version) ? version : "0.1.0";
}

export function databaseName(title: string): string {
  return projectName(title).replaceAll("-", "_");
}

/** Where the contract's copy goes. */
export function contractPath(inputs: ProjectInputs): string {
  return `docs/${safeFileName(inputs.contractFileName)}`;
}

/** Where the overlay goes that says what the contract leaves out: the contract's own overlays may stand beside it. */
export function overlayPath(inputs: Pick<ProjectInputs, "contractFileName" | "taken">): string {
  const stem = safeFileName(inputs.contractFileName).replace(/\.[^.]*$/, "");
  const taken = new Set(inputs.taken?.map((path) => path.toLowerCase()));
  let path = `docs/${stem}.overlay.yaml`;
  for (let number = 1; taken.has(path.toLowerCase()); number += 1)
    path = `docs/${stem}.answers${number === 1 ? "" : number}.overlay.yaml`;
  return path;
}

// No separators, no leading dot, no device name of Windows, nothing a shell or YAML would read as more than letters.
function safeFileName(fileName: string): string {
  const last = fileName.split(/[\\/]/).at(-1) ?? "";
  const safe = last
    .replace(/[^A-Za-z0-9._-]+/g, "-")
    .slice(-100)
    .replace(/^[.-]+|[.-]+$/g, "");
  const stem = safe.split(".")[0] ?? "";
  const isDevice = /^(con|prn|aux|nul|com\d|lpt\d)$/i.test(stem);
  return safe === "" ? "contract.yaml" : isDevice ? `contract-${safe}` : safe;
}
