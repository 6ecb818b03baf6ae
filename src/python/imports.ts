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

/**
 * The same for a symbol that Python does not evaluate here, as in the annotation of a local variable: the import is made
 * where type checkers alone read it, unless the module takes something else from there that runs.
 */
export function importedForTyping(module: string, symbol: string): Py {
  return makeFragment(symbol, [checkImport({ module, symbol, typing: true })], { word: true });
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

/** Imports that run, and those that only type checkers need: of modules that nothing which runs is taken from. */
export function splitImports(imports: readonly PyImport[]): {
  readonly running: readonly PyImport[];
  readonly typing: readonly PyImport[];
} {
  const running = new Set(imports.filter(({ typing }) => !typing).map(({ module }) => module));
  const isTyping = ({ module, typing }: PyImport): boolean => typing === true && !running.has(module);
  return {
    running: imports.filter((entry) => !isTyping(entry)),
    typing: imports.filter(isTyping),
  };
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
