import { docstring } from "./docstring.ts";
import type { Py, PyImport } from "./fragment.ts";
import { checkImports, splitImports } from "./imports.ts";
import { join } from "./join.ts";
import { formatPython, sortImports } from "./ruff.ts";
import { sortedImports } from "./sort-imports.ts";

export interface ModuleParts {
  /** Of any origin; printed through `docstring`. */
  readonly docstring?: string;
  /** Top-level statements or groups of them; two blank lines between. */
  readonly body: readonly Py[];
  /** Top-level packages of the project, whose imports come last. */
  readonly firstParty: readonly string[];
  /** Comments above everything else. */
  readonly header?: Py;
  /** The dotted name of this very module: what the body takes from it needs no import. */
  readonly self?: string;
}

/** A whole file: header, docstring, the imports that the body needs, the body; formatted and sorted as ruff does. */
export function pythonModule(parts: ModuleParts): string {
  const body = join(parts.body, "\n\n\n");
  const needed = [...(parts.header?.imports ?? []), ...body.imports];
  const foreign = needed.filter(({ module }) => module !== parts.self);
  checkImports(foreign);
  // Where the body has imports of its own, these must be sorted among ours.
  const isMixed = /^(?:from|import)\s/m.test(body.text);
  const { running, typing } = splitImports(foreign);
  const checking: readonly PyImport[] =
    typing.length === 0 ? [] : [{ module: "typing", symbol: "TYPE_CHECKING" }];
  const imports = sortedImports([...running, ...checking], parts.firstParty);
  const forCheckers =
    typing.length === 0
      ? ""
      : `if TYPE_CHECKING:\n${sortedImports(typing, parts.firstParty).replace(/^(?=.)/gm, "    ")}`;
  const doc = parts.docstring === undefined ? "" : docstring(parts.docstring, 100).text;
  const text = [parts.header?.text ?? "", doc, imports, forCheckers, body.text]
    .filter((part) => part !== "")
    .join("\n\n");
  if (text === "") return "";
  return formatPython(isMixed ? sortImports(`${text}\n`, parts.firstParty) : `${text}\n`);
}
