import type { Layout } from "./rewrite.ts";

const bounds = {
  type: "kept",
  format: "kept",
  pattern: "kept",
  minimum: "kept",
  maximum: "kept",
  minLength: "kept",
  maxLength: "kept",
  minItems: "kept",
  maxItems: "kept",
  uniqueItems: "kept",
  nullable: "kept",
};

/** Where in an OpenAPI document somebody's words stand; as much of the format as the example uses, and a little more. */
export const openapi: Layout = {
  document: {
    keys: {
      openapi: "kept",
      info: "info",
      tags: "tag",
      servers: "server",
      security: "requirement",
      paths: "paths",
      components: "components",
    },
  },
  info: {
    keys: {
      title: "told",
      description: "told",
      version: "kept",
      license: "kept",
      contact: "contact",
    },
  },
  contact: { keys: { name: "told", url: "told", email: "told" } },
  tag: { keys: { name: "told", description: "told" } },
  server: { keys: { url: "told", description: "told" } },
  paths: { names: "path" },
  path: {
    keys: {
      get: "operation",
      put: "operation",
      post: "operation",
      patch: "operation",
      delete: "operation",
      parameters: "parameter",
    },
  },
  operation: {
    keys: {
      operationId: "told",
      tags: "told",
      summary: "told",
      description: "told",
      parameters: "parameter",
      requestBody: "body",
      responses: "responses",
      security: "requirement",
      "x-codegen-request-body-name": "told",
    },
  },
  requirement: { names: "kept" },
  parameters: { names: "parameter" },
  parameter: {
    keys: {
      $ref: "reference",
      name: "told",
      in: "kept",
      description: "told",
      required: "kept",
      schema: "schema",
    },
  },
  bodies: { names: "body" },
  body: {
    keys: { $ref: "reference", required: "kept", description: "told", content: "content" },
  },
  responses: { names: "response" },
  response: { keys: { $ref: "reference", description: "told", content: "content" } },
  content: { names: "media" },
  media: { keys: { schema: "schema", example: "told" } },
  components: {
    keys: {
      schemas: "schemas",
      responses: "responses",
      requestBodies: "bodies",
      parameters: "parameters",
      securitySchemes: "schemes",
    },
  },
  schemes: { names: "scheme" },
  scheme: {
    keys: {
      type: "kept",
      description: "told",
      name: "kept",
      in: "kept",
      scheme: "kept",
      bearerFormat: "kept",
    },
  },
  schemas: { names: "schema" },
  schema: {
    keys: {
      ...bounds,
      $ref: "reference",
      title: "told",
      description: "told",
      required: "told",
      properties: "schemas",
      items: "schema",
      allOf: "schema",
      enum: "told",
      default: "told",
      example: "told",
    },
  },
};

/** Where in the script of an oracle (see test/oracles/README.md) the words of a contract stand. */
export const oracle: Layout = {
  document: {
    keys: {
      operations: "told",
      actor: "actor",
      never: "told",
      shapes: "told",
      main: "scenario",
      "before-restart": "scenario",
      "after-restart": "scenario",
    },
  },
  actor: { keys: { let: "told", register: "step", headers: "told" } },
  scenario: {
    keys: {
      id: "told",
      judges: "told",
      actors: "told",
      continues: "told",
      let: "told",
      steps: "step",
    },
  },
  step: {
    keys: {
      do: "told",
      as: "told",
      query: "told",
      headers: "told",
      body: "told",
      raw: "told",
      status: "kept",
      expect: "told",
      text: "told",
      save: "told",
      repeat: "kept",
      pause: "kept",
      cases: "step",
      together: "step",
      tally: "kept",
    },
  },
};
