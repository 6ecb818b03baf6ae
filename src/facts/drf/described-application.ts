import type { ApplicationFact } from "../application.ts";
import { readSettings } from "../django/settings.ts";
import type { Reading } from "../front-end.ts";
import { textOf } from "../literals.ts";
import { spanOf } from "../places.ts";
import { readRestSettings } from "./schemas/rest-settings.ts";

/** What a project says of itself where it describes its interface: https://drf-spectacular.readthedocs.io/en/latest/settings.html */
export function describedApplication({ project, evaluator }: Reading): readonly ApplicationFact[] {
  const { described } = readRestSettings(readSettings(project, evaluator));
  const text = (name: string): string | undefined => textOf(described(name)?.expression);
  const [named, title, version, description] = [
    described("TITLE"),
    text("TITLE"),
    text("VERSION"),
    text("DESCRIPTION"),
  ];
  if (named === undefined || title === undefined) return [];
  return [
    {
      // Its routes name no application: there is one.
      id: "",
      framework: "drf",
      span: spanOf(named.place.module, named.expression),
      title,
      ...(version === undefined ? {} : { version }),
      ...(description === undefined ? {} : { description }),
      ...{ middleware: [], lifespan: [], errors: [] },
    },
  ];
}
