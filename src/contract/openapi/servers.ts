import { type MapNode, valueAt } from "../document/node.ts";
import { type Reader, report } from "./reader.ts";
import { listAt, mapAt, quote, textAt } from "./shape.ts";

/** Where the first server is: its origin, and the path part of its address: `https://{host}/api/` gives `/api`. */
export function readServer(reader: Reader): { readonly basePath: string; readonly origin?: string } {
  const server = listAt(reader, reader.root, "servers")?.items[0];
  if (server?.kind !== "map") return { basePath: "" };
  const url = fillVariables(reader, server, textAt(reader, server, "url") ?? "");
  const origin = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]+/i.exec(url)?.[0].toLowerCase();
  return { basePath: pathOf(url), ...(origin !== undefined && { origin }) };
}

function pathOf(url: string): string {
  // By hand, because `new URL` refuses relative addresses and escapes what is in a path.
  const path = url.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, "").replace(/[?#].*$/s, "");
  const segments = path.split("/").filter((segment) => segment !== "" && segment !== "." && segment !== "..");
  return segments.map((segment) => `/${segment}`).join("");
}

function fillVariables(reader: Reader, server: MapNode, url: string): string {
  const variables = mapAt(reader, server, "variables");
  return url.replace(/\{([^{}]*)\}/g, (_, name: string) => {
    const variable = variables === undefined ? undefined : valueAt(variables, name);
    const value = variable?.kind === "map" ? textAt(reader, variable, "default") : undefined;
    if (value !== undefined) return value;
    report(reader, server.entries.get("url")?.span ?? server.span, {
      rule: "undeclared-server-variable",
      severity: "warning",
      message: `${quote(name)} has no default: it is left out of the base path`,
      mend: 'give it a "default" under "variables"',
    });
    return "";
  });
}
