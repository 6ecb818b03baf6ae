import { namesIn } from "../reading/names-in.ts";
import type { PythonItem, PythonModule } from "../reading/read-module.ts";
import { digestHead, digestItem, headName } from "./written-module.ts";

/** Names that stand in what a hand has written or changed in a module. */
export function handNames(
  { text, items }: PythonModule,
  written: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  return new Set(items.flatMap((item) => namesOf(text, item, "", written)));
}

function namesOf(
  text: string,
  item: PythonItem,
  prefix: string,
  written: ReadonlyMap<string, string>,
): readonly string[] {
  const name = prefix + item.name;
  const known = written.get(name);
  if (item.kind === "import" || known === digestItem(text, item)) return [];
  if (known === undefined || !item.body) return [...namesIn(text.slice(item.start, item.end))];
  const head = text.slice(item.start, item.body.start);
  return [
    ...(written.get(headName(name)) === digestHead(text, item) ? [] : namesIn(head)),
    ...item.body.items.flatMap((member) => namesOf(text, member, `${name}.`, written)),
  ];
}
