// Texts that are made from others: what `explain` prints, the page of behaviours, the published schema of keelback.yaml.
// `npm run update` writes them; a test compares. Alone: `node scripts/generate-texts.ts`.

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSchemaText } from "../src/verbs/settings-schema.ts";

export interface GeneratedText {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
}

const folder = "src/domain/behaviours";

/** All of them, from what lies in the repository. */
export function generateTexts(root: string): readonly GeneratedText[] {
  const names = readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .sort();
  const texts = names.map(
    (name) => [name.slice(0, -3), readFileSync(join(root, folder, name), "utf8")] as const,
  );
  return [
    { path: `${folder}/texts.ts`, text: behavioursModule(texts) },
    { path: "docs/behaviours.md", text: behavioursPage(texts) },
    { path: "docs/keelback.schema.json", text: settingsSchemaText() },
  ];
}

type NamedText = readonly [name: string, text: string];

function behavioursModule(texts: readonly NamedText[]): string {
  const entries = texts.map(([name, text]) => {
    return `  ${JSON.stringify(name)}: ${JSON.stringify(text)},`;
  });
  return `// biome-ignore-all format: written by a program
// Written by \`npm run update\` from the .md files beside it.
/** What \`explain\` says of each behaviour, by its name. */
export const behaviourTexts: Readonly<Record<string, string>> = {
${entries.join("\n")}
};
`;
}

/** One page of all behaviours; links between their files become links within it. */
function behavioursPage(texts: readonly NamedText[]): string {
  const sections = texts.map(([, text]) =>
    text.replace(/^(#+) /gm, (_, marks: string) => `${marks}# `).replace(/\]\(([\w-]+)\.md\)/g, "](#$1)"),
  );
  const contents = texts.map(([name]) => `- [${name}](#${name})`).join("\n");
  return `# Behaviours

What operations of a contract are understood as. The same texts are printed by \`keelback explain NAME\`. Written by \`npm run update\`.

${contents}

${sections.join("\n")}`;
}

if (import.meta.main) {
  const root = join(import.meta.dirname, "..");
  for (const { path, text } of generateTexts(root)) writeFileSync(join(root, path), text);
}
