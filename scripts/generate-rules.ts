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
    { path: "docs/rules.md", text: rulesPage(root, texts) },
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

/** One page of all rules: a table first, then their texts. */
function rulesPage(root: string, texts: readonly (readonly [id: string, text: string])[]): string {
  const rows = texts.map(([id, text]) => {
    const source = readFileSync(join(root, folder, `${id}.ts`), "utf8");
    const said = (key: string): string => new RegExp(`^  ${key}: "?(\\w+)"?,`, "m").exec(source)?.[1] ?? "";
    const [, sentence = ""] = text.split(/\n\n/);
    const list = /^ {2}(?:precedes|covers): \[([^\]]*)\]/gm;
    const before = [...source.matchAll(list)].flatMap(([, own = ""]) => [...own.matchAll(/"([^"]+)"/g)]);
    const order =
      before.length === 0
        ? ""
        : ` Speaks instead of ${before.map(([, other]) => `\`${other}\``).join(", ")}.`;
    const isOn = said("on") === "true" ? said("severity") : "off";
    return `| [\`${id}\`](#${anchorOf(id)}) | ${isOn} | ${said("fix")} | ${sentence.replaceAll("|", "\\|")}${order} |`;
  });
  const sections = texts.map(([, text]) => text.replace(/^(#+) /gm, (_, marks: string) => `${marks}# `));
  return `# Rules

What \`keelback check\` looks for. \`keelback explain RULE\` prints the same texts; they are also what tests the rules. Written by \`npm run update\`.

Where several rules see one defect, one speaks: the one that knows more, as the table says. Two findings are of one defect where they begin at one place, or are about the same thing (a relation of a query, an index of a table).

Ruff runs beside these rules, as a program where one is found (in an environment of ours or on the PATH, never one of the project's), else as WebAssembly, which looks at no previews, no imports' order and nothing else that hangs on where files lie. What the project has ruff look for is a warning, \`ruff/CODE\`. Added to it, unless the project ignores them by name, are B006, T20 (but in what tests or is run by hand) and BLE as warnings, and ANN, FAST and N as notes. Where a finding of ours reaches over the line of one of ruff's and sees the same defect, ours speaks, silenced or not; which codes a rule of ours covers, the table says. Settings, \`--only\` and comments name ruff's rules as ruff does: \`ruff: off\`, \`ruff/ANN: off\`, \`ruff/B006: error\`; the narrowest name decides. \`--fix\` applies no fixes of ruff's: \`ruff check --fix\` does.

With \`--types\` the type checker runs that the project is set up for (mypy, pyright, basedpyright or ty, by their own files or \`pyproject.toml\`): from its environment, else from the PATH, with the project's own settings and plugins, so that code of the project may run. What it says stands in the same report, as \`mypy/CODE\` and the like; what a rule of ours has told of the same line is not told again.

A fix is \`safe\` (\`--fix\`), or one that somebody must look at afterwards (\`review\`: \`--fix --unsafe\`), or there is none.

| rule | severity | fix | |
|---|---|---|---|
${rows.join("\n")}

${sections.join("\n")}`;
}

/** As GitHub makes them of headings. */
function anchorOf(id: string): string {
  return id.replaceAll("/", "");
}

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
