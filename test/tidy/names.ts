import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SyntaxKind } from "typescript/unstable/ast";
import { parse } from "yaml";
import { singular, splitWords } from "#base";
import { placeOf, root, type Source, visit } from "./sources.ts";

/** A service is also a layer of what is generated: only as the name of a type of ours does the word say nothing. */
const vague = /(Manager|Handler|Helper|Factory)$|^[A-Z]\w*Service$|^Service$/;
const vaguePlaces = /\/(utils?|common|helpers?)(\/|\.ts$)/;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.ts)?$/;

/** Names that say nothing: of what is exported, of files and of folders. */
export function findVagueNames(sources: readonly Source[]): readonly string[] {
  return sources.flatMap((source) => [
    ...(vaguePlaces.test(source.path) ? [`${source.path} is named after nothing`] : []),
    ...source.path
      .split("/")
      .slice(1)
      .filter((part) => !kebab.test(part))
      .map((part) => `${source.path}: ${part} is not kebab-case`),
    ...exportedNames(source.text)
      .filter(([, name]) => vague.test(name))
      .map(([line, name]) => `${source.path}:${line} exports ${name}`),
  ]);
}

function exportedNames(text: string): readonly (readonly [line: number, name: string])[] {
  return text.split("\n").flatMap((line, index) => {
    const name =
      /^export (?:async |abstract |declare )*(?:function|const|let|class|interface|type|enum) (\w+)/.exec(
        line,
      )?.[1];
    return name === undefined ? [] : [[index + 1, name] as const];
  });
}

/** `any`, suppressed checks and marks of unfinished work. */
export function findLooseEnds(sources: readonly Source[]): readonly string[] {
  const marks = new RegExp(
    `\\b(${["TO" + "DO", "FIX" + "ME", "XXX"].join("|")})\\b|@ts-(ignore|expect-error|nocheck)`,
  );
  return sources.flatMap((source) => {
    const found: string[] = [];
    visit(source.tree, (node) => {
      if (node.kind === SyntaxKind.AnyKeyword) found.push(`${placeOf(source, node)} says any`);
    });
    const marked = source.text
      .split("\n")
      .flatMap((line, index) => (marks.test(line) ? [`${source.path}:${index + 1} ${line.trim()}`] : []));
    return [...found, ...marked];
  });
}

/** Words of the example contract that any contract may have, and that the program may therefore know. */
const generalWords = new Set(
  `user login follow slug email profile tag comment feed error response request body param parameter offset limit token
  new update single multiple generic model list by id name auth unauthorized forbidden validation current and get create
  delete information of the a property empty ok not found too many conflict unprocessable entity no content server api
  health status message field registration signin success query password page count username authentication`.split(
    /\s+/,
  ),
);

/** The example's own words: of its title, schemas, paths and tags, and what is not general among them. */
export function readDomainWords(): ReadonlySet<string> {
  const contract = parse(readFileSync(join(root, "examples/conduit/openapi.yml"), "utf8")) as {
    readonly info: { readonly title: string };
    readonly tags?: readonly { readonly name: string }[];
    readonly paths: Readonly<Record<string, unknown>>;
    readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
  };
  const names = [
    "conduit",
    ...Object.keys(contract.components.schemas),
    ...Object.keys(contract.paths),
    ...(contract.tags ?? []).map(({ name }) => name),
  ];
  const words = names.flatMap(splitWords).map((word) => singular(word));
  return new Set([...words, "favourite"].filter((word) => !generalWords.has(word)));
}

const singulars = new Map<string, string>();

function singularOf(word: string): string {
  const known = singulars.get(word) ?? singular(word);
  singulars.set(word, known);
  return known;
}

/** The program knows no contract: the example's words stand nowhere in `src/`. */
export function findDomainWords(sources: readonly Source[]): readonly string[] {
  const words = readDomainWords();
  return sources.flatMap(({ path, text }) =>
    text.split("\n").flatMap((line, index) => {
      const known = line
        .match(/[\p{L}\p{N}_]+/gu)
        ?.flatMap(splitWords)
        .map(singularOf)
        .find((word) => words.has(word));
      return known === undefined ? [] : [`${path}:${index + 1} knows ${known}: ${line.trim().slice(0, 120)}`];
    }),
  );
}
