import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Node, SourceFile } from "typescript/unstable/ast";
import { SyntaxKind } from "typescript/unstable/ast";
import {
  isCallExpression,
  isExportDeclaration,
  isImportDeclaration,
  isImportTypeNode,
  isLiteralTypeNode,
  isStringLiteral,
} from "typescript/unstable/ast/is";
import { API } from "typescript/unstable/sync";

export const root: string = join(import.meta.dirname, "..", "..");

/** One file of `src/`. */
export interface Source {
  /** From the repository, for example `src/base/span.ts`. */
  readonly path: string;
  /** The folder in `src/` that it belongs to. */
  readonly folder: string;
  readonly text: string;
  readonly tree: SourceFile;
}

export interface Import {
  readonly specifier: string;
  readonly place: string;
}

/** All of `src/`, parsed by the compiler that checks it. */
export function readSources(): readonly Source[] {
  const api = new API({ cwd: root });
  const configuration = join(root, "tsconfig.json");
  const project = api.updateSnapshot({ openProject: configuration }).getProject(configuration);
  const sources = listSources().flatMap((path): readonly Source[] => {
    const tree = project?.program.getSourceFile(join(root, path));
    const folder = path.split("/")[1] ?? "";
    return tree === undefined ? [] : [{ path, folder, text: readFileSync(join(root, path), "utf8"), tree }];
  });
  for (const { tree } of sources) visit(tree, () => undefined); // While the compiler still answers.
  api.close();
  return sources;
}

export function listSources(): readonly string[] {
  return (readdirSync(join(root, "src"), { recursive: true }) as string[])
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `src/${name}`)
    .sort();
}

/** Calls back for a node and all below it. */
export function visit(node: Node, see: (node: Node) => void): void {
  see(node);
  node.forEachChild((child) => {
    visit(child, see);
    return undefined;
  });
}

/** `file:line` of a node. */
export function placeOf(source: Source, node: Node): string {
  return `${source.path}:${lineAt(source.text, startOf(source.text, node))}`;
}

/** Where a node begins, after the comments before it. */
export function startOf(text: string, node: Node): number {
  const before = /^(?:\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)+/.exec(text.slice(node.pos, node.end));
  return node.pos + (before?.[0].length ?? 0);
}

export function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let at = text.indexOf("\n"); at !== -1 && at < offset; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

/** What a file imports, however it says so; types count. */
export function importsOf(source: Source): readonly Import[] {
  const found: Import[] = [];
  visit(source.tree, (node) => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) found.push({ specifier, place: placeOf(source, node) });
  });
  return found;
}

function specifierOf(node: Node): string | undefined {
  if (isImportDeclaration(node) || isExportDeclaration(node)) return textOf(node.moduleSpecifier);
  if (isImportTypeNode(node) && isLiteralTypeNode(node.argument)) return textOf(node.argument.literal);
  const isImport = isCallExpression(node) && node.expression.kind === SyntaxKind.ImportKeyword;
  return isImport ? textOf(node.arguments[0]) : undefined;
}

function textOf(node: Node | undefined): string | undefined {
  return node !== undefined && isStringLiteral(node) ? node.text : undefined;
}
