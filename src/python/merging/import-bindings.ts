import type { PythonItem, PythonModule } from "../reading/read-module.ts";

/** One name that an import statement binds. */
export interface ImportBinding {
  readonly module: string;
  /** Absent: `import module`. */
  readonly symbol?: string;
  readonly as?: string;
}

const name = "[\\p{ID_Start}_][\\p{ID_Continue}]*";
const fromHead = new RegExp(`^from\\s*(\\.*\\s*(?:${name}(?:\\.${name})*)?)\\s*import\\b`, "u");
const part = new RegExp(`^(\\*|${name}(?:\\.${name})*)(?:\\s+as\\s+(${name}))?$`, "u");

/** The names that a statement binds; none where it is no import, or one that cannot be taken apart. */
export function bindingsOf(text: string, { kind, code, end }: PythonItem): readonly ImportBinding[] {
  if (kind !== "import") return [];
  const statement = text
    .slice(code, end)
    .replace(/#[^\r\n]*/g, "")
    .replace(/[\\()\r\n\f\t]/g, " ")
    .trim();
  if (statement.includes(";")) return [];
  const from = fromHead.exec(statement);
  const module = from?.[1]?.replace(/\s/g, "");
  const list = from ? statement.slice(from[0].length) : statement.replace(/^import\b/, "");
  const parts = list
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
  const bindings = parts.map((entry) => readPart(entry, module));
  return bindings.every((binding) => binding !== undefined) ? bindings : [];
}

function readPart(entry: string, module: string | undefined): ImportBinding | undefined {
  const [, what, as] = part.exec(entry) ?? [];
  if (what === undefined) return undefined;
  // `from a import b as b` says no more than without.
  const renamed = as === undefined || as === what ? {} : { as };
  return module === undefined ? { module: what, ...renamed } : { module, symbol: what, ...renamed };
}

/** The statement that binds one name. */
export function printBinding({ module, symbol, as }: ImportBinding): string {
  const alias = as === undefined ? "" : ` as ${as}`;
  return symbol === undefined ? `import ${module}${alias}` : `from ${module} import ${symbol}${alias}`;
}

/** The name that code says for it. */
export function boundName({ module, symbol, as }: ImportBinding): string {
  return as ?? symbol ?? module.split(".")[0] ?? module;
}

/** What a module imports, by the name that code says: `from a.b import c` may mean the module `a.b` or `a.b.c`. */
export function importedModules({
  text,
  items,
}: PythonModule): readonly { readonly name: string; readonly from: readonly string[] }[] {
  return items
    .flatMap((item) => bindingsOf(text, item))
    .map((binding) => {
      const { module, symbol } = binding;
      return {
        name: symbol === "*" ? (module.split(".").at(-1) ?? module) : boundName(binding),
        from: symbol === undefined ? [module] : [module, `${module}.${symbol}`],
      };
    });
}
