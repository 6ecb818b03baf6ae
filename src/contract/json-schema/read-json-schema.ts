import { digest, pascalCase } from "#base";
import type { Contract } from "../contract.ts";
import type { FindingList } from "../document/finding-list.ts";
import { type Entry, type MapNode, valueAt } from "../document/node.ts";
import { draftDialect } from "../openapi/dialect.ts";
import type { Layout } from "../openapi/layout.ts";
import { type Links, makeReader, report } from "../openapi/reader.ts";
import { readSharedSchemas } from "../openapi/schemas.ts";
import { textAt } from "../openapi/shape.ts";

/** A document of JSON Schema; its text is what the digest is made of. */
export interface JsonSchemaDocument {
  readonly file: string;
  readonly text: string;
  readonly root: MapNode;
  readonly findings: FindingList;
  readonly links?: Links | undefined;
}

/** Whether a document says that it is JSON Schema, of whichever draft. */
export function isJsonSchema(root: MapNode): boolean {
  const schema = valueAt(root, "$schema");
  if (schema?.kind === "scalar" && /\bjson-schema\.org\//i.test(schema.text)) return true;
  return valueAt(root, "$defs")?.kind === "map" || valueAt(root, "$id")?.kind === "scalar";
}

/** Reads a document of shared types: the schema that it is, and those that it defines. */
export function readJsonSchema({ file, text, root, findings, links }: JsonSchemaDocument): Contract {
  const dialect = draftDialect(draftOf(root));
  const layout = makeLayout(file, root);
  const reader = makeReader({ file, dialect, root, findings, links, layout });
  readSharedSchemas(reader);
  if (reader.schemas.size === 0)
    report(reader, root.span, {
      rule: "missing-types",
      severity: "warning",
      message: "there is no schema in this document: it tells of no type",
      mend: 'write what its values are, or define types under "$defs"',
    });
  return {
    ...{ file, label: dialect.label, title: "", version: "", basePath: "" },
    description: textAt(reader, root, "description") ?? "",
    operations: [],
    events: [],
    schemas: reader.schemas,
    securitySchemes: new Map(),
    digest: digest(text),
    span: root.span,
  };
}

function draftOf(root: MapNode): string {
  const said = valueAt(root, "$schema");
  const text = said?.kind === "scalar" ? said.text : "";
  return /draft-0?\d|20\d\d-\d\d/.exec(text)?.[0] ?? "";
}

const sections = ["$defs", "definitions"] as const;

/** Keys that say nothing about values. */
const frame: ReadonlySet<string> = new Set([
  ...["$schema", "$id", "id", "$anchor", "$comment", "$vocabulary", "title", "description"],
  ...sections,
]);

function makeLayout(file: string, root: MapNode): Layout {
  const defined = new Map<string, Entry>();
  for (const entry of sections.flatMap((key) => definitionsIn(root, key)))
    if (!defined.has(entry.key)) defined.set(entry.key, entry);
  const wanted = nameOf(file, root);
  let own = wanted;
  for (let count = 2; defined.has(own); count += 1) own = `${wanted}${count}`;
  const saysOwn = [...root.entries.keys()].some((key) => !frame.has(key) && !key.startsWith("x-"));
  const first: readonly Entry[] = saysOwn ? [{ key: own, value: root, span: root.span }] : [];
  const anchors = anchorsOf(root);
  return {
    schemasIn: () => [...first, ...defined.values()],
    nameAt([section, name, ...rest]) {
      if (section === undefined) return saysOwn ? own : undefined;
      const isDefined = (section === "$defs" || section === "definitions") && rest.length === 0;
      return isDefined && name !== undefined && defined.has(name) ? name : undefined;
    },
    anchorIn: (_, word) => anchors.get(word),
  };
}

function definitionsIn(root: MapNode, key: string): readonly Entry[] {
  const map = valueAt(root, key);
  return map?.kind === "map" ? [...map.entries.values()] : [];
}

// Of the definitions alone: a word for a place deeper down is rare, and looking for it costs the whole document.
function anchorsOf(root: MapNode): ReadonlyMap<string, readonly string[]> {
  const anchors = new Map<string, readonly string[]>();
  for (const section of sections)
    for (const { key, value } of definitionsIn(root, section)) {
      if (value.kind !== "map") continue;
      for (const word of ["$anchor", "$id", "id"]) {
        const said = valueAt(value, word);
        if (said?.kind === "scalar" && said.text !== "")
          anchors.set(said.text.replace(/^#/, ""), [section, key]);
      }
    }
  return anchors;
}

/** The title where it is a name, or can be made one; else the name of the file. */
function nameOf(file: string, root: MapNode): string {
  const title = valueAt(root, "title");
  const text = title?.kind === "scalar" ? title.text.trim() : "";
  if (/^[A-Za-z_][\w.-]*$/.test(text)) return text;
  const base = (file.split("/").at(-1) ?? "").replace(/(?:\.schema)?\.[^.]*$/, "");
  return pascalCase(text) || pascalCase(base) || "Schema";
}
