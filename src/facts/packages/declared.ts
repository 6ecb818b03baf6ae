import { parse } from "smol-toml";
import type { PackageFact } from "../package.ts";
import { spanOf } from "../places.ts";
import type { SourceModule } from "../project.ts";
import { normalise, readRequirement } from "./requirement.ts";
import { readLimit } from "./versions.ts";

type Table = Readonly<Record<string, unknown>>;

/** What `pyproject.toml` and `Pipfile` declare: as the standard has it, in groups, and as Poetry and Pipenv write it. */
export function readDeclared(module: SourceModule): readonly PackageFact[] {
  const whole = parseTable(module.syntax.text);
  const project = tableOf(whole["project"]);
  const poetry = tableOf(tableOf(whole["tool"])["poetry"]);
  const lists = [
    project["dependencies"],
    ...Object.values(tableOf(project["optional-dependencies"])),
    ...Object.values(tableOf(whole["dependency-groups"])),
  ];
  const tables = [
    poetry["dependencies"],
    poetry["dev-dependencies"],
    ...Object.values(tableOf(poetry["group"])).map((group) => tableOf(group)["dependencies"]),
    whole["packages"],
    whole["dev-packages"],
  ];
  const requires = project["requires-python"] ?? tableOf(whole["requires"])["python_version"];
  return [
    ...lists.flatMap((list) => (Array.isArray(list) ? list : [])).flatMap((each) => fromText(module, each)),
    ...tables
      .flatMap((table) => Object.entries(tableOf(table)))
      .flatMap(([name, value]) => fromEntry(module, name, value)),
    ...fromRequires(module, requires, project["requires-python"] === undefined),
  ];
}

/** `"invoices>=5,<6"`, where it stands between quotes. */
function fromText(module: SourceModule, text: unknown): readonly PackageFact[] {
  if (typeof text !== "string") return [];
  const read = readRequirement(text);
  const start = ['"', "'"]
    .map((quote) => module.syntax.text.indexOf(quote + text + quote))
    .find((at) => at >= 0);
  if (read === undefined || start === undefined) return [];
  return [{ ...read, form: "declared", span: spanOf(module, { start, end: start + text.length + 2 }) }];
}

/** `invoices = "^5.4"`, `invoices = { version = "^5.4", extras = ["redis"] }`. */
function fromEntry(module: SourceModule, name: string, value: unknown): readonly PackageFact[] {
  const conditions = typeof value === "string" ? value : tableOf(value)["version"];
  if (typeof conditions !== "string" || !/^[\w.-]{1,100}$/.test(name)) return [];
  const key = new RegExp(`^["']?${name.replaceAll(".", "\\.")}["']?[ \\t]*=.*$`, "m").exec(
    module.syntax.text,
  );
  if (key === null) return [];
  const limit = readLimit(conditions);
  const span = spanOf(module, { start: key.index, end: key.index + key[0].trimEnd().length });
  return [{ package: normalise(name), form: "declared", span, ...(limit === undefined ? {} : { limit }) }];
}

function fromRequires(module: SourceModule, value: unknown, isSeries: boolean): readonly PackageFact[] {
  if (typeof value !== "string") return [];
  const line = /^(?:requires-python|python_version)[ \t]*=.*$/m.exec(module.syntax.text);
  const limit = readLimit(isSeries ? `==${value}.*` : value);
  if (line === null || limit === undefined) return [];
  const span = spanOf(module, { start: line.index, end: line.index + line[0].trimEnd().length });
  return [{ package: "python", limit, form: "declared", span }];
}

function tableOf(value: unknown): Table {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Table) : {};
}

function parseTable(text: string): Table {
  try {
    return tableOf(parse(text));
  } catch {
    return {};
  }
}
