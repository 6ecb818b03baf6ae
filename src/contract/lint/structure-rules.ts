import type { Severity } from "#base";

/**
 * Rules of the linter underneath that are asked, with how severe each is. Left out: matters of taste (descriptions, contacts,
 * order), and what readers and rules of ours tell with more around it (references, ids, security, missing errors).
 */
export const structureRules: Readonly<Record<string, Severity>> = {
  struct: "error",
  "array-parameter-serialization": "note",
  "no-ambiguous-paths": "warning",
  "no-duplicated-enum-values": "warning",
  "no-duplicated-tag-names": "warning",
  "no-empty-servers": "warning",
  "no-enum-type-mismatch": "error",
  "no-example-value-and-externalValue": "error",
  "no-identical-paths": "error",
  "no-illogical-composition-keywords": "warning",
  "no-invalid-media-type-examples": "warning",
  "no-invalid-parameter-examples": "warning",
  "no-invalid-schema-examples": "warning",
  "no-mixed-number-range-constraints": "warning",
  "no-path-trailing-slash": "warning",
  "no-required-schema-properties-undefined": "warning",
  "no-schema-type-mismatch": "error",
  "no-server-trailing-slash": "warning",
  "no-server-variables-empty-enum": "error",
  "no-undefined-server-variable": "error",
  "no-unused-components": "note",
  "operation-2xx-response": "warning",
  "operation-operationId-url-safe": "warning",
  "operation-parameters-unique": "error",
  "path-declaration-must-exist": "error",
  "path-not-include-query": "error",
  "path-parameters-defined": "error",
  "security-scopes-defined": "warning",
  "spec-components-invalid-map-name": "error",
};
