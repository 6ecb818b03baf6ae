import type { Node } from "typescript/unstable/ast";
import {
  isArrowFunction,
  isFunctionDeclaration,
  isFunctionExpression,
  isMethodDeclaration,
} from "typescript/unstable/ast/is";
import { lineAt, type Source, startOf, visit } from "./sources.ts";

const longestFile = 400;
const usualFile = 250;
const longestFunction = 60;

export function countLines(text: string): number {
  return text.split("\n").length - 1;
}

export function findLongFiles(sources: readonly Source[]): readonly string[] {
  const sized = sources
    .map(({ path, text }) => ({ path, lines: countLines(text) }))
    .sort((a, b) => a.lines - b.lines);
  const tooLong = sized
    .filter(({ lines }) => lines > longestFile)
    .map(({ path, lines }) => `${path}:1 has ${lines} lines; at most ${longestFile}`);
  const at = sized[Math.ceil(sized.length * 0.95) - 1];
  if (at === undefined || at.lines <= usualFile) return tooLong;
  const longest = sized.slice(-8).map(({ path, lines }) => `${path} ${lines}`);
  return [
    ...tooLong,
    `95 of 100 files should have at most ${usualFile} lines, this one has ${at.lines}: ${longest.join(", ")}`,
  ];
}

export function findLongFunctions(sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text, tree }) => {
    const found: string[] = [];
    visit(tree, (node) => {
      if (!isFunction(node)) return;
      const first = lineAt(text, startOf(text, node));
      const lines = lineAt(text, node.end) - first + 1;
      if (lines > longestFunction)
        found.push(`${path}:${first} is a function of ${lines} lines; at most ${longestFunction}`);
    });
    return found;
  });
}

function isFunction(node: Node): boolean {
  return (
    isFunctionDeclaration(node) ||
    isFunctionExpression(node) ||
    isArrowFunction(node) ||
    isMethodDeclaration(node)
  );
}
