import type { Contract, JsonValue } from "../contract.ts";
import { printAsyncapi } from "../print/print-asyncapi.ts";
import { printOpenapi } from "../print/print-openapi.ts";
import type { ItemKind } from "../registry/entry.ts";
import { ownValue } from "./part.ts";
import type { Fragment } from "./read-fragment.ts";

/** The part of a contract that speaks of one thing as a fragment for a document; paths are told with their base before them. */
export function fragmentOfContract(contract: Contract, kind: ItemKind): Fragment {
  if (kind === "event") {
    const value = sectionsOf(printAsyncapi(contract), ["channels", "operations", "components"]);
    return { value, format: "asyncapi", title: "", dialect: "asyncapi 3" };
  }
  const printed = printOpenapi(contract);
  if (kind === "type") return { value: sectionsOf(printed, ["components"]), title: "", dialect: "" };
  return {
    value: sectionsOf(printed, ["paths", "components"]),
    format: "openapi",
    title: "",
    dialect: "openapi 3",
  };
}

export function sectionsOf(document: JsonValue, keys: readonly string[]): JsonValue {
  return Object.fromEntries(
    keys.flatMap((key) => {
      const value = ownValue(document, key);
      return value === undefined ? [] : [[key, value] as const];
    }),
  );
}
