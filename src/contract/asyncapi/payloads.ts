import type { Span } from "#base";
import { type MapNode, type Node, valueAt } from "../document/node.ts";
import type { Dialect } from "../openapi/dialect.ts";
import { type Reader, readInDialect, readOnce, readWithin, report, type Wrapped } from "../openapi/reader.ts";
import { follow } from "../openapi/references.ts";
import { readSchemaNode } from "../openapi/schemas.ts";
import { makeScope } from "../openapi/scope.ts";
import { textAt } from "../openapi/shape.ts";
import type { ApiReader } from "./api-reader.ts";
import { isWrapped } from "./grammar.ts";
import type { Part } from "./parts.ts";
import { schemaFormatOf } from "./schema-format.ts";

export function readPart(reader: Reader, node: Node): Part {
  const scope = makeScope();
  return {
    schema: readWithin(reader, scope, () =>
      readOnce(reader, reader.done.schemas, node, () => readSchemaNode(reader, node)),
    ),
    scope,
  };
}

/** What a message carries; nothing where it is written in a language that is not read. */
export function readPayload({ reader, major }: ApiReader, map: MapNode): Part | undefined {
  const node = valueAt(map, "payload");
  if (node === undefined) return undefined;
  const said = major === 2 ? textAt(reader, map, "schemaFormat") : undefined;
  if (said !== undefined) {
    const format = schemaFormatOf(said, reader.now.dialect);
    if (format.kind === "read") return readInDialect(reader, format.dialect, () => readPart(reader, node));
    reportForeign(reader, map.entries.get("schemaFormat")?.span ?? map.span, format.name);
    return undefined;
  }
  const target = node.kind === "map" && node.entries.has("$ref") ? follow(reader, node, "schemas") : node;
  const wrapped = target?.kind === "map" ? unwrapSchema(reader, target) : undefined;
  return wrapped !== undefined && wrapped.node === undefined ? undefined : readPart(reader, node);
}

/** What stands under `schema` beside a `schemaFormat`. */
export function unwrapSchema(reader: Reader, map: MapNode): Wrapped | undefined {
  if (!isWrapped(map)) return undefined;
  const own: Dialect = reader.now.dialect;
  const format = schemaFormatOf(textAt(reader, map, "schemaFormat") ?? "", own);
  if (format.kind === "read") return { node: valueAt(map, "schema"), dialect: format.dialect };
  reportForeign(reader, map.entries.get("schemaFormat")?.span ?? map.span, format.name);
  return { node: undefined, dialect: own };
}

function reportForeign(reader: Reader, span: Span, name: string): void {
  report(reader, span, {
    rule: "unread-schema-format",
    severity: "note",
    message: `${name} is not read: nothing is known of the fields of what this describes`,
    mend: "nothing to do here; say the same as JSON Schema if the fields are to be known",
  });
}
