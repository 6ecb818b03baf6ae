import { assert } from "#base";
import { makeFragment, type Py, type PyImport } from "./fragment.ts";
import { checkName } from "./identifier.ts";

interface ImportOptions {
  readonly as?: string;
}

/** Prints the symbol, and has the module say `from module import symbol`. */
export function imported(module: string, symbol: string, options: ImportOptions = {}): Py {
  const entry = checkImport({ module, symbol, ...options });
  return makeFragment(options.as ?? symbol, [entry], { word: true });
}

/** Prints the module's name, and has the module say `import module`. */
export function importedModule(module: string, options: ImportOptions = {}): Py {
  return makeFragment(options.as ?? module, [checkImport({ module, ...options })], { word: true });
}

/** Prints nothing, and has the module say `import module` or `from module import symbol`. */
export function importOnly(module: string, symbol?: string, options: ImportOptions = {}): Py {
  return makeFragment("", [checkImport({ module, ...(symbol === undefined ? {} : { symbol }), ...options })]);
}

function checkImport(entry: PyImport): PyImport {
  entry.module.split(".").forEach(checkName);
  if (entry.symbol !== undefined) checkName(entry.symbol);
  if (entry.as !== undefined) checkName(entry.as);
  return Object.freeze(entry);
}

/** Two things under one name are an error of ours. */
export function checkImports(imports: readonly PyImport[]): void {
  const bound = new Map<string, string>();
  for (const { module, symbol, as } of imports) {
    // `import a.b` binds `a`, and so does `import a.c`: the same package.
    const root = module.split(".")[0] ?? module;
    const name = as ?? symbol ?? root;
    const origin = symbol === undefined ? (as === undefined ? root : module) : `${module}:${symbol}`;
    const other = bound.get(name) ?? origin;
    assert(other === origin, () => `the imported name ${name} would mean both ${other} and ${origin}`);
    bound.set(name, origin);
  }
}
