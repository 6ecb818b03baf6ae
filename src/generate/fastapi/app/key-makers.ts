import { snakeCase } from "#base";
import type { CodePart, CodeTemplate } from "#contract";
import { commaList, docstring, formatted, imported, importedModule, name, type Py, py, str } from "#python";
import type { ModuleBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName, type Column, type Table } from "../tables.ts";
import { pythonFile } from "./names.ts";

// Made by chance, so that nobody guesses the next one or counts rows by them, and before the row is written, so that
// no database has to know how. UUIDs are of version 4: those of version 7 tell when a row was made, and Python makes
// them from 3.14 on only. Where an order is wanted, the time of making gives it.

/** What gives a key its value where none is given. */
export function keyMaker(table: Table, column: Column): Py {
  if (column.type.kind === "uuid") return imported("uuid", "uuid4");
  const { text } = column;
  const [part] = text ?? [];
  if (text?.length === 1 && part?.kind === "ulid" && part.upper)
    return imported("app.identifiers", "new_ulid");
  return imported(`app.${table.module}.keys`, makerName(table, column));
}

function makerName(table: Table, { name: column }: Column): string {
  return column === "id" ? `new_${snakeCase(table.className)}_id` : `new_${column}`;
}

/** `app/<module>/keys.py`, where keys of its rows are texts of a form of their own. */
export function emitKeyMakers(module: ModuleBlueprint): readonly GeneratedFile[] {
  const makers = module.tables.flatMap((table) =>
    table.columns.flatMap((column) => {
      const { text } = column;
      const maker = keyMaker(table, column);
      const isOwn = text && maker.imports.some(({ module: from }) => from === `app.${module.name}.keys`);
      return isOwn ? [makerFunction(maker, text)] : [];
    }),
  );
  return makers.length === 0 ? [] : [pythonFile(`app/${module.name}/keys.py`, makers)];
}

function makerFunction(maker: Py, text: CodeTemplate): Py {
  const [only] = text;
  const chances = text.flatMap((part) => (part.kind === "chance" ? [part.signs] : []));
  const [signs] = chances;
  // Named once, where it is used again.
  const shared = signs !== undefined && chances.length > 1 && new Set(chances).size === 1 ? signs : undefined;
  const made = (part: CodePart): Py =>
    part.kind === "chance" && shared !== undefined
      ? py`${imported("app.identifiers", "random_text")}(signs, ${part.length})`
      : chanceOf(part);
  const choices = text.flatMap((part) => (part.kind === "choice" ? [name(attributeName(part.field))] : []));
  const value =
    text.length === 1 && only
      ? made(only)
      : formatted(text.map((part) => (part.kind === "fixed" ? part.text : made(part))));
  return py`
    def ${name(maker.text)}(${commaList([...new Set(choices)].map((choice) => py`${choice}: str`))}) -> str:
        ${shared !== undefined && py`signs = ${signsOf(shared)}`}
        return ${value}`;
}

function chanceOf(part: CodePart): Py {
  switch (part.kind) {
    case "fixed":
      return str(part.text);
    case "choice":
      return name(attributeName(part.field));
    case "uuid":
      return py`str(${imported("uuid", "uuid4")}())`;
    case "ulid":
      return part.upper
        ? py`${imported("app.identifiers", "new_ulid")}()`
        : py`${imported("app.identifiers", "new_ulid")}().lower()`;
    case "chance":
      return py`${imported("app.identifiers", "random_text")}(${signsOf(part.signs)}, ${part.length})`;
  }
}

/** An alphabet, by the name that Python has for it where it has one. */
function signsOf(signs: string): Py {
  const string = importedModule("string");
  const lower = "abcdefghijklmnopqrstuvwxyz";
  const digits = "0123456789";
  const known = new Map<string, Py>([
    [digits, py`${string}.digits`],
    [lower, py`${string}.ascii_lowercase`],
    [lower.toUpperCase(), py`${string}.ascii_uppercase`],
    [digits + lower, py`${string}.digits + ${string}.ascii_lowercase`],
    [digits + lower.toUpperCase(), py`${string}.digits + ${string}.ascii_uppercase`],
    [lower + lower.toUpperCase(), py`${string}.ascii_letters`],
    [digits + lower + lower.toUpperCase(), py`${string}.digits + ${string}.ascii_letters`],
  ]);
  return known.get(signs) ?? str(signs);
}

/** `app/identifiers.py`: what makers of several modules share. */
export function emitKeys(used: ReadonlySet<string>): readonly GeneratedFile[] {
  const secrets = importedModule("secrets");
  const clock = imported("app", "clock");
  const parts = [
    used.has("new_ulid") && py`CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"`,
    used.has("new_ulid") &&
      py`
      def new_ulid() -> str:
          ${docstring("Make a ULID: 48 bits of milliseconds, then 80 of chance.")}
          milliseconds = int(${clock}.now().timestamp() * 1000)
          number = milliseconds << 80 | ${secrets}.randbits(80)
          return "".join(CROCKFORD[number >> shift & 31] for shift in range(125, -1, -5))`,
    used.has("random_text") &&
      py`
      def random_text(signs: str, length: int) -> str:
          return "".join(${secrets}.choice(signs) for _ in range(length))`,
  ].filter((part) => part !== false);
  return parts.length === 0 ? [] : [pythonFile("app/identifiers.py", parts)];
}

/** What every text of a template looks like, as a regular expression of Python, beside what the row holds. */
export function templatePattern(text: CodeTemplate, given?: (field: string) => string): string {
  return text.map((part) => patternOf(part, given)).join("");
}

function patternOf(part: CodePart, given: ((field: string) => string) | undefined): string {
  switch (part.kind) {
    case "fixed":
      return escapePattern(part.text);
    case "choice":
      return given ? escapePattern(given(part.field)) : ".+";
    case "uuid":
      return "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";
    case "ulid":
      return part.upper ? "[0-9A-HJKMNP-TV-Z]{26}" : "[0-9a-hjkmnp-tv-z]{26}";
    case "chance":
      return `[${rangesOf(part.signs)}]{${part.length}}`;
  }
}

function escapePattern(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9_-]/g, "\\$&");
}

function rangesOf(signs: string): string {
  const ranges = ["0-9", "a-z", "A-Z"].filter((range) => {
    const [from = "", , to = ""] = [...range];
    return signs.includes(from) && signs.includes(to);
  });
  const all = ranges.every((range) => (range === "0-9" ? 10 : 26) <= signs.length);
  const size = ranges.reduce((sum, range) => sum + (range === "0-9" ? 10 : 26), 0);
  return all && size === signs.length ? ranges.join("") : signs;
}
