import { digest } from "#base";
import type { Contract, JsonValue } from "../contract.ts";
import { printAsyncapi } from "../print/print-asyncapi.ts";
import { printOpenapi } from "../print/print-openapi.ts";
import { type Answer, answerFor } from "../registry/answer.ts";
import type { RegistryItem } from "../registry/entry.ts";
import { linkRegistry } from "../registry/link-registry.ts";
import { readRegistryDocument } from "../registry/read-registry-document.ts";
import { sliceOf } from "../registry/slice.ts";
import type { AcceptedItem } from "./entry.ts";
import { withPlainLines } from "./read-entry.ts";

/**
 * The exact contract of one thing as a document of its own, with the types that it names and nothing else: OpenAPI, or
 * AsyncAPI for events, for it must be read years from now. Undefined where its document no longer holds it.
 */
export function printContent(item: RegistryItem, contract: Contract): string | undefined {
  const [entry] = item.said;
  const slice = entry && sliceOf(contract, entry);
  if (slice === undefined) return undefined;
  // What a document says of itself is no part of the thing, and would make another text of it each time.
  const bare = { ...slice, description: "" };
  const printed: JsonValue = item.kind === "event" ? printAsyncapi(bare) : printOpenapi(bare);
  return `${JSON.stringify(printed, null, 1)}\n`;
}

/** Whether a recorded document is the one that was recorded. */
export function isContent(name: string, text: string): boolean {
  return digest(withPlainLines(text)) === name;
}

/** What a recorded document says of a thing, in the form in which a present one answers. */
export function answerFromContent(file: string, text: string, item: AcceptedItem): Answer | undefined {
  const read = readRegistryDocument(file, text);
  const contract = read?.reading.value;
  if (read === undefined || contract === undefined) return undefined;
  const registry = linkRegistry([read.document]);
  const [kind, key] = item.line;
  const found = registry.items.find((each) => each.kind === kind && each.key === key);
  return found && answerFor(registry, found, contract);
}
