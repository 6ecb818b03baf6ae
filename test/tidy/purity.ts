import type { Node } from "typescript/unstable/ast";
import {
  isCallExpression,
  isIdentifier,
  isImportDeclaration,
  isNewExpression,
  isPropertyAccessExpression,
} from "typescript/unstable/ast/is";
import { importsOf, placeOf, type Source, visit } from "./sources.ts";

const outsideModules =
  /^node:(fs|fs\/promises|child_process|net|http|https|http2|tls|dgram|dns|worker_threads|cluster|os|readline|timers\/promises)$/;
const outsideCalls = new Set(["Date.now", "Math.random", "performance.now"]);

/** Disk, processes, network, clock and randomness where only pure functions belong. */
export function findSideEffects(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(({ path, folder }) => folder !== "surfaces" && !path.startsWith("src/workspace/disk"))
    .flatMap((source) => [
      ...importsOf(source)
        .filter(({ specifier }) => outsideModules.test(specifier))
        .map(({ specifier, place }) => `${place} imports ${specifier}: ask the workspace`),
      ...findCalls(source),
    ]);
}

function findCalls(source: Source): readonly string[] {
  const found: string[] = [];
  visit(source.tree, (node) => {
    const name = outsideCall(node);
    if (name !== undefined) found.push(`${placeOf(source, node)} uses ${name}: ask the workspace`);
  });
  return found;
}

function outsideCall(node: Node): string | undefined {
  if (isPropertyAccessExpression(node) && isIdentifier(node.expression)) {
    const name = `${node.expression.text}.${node.name.text}`;
    return outsideCalls.has(name) ? name : undefined;
  }
  if (isNewExpression(node) && isIdentifier(node.expression) && node.expression.text === "Date") {
    return (node.arguments?.length ?? 0) === 0 ? "new Date()" : undefined;
  }
  if (isCallExpression(node) && isIdentifier(node.expression) && node.expression.text === "fetch")
    return "fetch";
  return isImportDeclaration(node) ? randomImport(node) : undefined;
}

/** Of node:crypto, hashing is pure; the rest is not. */
function randomImport(
  node: Node & { readonly moduleSpecifier: Node; readonly importClause?: Node | undefined },
): string | undefined {
  if (!("text" in node.moduleSpecifier) || node.moduleSpecifier.text !== "node:crypto") return undefined;
  let random: string | undefined;
  visit(node, (part) => {
    if (isIdentifier(part) && !/^(createHash|Hash|timingSafeEqual)$/.test(part.text)) random = part.text;
  });
  return random;
}

const frameworks = [
  "fastapi",
  "django",
  "drf",
  "sqlalchemy",
  "pydantic",
  "alembic",
  "celery",
  "dramatiq",
  "pika",
  "kombu",
  "faststream",
  "paho",
  "confluent",
  "aiokafka",
];

/** The lists of the stacks, of the front ends and of the rules that there are. */
const stackLists = new Set([
  "src/generate/index.ts",
  "src/generate/descriptions.ts",
  "src/facts/front-ends.ts",
  "src/rules/rules.ts",
  "src/rules/texts.ts",
  // It knows files by their names, and one of them is named after what runs tasks.
  "src/rules/settings/environment-read-directly.ts",
]);

/** A framework's name outside the folders that are named after one. */
export function findFrameworkNames(sources: readonly Source[]): readonly string[] {
  return sources
    .filter(
      ({ path }) => !stackLists.has(path) && !frameworks.some((name) => path.split(/[/-]/).includes(name)),
    )
    .flatMap((source) =>
      source.text.split("\n").flatMap((line, index) => {
        const name = new RegExp(frameworks.join("|"), "i").exec(line)?.[0];
        return name === undefined ? [] : [`${source.path}:${index + 1} names ${name}: ${line.trim()}`];
      }),
    );
}
