import type { Finding } from "#base";
import type { JsonValue } from "../contract.ts";
import { jsonValueOf } from "../document/json-value.ts";
import { readDocument } from "../document/read-document.ts";
import { ownValue } from "./part.ts";

export type FragmentFormat = "openapi" | "asyncapi";

/** Something to be added to a document: a whole document, or only sections of one. */
export interface Fragment {
  readonly value: JsonValue;
  /** Absent where only shared types stand in it, which both formats have. */
  readonly format?: FragmentFormat;
  /** Title of its service, where it is a whole document. */
  readonly title: string;
  /** `openapi 3`, where its sections do not say it themselves. */
  readonly dialect?: string;
}

/** Reads a fragment in JSON or YAML. Never throws. */
export function readFragment(
  file: string,
  text: string,
): { readonly fragment?: Fragment; readonly findings: readonly Finding[] } {
  const { root, findings } = readDocument(file, text);
  const told = [...findings.all()];
  if (told.some(({ severity }) => severity === "error")) return { findings: told };
  const value = root?.kind === "map" ? jsonValueOf(root) : null;
  const has = (...keys: readonly string[]): boolean => keys.some((key) => ownValue(value, key) !== undefined);
  const format = has("asyncapi", "channels", "operations")
    ? "asyncapi"
    : has("openapi", "swagger", "paths", "webhooks", "definitions")
      ? "openapi"
      : undefined;
  if (format === undefined && !has("components")) return { findings: [...told, nothingIn(file)] };
  const title = ownValue(ownValue(value, "info"), "title");
  const fragment = { value, title: typeof title === "string" ? title.trim() : "" };
  return { fragment: format === undefined ? fragment : { ...fragment, format }, findings: told };
}

function nothingIn(file: string): Finding {
  return {
    rule: "contract/nothing-to-register",
    severity: "error",
    message: `${file} holds nothing that can be added to a contract`,
    span: { file, line: 1, column: 1, offset: 0, end: 0 },
    mend: "write what is to be added as in a document: paths, channels, operations, or components with schemas",
  };
}
