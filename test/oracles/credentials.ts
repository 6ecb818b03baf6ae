import { readFileSync } from "node:fs";
import type { Script } from "./grammar.ts";
import { isObject, type Json } from "./json.ts";
import { WrongUsage } from "./wrong-usage.ts";

/** What is sent along by whoever acts under a label. */
export type Credential = {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
};
export type Credentials = Readonly<Record<string, Credential>>;

/** Reads what whoever started the server has issued: every label that the script wants, others are left alone. */
export function readCredentials(file: string | undefined, script: Script): Credentials {
  const wanted = Object.keys(script.credentials);
  if (wanted.length === 0) return {};
  if (file === undefined)
    throw new WrongUsage(`${script.name} needs --credentials, a file with ${wanted.join(", ")}`);
  const given = readObject(file);
  return Object.fromEntries(
    wanted.map((label) => {
      const credential = Object.hasOwn(given, label) ? given[label] : undefined;
      if (!isObject(credential)) throw new WrongUsage(`${file}: no credential is called ${label}`);
      const stray = Object.keys(credential).find((key) => key !== "headers" && key !== "query");
      if (stray !== undefined) throw new WrongUsage(`${file}: ${label} has ${stray}; known: headers, query`);
      const [headers, query] = [readTexts(credential["headers"]), readTexts(credential["query"])];
      if (headers === undefined || query === undefined)
        throw new WrongUsage(`${file}: headers and query of ${label} are objects of texts`);
      return [label, { headers, query }];
    }),
  );
}

function readObject(file: string): Readonly<Record<string, Json>> {
  const text = readFileSync(file, "utf8");
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw new WrongUsage(`${file}: no JSON`);
  }
  if (!isObject(value)) throw new WrongUsage(`${file}: an object is wanted, label by label`);
  return value;
}

function readTexts(value: Json | undefined): Readonly<Record<string, string>> | undefined {
  if (value === undefined) return {};
  if (!isObject(value)) return undefined;
  const entries = Object.entries(value).flatMap(([name, text]) =>
    typeof text === "string" ? [[name, text]] : [],
  );
  return entries.length === Object.keys(value).length ? Object.fromEntries(entries) : undefined;
}
