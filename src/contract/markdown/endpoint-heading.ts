import type { Method } from "../contract.ts";
import { plain } from "./plain.ts";

export interface EndpointName {
  readonly method: Method;
  /** As a template of OpenAPI: `/orders/{id}`. */
  readonly path: string;
  /** Names of the query that stood in the path. */
  readonly query: readonly string[];
  /** What else the line says. */
  readonly summary: string;
}

const methodWords = "GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|TRACE";
const between = "[\\s:`*_\\]|)>–—-]{0,6}";
const address =
  '(?:`?(?:https?:\\/\\/[^\\/\\s`]+|\\{\\{?[\\w.-]+\\}?\\}|\\$\\{?\\w+\\}?|[A-Z][A-Z0-9_]{2,40})?(\\/[^\\s`)\\]"]*))';
const forward = new RegExp(`(?<![\\w/])(${methodWords})(?![\\w/])${between}${address}`);
const anyCase = new RegExp(`^[\\d.)\\s\`*\\[]*(${methodWords})(?![\\w/])${between}${address}`, "i");
const backward = new RegExp(`(?<![\\w/{])${address}\`?\\s*[[(–—-]+\\s*(${methodWords})(?!\\w)`);

/** The method and the path that a line names: `POST /orders`, `Create an order (POST /orders)`, `/orders [POST]`. */
export function readEndpoint(line: string): EndpointName | undefined {
  if (line.length > 1_000) return undefined;
  const text = line
    .replaceAll("\\_", "_")
    .replaceAll("\\{", "{")
    .replaceAll("\\}", "}")
    .replaceAll("\\<", "<");
  const match = forward.exec(text) ?? anyCase.exec(text);
  const other = match ? null : backward.exec(text);
  const found = match ?? other;
  if (found === null) return undefined;
  const method = (match ? match[1] : other?.[2])?.toLowerCase() as Method;
  const target = readTarget((match ? match[2] : other?.[1]) ?? "");
  if (target === undefined) return undefined;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + found[0].length);
  return { method, ...target, summary: summaryOf(before, after) };
}

/** A line that is nothing but a method, or nothing but a path, as where one heading has the other within it. */
export function readMethodOnly(
  line: string,
): { readonly method: Method; readonly summary: string } | undefined {
  const match = new RegExp(`^\\W*(${methodWords})\\b\`?\\s*(?:[:–—-]\\s*(.*))?$`).exec(plain(line));
  return match ? { method: (match[1] ?? "").toLowerCase() as Method, summary: match[2] ?? "" } : undefined;
}

export function readPathOnly(line: string): string | undefined {
  const text = plain(line).replace(/^[\d.]+\s+/, "");
  return /^\/[^\s]*$/.test(text) ? readTarget(text)?.path : undefined;
}

export function readTarget(
  written: string,
): { readonly path: string; readonly query: readonly string[] } | undefined {
  const [whole = "", ...queries] = written.replace(/[.,;:*_]+$/, "").split(/[?#]|\{\?|\[\?|\(\?/);
  const path = whole
    .replace(/\/:([A-Za-z_]\w*)(\([^)]*\))?\??/g, "/{$1}")
    .replace(/<(?:\w+:)?([\w-]+)>/g, "{$1}")
    .replace(/\{\{([\w-]+)\}\}/g, "{$1}")
    .replace(/\[([\w-]+)\]/g, "{$1}")
    // Names of RFC 6570 that take slashes, or several values.
    .replace(/\{\+?([\w-]+)(?:\*|\.\.\.)?\}/g, "{$1}")
    .replace(/(?<=.)\/$/, "");
  if (!/^\/(?!\/)/.test(path) && path !== "/") return undefined;
  const query = queries
    .join("&")
    .split(/[&,]/)
    .map((part) => /^[{[(\s]*([\w.[\]-]+)/.exec(part)?.[1] ?? "");
  return { path, query: query.filter((name) => name !== "") };
}

function summaryOf(before: string, after: string): string {
  const front = plain(before.replace(/[`*[(:\s–—-]+$/, "").replace(/^[\d.]+[.)]?\s+|^\s*[-*`[]+\s*/, ""));
  const back = plain(
    after.replace(/^[`*\])\s]*(?:[:–—-]+\s*|\((?=.*\)$))?/, "").replace(/(?<=^[^(]*)\)$/, ""),
  );
  return front !== "" && !/^[\d.]+$/.test(front) ? front : back;
}
