import { byCookie } from "../app/cookie-names.ts";
import { takesForms } from "../app/forms.ts";
import { drawingsOf } from "../app/qr-codes.ts";
import type { Blueprint } from "../blueprint.ts";
import { speaksXml } from "../media/media-plan.ts";
import { issuesTokens, takesTokens } from "../outside/credentials.ts";
import { toml } from "./quoting.ts";

/** The packages that the application itself imports or is started with. */
export function directPackages(blueprint: Blueprint): readonly string[] {
  const driver = blueprint.database === "sqlite" ? "aiosqlite" : "asyncpg";
  const forAccounts = blueprint.account === undefined ? [] : ["argon2-cffi"];
  const tokens = takesTokens(blueprint.domain);
  const signsIn = blueprint.account !== undefined && !byCookie(blueprint);
  const signs = signsIn || issuesTokens(blueprint.domain);
  const forTokens = signs || tokens ? ["pyjwt"] : [];
  // PyJWT verifies signatures with a public key by it.
  const forSignatures = tokens ? ["cryptography"] : [];
  const forPictures = drawingsOf(blueprint).length === 0 ? [] : ["segno"];
  const forXml = speaksXml(blueprint) ? ["defusedxml"] : [];
  const forForms = takesForms(blueprint) ? ["python-multipart"] : [];
  return [
    ...always,
    ...forForms,
    ...forAccounts,
    ...forTokens,
    ...forSignatures,
    ...forPictures,
    ...forXml,
    driver,
  ].sort();
}

const always = [
  "alembic",
  "fastapi",
  "greenlet",
  "pydantic",
  "pydantic-settings",
  "sqlalchemy",
  "structlog",
  "uvicorn",
] as const;

/** The packages that its tests and checks use. */
export function devPackages(blueprint: Blueprint): readonly string[] {
  const forPictures = drawingsOf(blueprint).length === 0 ? [] : ["pillow", "zxing-cpp"];
  const forXml = speaksXml(blueprint) ? ["types-defusedxml"] : [];
  return [...tested, ...forPictures, ...forXml].sort();
}

const tested = [
  "factory-boy",
  "httpx",
  "mypy",
  "pytest",
  "pytest-asyncio",
  "pytest-cov",
  "pytest-randomly",
  "ruff",
] as const;

/** Each package with the version that the lock file pins: the lock decides, and nothing says it twice by hand. */
export function pinned(packages: readonly string[], lock: string): readonly string[] {
  const versions = new Map<string, string>();
  for (const [, name, version] of lock.matchAll(
    /^([A-Za-z0-9][A-Za-z0-9._-]*)(?:\[[^\]\n]*\])?==([^\s;\\]+)/gm,
  )) {
    if (name !== undefined && version !== undefined) versions.set(normalise(name), version);
  }
  return packages.map((name) => {
    const version = versions.get(normalise(name));
    return toml(version === undefined ? name : `${name}==${version}`);
  });
}

function normalise(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, "-");
}
