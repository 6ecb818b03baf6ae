import { formatPython } from "#python";
import type { Blueprint, ModuleBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";

/** Whether a path has a parameter by a name that the framework takes for plain text: `{pet-id}`. */
export function isSpelledOddly(path: string): boolean {
  return [...path.matchAll(/\{([^{}]*)\}/g)].some(([, name = ""]) => !/^[a-z_][a-z0-9_]*$/i.test(name));
}

/** Whether some path of a module has such a parameter. */
export function hasOddPaths({ operations }: ModuleBlueprint): boolean {
  return operations.some(({ contract }) => isSpelledOddly(contract.path));
}

/** `app/spelled_paths.py`: routes whose parameters have names that the framework does not read in a path. */
export function emitSpelledPaths({ modules }: Blueprint): readonly GeneratedFile[] {
  return modules.some(hasOddPaths)
    ? [{ path: "app/spelled_paths.py", text: formatPython(spelledRoute) }]
    : [];
}

const spelledRoute = `import re
from collections.abc import Callable
from typing import Any

from fastapi.routing import APIRoute
from starlette.routing import Match, compile_path
from starlette.types import Scope

PARAMETER = re.compile(r"\\{([^{}]*)\\}")


class SpelledRoute(APIRoute):
    """Takes parameters of its path by any name: the framework reads only such as Python's."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **settings: Any) -> None:
        # It is described as it is spelled.
        super().__init__(path, endpoint, **settings)
        self.spelled = {f"part{index}": name for index, name in enumerate(PARAMETER.findall(path))}
        parts = iter(self.spelled)
        named = PARAMETER.sub(lambda _: f"{{{next(parts)}}}", path)
        self.path_regex, _, self.param_convertors = compile_path(named)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        given = found.get("path_params", {})
        spelled = {self.spelled.get(part, part): value for part, value in given.items()}
        return match, {**found, "path_params": spelled}
`;
