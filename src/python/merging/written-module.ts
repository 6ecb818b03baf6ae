import { digest } from "#base";
import type { PythonItem } from "../reading/read-module.ts";
import { readModule } from "../reading/read-module.ts";
import { bindingsOf, printBinding } from "./import-bindings.ts";

/** What is remembered of a module as it was written: enough to tell later what a hand has changed. */
export interface WrittenModule {
  /** `from a import b as c`, one for each name. */
  readonly imports: readonly string[];
  /** Digests by name, in the order of the text: `Book`, its first lines as `Book (head)`, its members as `Book.title`. */
  readonly symbols: Readonly<Record<string, string>>;
}

export function describeModule(text: string): WrittenModule {
  const { items } = readModule(text);
  return {
    imports: items.flatMap((item) => bindingsOf(text, item)).map(printBinding),
    symbols: Object.fromEntries(describeItems(text, items, "")),
  };
}

function describeItems(
  text: string,
  items: readonly PythonItem[],
  prefix: string,
): readonly (readonly [string, string])[] {
  return items.flatMap((item) =>
    item.kind === "import" ? [] : describeItem(text, item, prefix + item.name),
  );
}

/** A statement's entry, and those of a class's head and members. */
export function describeItem(
  text: string,
  item: PythonItem,
  name: string,
): readonly (readonly [string, string])[] {
  const own = [name, digestItem(text, item)] as const;
  if (!item.body) return [own];
  const head = [headName(name), digestHead(text, item)] as const;
  return [own, head, ...describeItems(text, item.body.items, `${name}.`)];
}

/** The key of a class's first lines. */
export function headName(name: string): string {
  return `${name} (head)`;
}

export function digestItem(text: string, { start, end }: PythonItem): string {
  return symbolDigest(text.slice(start, end));
}

/** Of a class: its comments, decorators and the line that begins it. */
export function digestHead(text: string, { start, end, body }: PythonItem): string {
  return symbolDigest(text.slice(start, body?.start ?? end));
}

/** Line ends are a matter of the checkout, not of the text. */
function symbolDigest(text: string): string {
  return digest(text.replace(/\r\n?/g, "\n")).slice(0, 16);
}
