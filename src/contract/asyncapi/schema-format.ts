import { type Dialect, draftDialect, newerDialect, olderOpenapi } from "../openapi/dialect.ts";

/** Draft 7 with a few words of AsyncAPI's own. */
export function asyncapiDialect(version: string): Dialect {
  return {
    label: `AsyncAPI ${version}`,
    readsSiblings: false,
    isNewer: true,
    hasNullable: false,
    flagsLimits: false,
    namesDiscriminator: true,
    listsItems: true,
  };
}

/** The language of a schema, by its media type: one that is read, or what people call another. */
export type SchemaFormat =
  | { readonly kind: "read"; readonly dialect: Dialect }
  | { readonly kind: "foreign"; readonly name: string };

const foreignNames: readonly (readonly [form: RegExp, name: string])[] = [
  [/avro/i, "Avro"],
  [/protobuf/i, "Protocol Buffers"],
  [/raml/i, "RAML"],
  [/xml|xsd/i, "XML"],
];

/** `application/schema+json;version=draft-07` and its kin; `own` is what the document itself speaks. */
export function schemaFormatOf(text: string, own: Dialect): SchemaFormat {
  const [type = "", ...parameters] = text.toLowerCase().split(";");
  const version = /version=["']?([^"'\s]+)/.exec(parameters.join(";"))?.[1] ?? "";
  const base = type.trim().replace(/\+(?:json|yaml)$/, "");
  if (base === "application/vnd.aai.asyncapi") return { kind: "read", dialect: own };
  if (base === "application/vnd.oai.openapi")
    return {
      kind: "read",
      dialect: version.startsWith("3.0") ? olderOpenapi : newerDialect(`OpenAPI ${version}`),
    };
  if (base === "application/schema") return { kind: "read", dialect: draftDialect(version) };
  const name = foreignNames.find(([form]) => form.test(text))?.[1];
  return { kind: "foreign", name: name ?? `the format ${JSON.stringify(text.slice(0, 80))}` };
}
