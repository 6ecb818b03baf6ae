import { type Grammar, schemaKeys } from "../bundle/grammar.ts";
import { valueAt } from "../document/node.ts";

/** JSON Schema: schemas in schemas, and shared ones under `$defs`. */
export const jsonSchemaGrammar: Grammar = {
  root: "document",
  shapes: {
    document: { keys: schemaKeys },
    schema: { keys: schemaKeys },
    plain: { rest: "plain", items: "plain", isNamed: true },
    discriminator: { rest: "plain" },
  },
  sections: { schema: ["$defs"] },
  ignoresSiblings: false,
  possibleKinds(map) {
    const isContract = ["openapi", "swagger", "asyncapi"].some((key) => valueAt(map, key)?.kind === "scalar");
    return isContract ? ["whole contract"] : [];
  },
};
