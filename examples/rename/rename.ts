import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import { openapi, oracle } from "./layouts.ts";
import { type Json, type Layout, rewrite, textsOf } from "./rewrite.ts";
import { readVocabulary, renameText, splitWords, type Vocabulary } from "./vocabulary.ts";

/** A document in other words, and what went wrong: words that stayed, names that became one. */
export interface Copy {
  readonly value: Json;
  readonly faults: readonly string[];
}

/** The contract with every domain name in the words of another domain. */
export function renameContract(contract: Json, vocabulary: Vocabulary): Copy {
  return renameDocument(contract, openapi, vocabulary);
}

/** The script that judges the contract's servers, in the same words. */
export function renameOracle(script: Json, vocabulary: Vocabulary): Copy {
  return renameDocument(script, oracle, vocabulary);
}

function renameDocument(document: Json, layout: Layout, vocabulary: Vocabulary): Copy {
  const value = rewrite(document, "document", layout, (text) => renameText(text, vocabulary));
  const texts = textsOf(document, "document", layout);
  const copied = textsOf(value, "document", layout);
  return { value, faults: [...collisions(texts, vocabulary), ...leftovers(copied, vocabulary)] };
}

function collisions(texts: readonly string[], vocabulary: Vocabulary): readonly string[] {
  const origins = new Map<string, string>();
  return texts.flatMap((text) => {
    const fresh = renameText(text, vocabulary);
    const other = origins.get(fresh);
    origins.set(fresh, text);
    return other === undefined ? [] : [`"${other}" and "${text}" both become "${fresh}"`];
  });
}

/** Single words of the vocabulary's left side that still stand somewhere. */
function leftovers(texts: readonly string[], vocabulary: Vocabulary): readonly string[] {
  return texts.flatMap((text) =>
    splitWords(text)
      .filter((word) => vocabulary.has(word))
      .map((word) => `"${word}" is left in "${text}"`),
  );
}

const USAGE = "node examples/rename/rename.ts VOCABULARY --contract FILE --oracle FILE --out DIR";

/** 0: both copies are written; 1: a copy would be wrong, so nothing is; 2: wrong usage. */
function main(args: readonly string[]): number {
  const text = { type: "string" } as const;
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { contract: text, oracle: text, out: text },
    allowPositionals: true,
  });
  const [name, ...rest] = positionals;
  const { contract, oracle: script, out } = values;
  const wrong = name === undefined || !/^[a-z-]+$/.test(name) || rest.length > 0;
  if (wrong || contract === undefined || script === undefined || out === undefined) {
    console.error(`usage: ${USAGE}`);
    return 2;
  }
  const source = `${name}.yaml`;
  const vocabulary = readVocabulary(readFileSync(join(import.meta.dirname, source), "utf8"));
  const copies = {
    "openapi.yml": renameContract(readYaml(contract), vocabulary.value),
    "oracle.yaml": renameOracle(readYaml(script), vocabulary.value),
  };
  const faults = [...vocabulary.faults, ...Object.values(copies).flatMap((copy) => copy.faults)];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) return 1;
  mkdirSync(out, { recursive: true });
  for (const [file, copy] of Object.entries(copies)) {
    writeFileSync(join(out, file), printYaml(copy.value, source));
    console.log(join(out, file));
  }
  return 0;
}

function readYaml(file: string): Json {
  return parse(readFileSync(file, "utf8")) as Json;
}

/** Comments of the original are not carried over: they speak its words. */
function printYaml(value: Json, source: string): string {
  const options = { lineWidth: 0, aliasDuplicateObjects: false };
  return `# Written by examples/rename/rename.ts with the words of ${source}.\n${stringify(value, options)}`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = main(process.argv.slice(2));
}
