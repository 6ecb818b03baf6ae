import type { PyImport } from "./fragment.ts";
import { standardLibrary } from "./standard-library.ts";

/**
 * The import statements of a module, merged, sorted and grouped as ruff's rule I001 wants them; the formatter breaks those
 * that are too long. Ruff's own fix of that rule takes longer than all else about a module.
 */
export function sortedImports(imports: readonly PyImport[], firstParty: readonly string[]): string {
  const sections: [string[], string[], string[], string[]] = [[], [], [], []];
  for (const [module, entries] of modulesOf(imports)) {
    const root = module.split(".")[0] ?? module;
    const rank =
      module === "__future__" ? 0 : standardLibrary.has(root) ? 1 : firstParty.includes(root) ? 3 : 2;
    sections[rank].push(...statementsOf(module, entries));
  }
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => [...lines.filter(isStraight), ...lines.filter((line) => !isStraight(line))].join("\n"))
    .join("\n\n");
}

function isStraight(line: string): boolean {
  return line.startsWith("import ");
}

function modulesOf(imports: readonly PyImport[]): readonly (readonly [string, readonly PyImport[]])[] {
  return [...Map.groupBy(imports, ({ module }) => module)].sort(([one], [other]) => compareNames(one, other));
}

function statementsOf(module: string, entries: readonly PyImport[]): readonly string[] {
  const straight = entries.filter(({ symbol }) => symbol === undefined);
  const from = entries.flatMap(({ symbol, as }) =>
    symbol === undefined ? [] : [{ symbol, as: as === symbol ? undefined : as }],
  );
  const plain = new Set(from.filter(({ as }) => as === undefined).map(({ symbol }) => symbol));
  const members = [...plain].sort(compareMembers);
  const renamed = from.filter(({ as }) => as !== undefined);
  return [
    ...[...new Set(straight.map(({ as }) => (as === undefined || as === module ? "" : as)))]
      .sort(compareNaturally)
      .map((as) => `import ${module}${as === "" ? "" : ` as ${as}`}`),
    ...fromStatements(module, members, renamed),
  ];
}

interface Renamed {
  readonly symbol: string;
  readonly as: string | undefined;
}

/** What is renamed stands alone, sorted by its own name and the other's first one. */
function fromStatements(
  module: string,
  members: readonly string[],
  renamed: readonly Renamed[],
): readonly string[] {
  const lines = [
    ...(members.length === 0 ? [] : [{ symbol: members[0] ?? "", as: "", text: members.join(", ") }]),
    ...renamed.map(({ symbol, as = "" }) => ({ symbol, as, text: `${symbol} as ${as}` })),
  ];
  const sorted = lines.toSorted(
    (one, other) => compareMembers(one.symbol, other.symbol) || compareNaturally(one.as, other.as),
  );
  return [...new Set(sorted.map(({ text }) => `from ${module} import ${text}`))];
}

/** Constants, then classes, then all others. */
function compareMembers(one: string, other: string): number {
  return memberRank(one) - memberRank(other) || compareNames(one, other);
}

function memberRank(name: string): number {
  if (name.length > 1 && /[A-Z]/.test(name) && name === name.toUpperCase()) return 0;
  return /^[A-Z]/.test(name) ? 1 : 2;
}

/** Without regard to case first, numbers by their value. */
function compareNames(one: string, other: string): number {
  return compareNaturally(one.toLowerCase(), other.toLowerCase()) || compareNaturally(one, other);
}

function compareNaturally(one: string, other: string): number {
  const [left, right] = [one.match(pieces) ?? [], other.match(pieces) ?? []];
  for (const [index, piece] of left.entries()) {
    const opposite = right[index];
    if (opposite === undefined) return 1;
    const isNumber = /^\d/.test(piece) && /^\d/.test(opposite);
    const difference = isNumber ? Number(piece) - Number(opposite) : 0;
    if (difference !== 0) return difference;
    if (!isNumber && piece !== opposite) return piece < opposite ? -1 : 1;
  }
  return left.length - right.length;
}

/** A run of digits, or one sign. */
const pieces = /\d+|\D/g;
