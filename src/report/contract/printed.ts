import { stringify } from "yaml";
import type { ContractShowValue } from "#verbs";

type Printed = Extract<ContractShowValue, { readonly kind: "printed" }>;

/** The document itself, to be sent into a file; what it does not say stands in it as comments. */
export function layPrinted({ format, document, findings }: Printed): readonly string[] {
  const notes = findings.map(({ message }) => message.replaceAll(/\s+/g, " "));
  if (format !== "markdown")
    return [
      ...notes.map((note) => `# ${note}`),
      ...stringify(document, { aliasDuplicateObjects: false, lineWidth: 0 }).trimEnd().split("\n"),
    ];
  const comment = notes.map((note) => note.replaceAll(/--+|[<>]/g, "–"));
  return [
    ...String(document).trimEnd().split("\n"),
    ...(comment.length === 0 ? [] : ["", "<!--", ...comment, "-->"]),
  ];
}
