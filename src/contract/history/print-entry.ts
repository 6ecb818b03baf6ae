import type { AcceptanceDraft, AcceptedItem } from "./entry.ts";

/** The way entries are written; another one would get another number. */
export const entryForm = 1;

const itemKeys = [
  "change",
  "consumer",
  "content",
  "digest",
  "id",
  "line",
  "name",
  "provider",
  "service",
  "version",
];

/** The text of an entry: sorted keys, one a line, and a line for each thing. One value has one text. */
export function printEntry({ parents, when, by, why, proposal, items }: AcceptanceDraft): string {
  const lines = [
    `"by": ${JSON.stringify(by)}`,
    `"form": ${entryForm}`,
    `"items": ${printList(items.map(printItem))}`,
    `"parents": ${printList(parents.map((parent) => JSON.stringify(parent)))}`,
    ...(proposal === undefined
      ? []
      : [`"proposal": ${JSON.stringify({ by: proposal.by, digest: proposal.digest })}`]),
    `"when": ${JSON.stringify(when)}`,
    `"why": ${JSON.stringify(why)}`,
  ];
  return `{\n${lines.map((line) => `  ${line}`).join(",\n")}\n}\n`;
}

function printItem(item: AcceptedItem): string {
  return JSON.stringify(item, itemKeys);
}

function printList(lines: readonly string[]): string {
  return lines.length === 0 ? "[]" : `[\n${lines.map((line) => `    ${line}`).join(",\n")}\n  ]`;
}
