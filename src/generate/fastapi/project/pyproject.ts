import { routeParameters } from "../app/routes/parameters.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { confusablesOf } from "./confusables.ts";
import type { ProjectInputs } from "./inputs.ts";
import { displayTitle, projectName, projectVersion } from "./names.ts";
import { devPackages, directPackages, pinned } from "./packages.ts";
import { toml } from "./quoting.ts";

/** `pyproject.toml`: what the project is and needs, and how its tools look at it. */
export function emitPyproject(blueprint: Blueprint, inputs: ProjectInputs): GeneratedFile {
  const parts = [project(blueprint, inputs), ruff(blueprint), mypy(blueprint), pytest, coverage];
  return { path: "pyproject.toml", text: `${parts.join("\n\n")}\n` };
}

function project(blueprint: Blueprint, inputs: ProjectInputs): string {
  const { domain } = blueprint;
  return `[project]
name = ${toml(projectName(domain.title))}
version = ${toml(projectVersion(domain.version))}
description = ${toml(`The backend of ${displayTitle(domain.title)}`)}
readme = "README.md"
requires-python = ">=3.12"
dependencies = [
${list(pinned(directPackages(blueprint), inputs.requirements))}
]

[dependency-groups]
dev = [
${list(pinned(devPackages(blueprint), inputs.devRequirements))}
]`;
}

function list(items: readonly string[]): string {
  return items.map((item) => `    ${item},`).join("\n");
}

/** Files in which a function takes more than the linter's five: all that a request brings is one each. */
function wideFiles(blueprint: Blueprint): string {
  const operations = blueprint.modules.flatMap((module) => module.operations);
  const most = Math.max(0, ...operations.map((operation) => routeParameters(blueprint, operation).length));
  // A route's own are the answer and, where names are asked for, the star; the service gets the rest.
  const files = [...(most > 6 ? [`"app/*/routes.py"`] : []), ...(most > 7 ? [`"app/*/service.py"`] : [])];
  return files
    .map((file) => `\n${file} = ["PLR0913", "PLR0917"] # all that a request brings, one by one`)
    .join("");
}

function ruff(blueprint: Blueprint): string {
  const confusables = confusablesOf(blueprint.contract);
  const allowed =
    confusables.length === 0
      ? ""
      : `\nallowed-confusables = [${confusables.map(toml).join(", ")}] # as the contract's texts have them`;
  return `[tool.ruff]
line-length = 100
target-version = "py312"

[tool.ruff.lint]
select = ["ALL"]
ignore = [
    "COM812", # the formatter decides about trailing commas
    "CPY",    # the licence is stated once, for the project
    "D1",     # a docstring is written where it says more than the name
    "D203",   # contradicts D211
    "D213",   # contradicts D212
    "EM",     # an error's message is an answer, and is read best where it is raised
    "TRY003", # as EM
]${allowed}

[tool.ruff.lint.per-file-ignores]
"migrations/**" = ["INP001"] # Alembic loads these as files, not as a package${wideFiles(blueprint)}
"tests/**" = [
    "FBT001",  # a parametrised value has no name where it is given
    "PLR2004", # status codes and counts are what a test is about
    "S101",    # tests assert
    "S105",    # their secrets are none
    "S106",    # as S105
]`;
}

function mypy({ database }: Blueprint): string {
  const untyped =
    database === "sqlite"
      ? ""
      : `

[[tool.mypy.overrides]]
module = "asyncpg.*" # it has no types
ignore_missing_imports = true`;
  return `[tool.mypy]
strict = true
python_version = "3.12"
plugins = ["pydantic.mypy"]
enable_error_code = ["ignore-without-code", "redundant-expr", "truthy-bool"]
untyped_calls_exclude = ["factory"] # its declarations bear no types${untyped}`;
}

const pytest = `[tool.pytest]
minversion = "9.0"
testpaths = ["tests"]
addopts = ["--strict-config", "--strict-markers"]
pythonpath = ["."]
asyncio_mode = "auto"
# One event loop for all: a connection belongs to the loop that opened it.
asyncio_default_fixture_loop_scope = "session"
asyncio_default_test_loop_scope = "session"
filterwarnings = ["error"]
xfail_strict = true`;

const coverage = `[tool.coverage.run]
branch = true
source = ["app"]
# SQLAlchemy runs its synchronous core in greenlets; the drivers and slow work run in threads.
concurrency = ["greenlet", "thread"]

[tool.coverage.report]
fail_under = 95
show_missing = true
skip_covered = true`;
