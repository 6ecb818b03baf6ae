import type { Finding } from "#base";

/** There is nothing to answer from. */
export function noDocuments(places: readonly string[]): Finding {
  return {
    rule: "contract/no-documents",
    severity: "error",
    message: `there is no contract in ${places.join(", ")}, nor directly in this folder`,
    mend: "keep contracts (OpenAPI, AsyncAPI, JSON Schema, markdown records) in docs/, or name their place in keelback.yaml: contracts: [PLACE]; where there is only code, keelback contract extract > docs/openapi.yaml reads one from it",
  };
}
