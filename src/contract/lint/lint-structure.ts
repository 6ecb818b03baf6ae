import type { Source as SourceType } from "@redocly/openapi-core";
import type { Finding, Span } from "#base";
import type { OpenFile } from "../bundle/open-file.ts";
import { jsonValueOf } from "../document/json-value.ts";
import type { Node } from "../document/node.ts";
import { readDocument } from "../document/read-document.ts";
import { decodePointer } from "../openapi/pointer.ts";
import { applyOverlays } from "../overlay/apply-overlay.ts";
import { openOverlays } from "../overlay/open-overlays.ts";
import type { Overlay } from "../overlay/read-overlay.ts";
import { oneOfEachExample, type ToldProblem } from "./one-of-each-example.ts";
import { structureRules } from "./structure-rules.ts";

/** Longer documents are read, but not linted: the linter underneath has no bounds of its own. */
const longest = 4_000_000;

const mostFindings = 200;

/**
 * What a maintained linter says of the structure of one OpenAPI or AsyncAPI document with its overlays applied, with our places.
 * Other files come from `open` alone, and nothing from a network. Never throws.
 */
export async function lintStructure(
  file: string,
  bare: string,
  open: OpenFile,
  overlays: readonly string[] = [],
): Promise<readonly Finding[]> {
  const overlaid = overlaidRoot(file, bare, openOverlays(overlays, open));
  const text = overlaid === undefined ? bare : JSON.stringify(jsonValueOf(overlaid));
  if (text.length > longest) return [];
  const { BaseResolver, createConfig, lintFromString, Source, ResolveError } = await import(
    "@redocly/openapi-core"
  );
  class Offline extends BaseResolver {
    override async loadExternalRef(path: string): Promise<SourceType> {
      const opened = /^[a-z][a-z+.-]+:\/\//i.test(path) ? undefined : open(relativeTo(path));
      if (typeof opened !== "string") throw new ResolveError(new Error("not read"));
      return new Source(path, opened);
    }
  }
  try {
    const rules = Object.fromEntries(
      Object.entries(structureRules).map(([name, severity]) => [
        name,
        severity === "error" ? "error" : "warn",
      ]),
    );
    const config = await createConfig({ rules } as Parameters<typeof createConfig>[0]);
    const absoluteRef = `${base}${file}`;
    const problems = await lintFromString({
      source: text,
      absoluteRef,
      config,
      externalRefResolver: new Offline(),
    });
    const roots = new Map<string, Node | undefined>(overlaid && [[file, overlaid]]);
    return oneOfEachExample(problems)
      .slice(0, mostFindings)
      .flatMap((told) => tell(told, roots));
  } catch {
    // What it cannot read is told by our own readers, with its place.
    return [];
  }
}

/** The document with what its overlays make of it; undefined where they make nothing of it. */
function overlaidRoot(file: string, text: string, overlays: readonly Overlay[]): Node | undefined {
  if (overlays.length === 0 || text.length > longest) return undefined;
  const { root } = readDocument(file, text);
  if (root?.kind !== "map") return undefined;
  const overlaid = applyOverlays(root, overlays).root;
  return overlaid === root ? undefined : overlaid;
}

/** A folder that is not there: paths that lead out of it cannot be mistaken for files of ours. */
const base = "/contract/";

function relativeTo(path: string): string {
  return path.startsWith(base) ? path.slice(base.length) : path;
}

function tell({ problem, others }: ToldProblem, roots: Map<string, Node | undefined>): readonly Finding[] {
  const severity = structureRules[problem.ruleId];
  const [place] = problem.location;
  if (severity === undefined || place === undefined) return [];
  const file = relativeTo(place.source.absoluteRef);
  if (!roots.has(file)) roots.set(file, readDocument(file, place.source.body).root);
  const span = spanAt(roots.get(file), place.pointer ?? "");
  const message = problem.message.replace(/\s+/g, " ").replace(/\.\s*$/, "");
  const suggested = problem.suggest.slice(0, 3).map((word) => `"${word}"`);
  return [
    {
      rule: `structure/${problem.ruleId}`,
      severity,
      message: `${message}${others === 0 ? "" : `, and ${others} more of this example`}`,
      ...(span !== undefined && { span }),
      ...(suggested.length > 0 && { mend: `did you mean ${suggested.join(" or ")}?` }),
    },
  ];
}

/** The element at a pointer, or the nearest one around it. */
function spanAt(root: Node | undefined, pointer: string): Span | undefined {
  let node = root;
  let span = root?.span;
  for (const token of decodePointer(pointer.replace(/^#/, "")) ?? []) {
    if (node?.kind === "map") {
      const entry = node.entries.get(token);
      if (entry === undefined) return span;
      span = entry.span;
      node = entry.value;
    } else if (node?.kind === "list") {
      node = node.items[Number(token)];
      if (node === undefined) return span;
      span = node.span;
    } else return span;
  }
  return span;
}
