import type { Finding, Span } from "#base";
import { plainPath, resolveFilePath } from "../bundle/file-path.ts";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import { readDocument } from "../document/read-document.ts";
import { type JsonPathQuery, parseJsonPath } from "./json-path.ts";
import { overlayFinding } from "./overlay-finding.ts";

export interface OverlayAction {
  readonly target: PathText;
  readonly change:
    | { readonly kind: "remove" }
    | { readonly kind: "update"; readonly value: Node }
    | { readonly kind: "copy"; readonly from: PathText };
}

/** A JSONPath, and where it is written. */
export interface PathText {
  readonly text: string;
  readonly query: JsonPathQuery;
  readonly span: Span;
}

/** The document that an overlay is for. */
export interface OverlayTarget {
  /** As a path. */
  readonly file: string;
  readonly span: Span;
  /** Whether a build wrote the overlay: it says what is built beyond the document, and a build of that never reads it. */
  readonly isBuilt?: true;
}

/** What stands at the top of an overlay that a build writes. */
export const builtMark = { key: "x-written-by", value: "keelback build" } as const;

/** A document of the Overlay Specification: what it says otherwise of another document. */
export interface Overlay {
  readonly file: string;
  readonly label: string;
  readonly title: string;
  readonly version: string;
  /** The document that it is for; absent where it does not say so, or what it says cannot be followed. */
  readonly extends?: OverlayTarget;
  readonly actions: readonly OverlayAction[];
  /** What is wrong with it by itself. */
  readonly findings: readonly Finding[];
}

/** More than anybody writes; each of them looks through a whole document. */
const mostActions = 50_000;

/** Reads an overlay, 1.0 to 1.2. Never throws; an action that makes no sense is told and left out. */
export function readOverlay(file: string, text: string): Overlay {
  const { root, findings: read } = readDocument(file, text);
  const findings: Finding[] = [...read.all()];
  const nothing: Overlay = { file, label: "Overlay", title: "", version: "", actions: [], findings };
  if (root?.kind !== "map") return nothing;
  // Half of an overlay would say something that nobody wrote; whose contract is read without it is told as far as that is known.
  if (findings.some(({ severity }) => severity === "error"))
    return { ...nothing, ...extending(extendsOf(file, root, [])) };
  const said = textAt(root, "overlay");
  const number = /^1\.[012](?:\.\d+|$)/.exec(said ?? "");
  if (number === null) {
    findings.push(unknownVersion(said ?? "", root.entries.get("overlay")?.span ?? root.span));
    return { ...nothing, ...extending(extendsOf(file, root, [])) };
  }
  const info = valueAt(root, "info");
  const about = info?.kind === "map" ? info : undefined;
  const target = extendsOf(file, root, findings);
  return {
    ...nothing,
    label: `Overlay ${number[0].slice(0, 3)}`,
    title: (about && textAt(about, "title")?.trim()) ?? "",
    version: (about && textAt(about, "version")) ?? "",
    ...extending(target),
    actions: actionsOf(root, findings),
  };
}

function extending(target: Overlay["extends"]): Pick<Overlay, "extends"> {
  return target === undefined ? {} : { extends: target };
}

function textAt(map: MapNode, key: string): string | undefined {
  const node = valueAt(map, key);
  return node?.kind === "scalar" ? node.text : undefined;
}

function extendsOf(file: string, root: MapNode, findings: Finding[]): Overlay["extends"] {
  const entry = root.entries.get("extends");
  const said = textAt(root, "extends")?.trim() ?? "";
  const tell = (message: string, mend: string, severity: Finding["severity"] = "warning") => {
    findings.push(
      overlayFinding("overlay-without-document", severity, message, entry?.span ?? root.span, mend),
    );
    return undefined;
  };
  if (entry === undefined || said === "")
    return tell(
      "the overlay does not say which document it is for: it is applied to none",
      "name it, as seen from here: extends: ./orders.yaml",
    );
  if (/^(?!file:|[a-z]:)[a-z][a-z0-9+.-]*:/i.test(said) || said.startsWith("//"))
    return tell(
      `"${said.slice(0, 80)}" is an address, and nothing is fetched: the overlay is applied to no document here`,
      "keep the document beside it, and name that: extends: ./orders.yaml",
    );
  const path = resolveFilePath(plainPath(file), plainPath(file), said);
  const isBuilt = textAt(root, builtMark.key) === builtMark.value;
  if (typeof path === "string") return { file: path, span: entry.span, ...(isBuilt && { isBuilt }) };
  return tell(`${path.message}: the overlay is applied to none`, path.mend ?? "", "error");
}

function actionsOf(root: MapNode, findings: Finding[]): readonly OverlayAction[] {
  const list = valueAt(root, "actions");
  if (list?.kind !== "list") {
    const span = root.entries.get("actions")?.span ?? root.span;
    const message = "the overlay has no list of actions: it changes nothing";
    findings.push(
      overlayFinding("overlay-misread", "error", message, span, "write actions, each with a target"),
    );
    return [];
  }
  if (list.items.length > mostActions) {
    const message = `the overlay has more than ${mostActions} actions: those after them are not applied`;
    findings.push(
      overlayFinding("overlay-misread", "error", message, list.span, "split it into several overlays"),
    );
  }
  return list.items.slice(0, mostActions).flatMap((item) => actionOf(item, findings) ?? []);
}

function actionOf(item: Node, findings: Finding[]): OverlayAction | undefined {
  const refuse = (message: string, mend: string, span: Span = item.span) => {
    findings.push(
      overlayFinding("overlay-misread", "error", `${message}: the action is left out`, span, mend),
    );
    return undefined;
  };
  if (item.kind !== "map") return refuse("an action has to be a map", "write target, and update or remove");
  if (item.entries.has("$ref"))
    return refuse("an action that stands elsewhere is not followed", "write the action out here");
  const target = pathAt(item, "target");
  if (target === undefined)
    return refuse("an action says nowhere where it is to be applied", "add its target: $.info");
  if ("problem" in target) return refuse(target.problem, quoting, target.span);
  const removes = valueAt(item, "remove");
  if (removes?.kind === "scalar" && removes.value === true) return { target, change: { kind: "remove" } };
  const update = item.entries.get("update")?.value;
  const from = pathAt(item, "copy");
  if (from !== undefined && update !== undefined)
    return refuse(
      "an action has both update and copy, of which one has no effect",
      "write two actions, one after the other",
    );
  if (from !== undefined)
    return "problem" in from
      ? refuse(from.problem, quoting, from.span)
      : { target, change: { kind: "copy", from } };
  if (update !== undefined) return { target, change: { kind: "update", value: update } };
  return refuse("an action changes nothing", "say what is to be done there: update, remove: true, or copy");
}

const quoting = "names with other signs than letters, digits and _ are quoted: $.paths['/orders/{id}'].get";

function pathAt(
  map: MapNode,
  key: string,
): PathText | { readonly problem: string; readonly span: Span } | undefined {
  const entry = map.entries.get(key);
  if (entry === undefined) return undefined;
  const { value, span } = entry;
  if (value.kind !== "scalar" || typeof value.value !== "string")
    return { problem: `the ${key} is no text`, span };
  const query = parseJsonPath(value.value);
  return typeof query === "string"
    ? { problem: `"${value.value.slice(0, 80)}" ${query.slice(0, 300)}`, span }
    : { text: value.value, query, span };
}

function unknownVersion(said: string, span: Span): Finding {
  return overlayFinding(
    "overlay-misread",
    "error",
    `Overlay ${said.slice(0, 20)} is not known: it is not applied`,
    span,
    "write it as Overlay 1.0 or 1.1",
  );
}
