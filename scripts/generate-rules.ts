// The list of rules and their texts, from the files below `src/rules`: the path of a rule is its id.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { GeneratedText } from "./generate-texts.ts";

const folder = "src/rules";

/** `src/rules/rules.ts` and `src/rules/texts.ts`; nothing where there is no such folder. */
export function generateRules(root: string): readonly GeneratedText[] {
  if (!existsSync(join(root, folder))) return [];
  const ids = listRules(root);
  const texts = ids.map((id): readonly [string, string] => {
    const path = `${folder}/${id}.md`;
    if (!existsSync(join(root, path))) throw new Error(`${folder}/${id}.ts has no text beside it: ${path}`);
    return [id, readFileSync(join(root, path), "utf8")];
  });
  return [
    { path: `${folder}/rules.ts`, text: listModule(root, ids) },
    { path: `${folder}/texts.ts`, text: textsModule(texts) },
  ];
}

/** Ids of all rules, `family/name`: files in the folders of families that export a `Rule`; others there serve them. */
function listRules(root: string): readonly string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name: family }) =>
      readdirSync(join(root, folder, family))
        .filter((name) => name.endsWith(".ts"))
        .map((name) => `${family}/${name.slice(0, -3)}`),
    )
    .filter((id) => exportOf(root, id) !== undefined)
    .sort();
}

function exportOf(root: string, id: string): string | undefined {
  const text = readFileSync(join(root, folder, `${id}.ts`), "utf8");
  return /^export const (\w+): Rule\b/m.exec(text)?.[1];
}

function listModule(root: string, ids: readonly string[]): string {
  const rules = ids.map((id) => {
    const name = exportOf(root, id) ?? "";
    const [family = ""] = id.split("/");
    const alias = `${camel(family)}${name.charAt(0).toUpperCase()}${name.slice(1)}`;
    return { id, name, alias };
  });
  return [
    "// biome-ignore-all format: written by a program",
    "// biome-ignore-all assist/source/organizeImports: written by a program",
    "// Written by `npm run update`: all rules, by their ids.",
    ...rules.map(({ id, name, alias }) => `import { ${name} as ${alias} } from "./${id}.ts";`),
    'import type { Rule } from "./rule.ts";',
    "",
    "export const rules: ReadonlyMap<string, Rule> = new Map([",
    ...rules.map(({ id, alias }) => `  [${JSON.stringify(id)}, ${alias}],`),
    "]);",
    "",
  ].join("\n");
}

function textsModule(texts: readonly (readonly [id: string, text: string])[]): string {
  return [
    "// biome-ignore-all format: written by a program",
    "// Written by `npm run update` from the .md files beside the rules.",
    "/** What `explain` says of each rule, by its id. */",
    "export const ruleTexts: Readonly<Record<string, string>> = {",
    ...texts.map(([id, text]) => `  ${JSON.stringify(id)}: ${JSON.stringify(text)},`),
    "};",
    "",
  ].join("\n");
}

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
