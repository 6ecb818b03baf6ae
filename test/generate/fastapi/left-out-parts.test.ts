import { deepEqual, equal } from "node:assert/strict";
import { test } from "node:test";
import { parse } from "yaml";
import { tellNarrowed, withoutNarrowed } from "../../../src/generate/fastapi/project/narrowed.ts";
import { understandText } from "../../domain/check.ts";

const text = `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /crates:
    get:
      operationId: all
      responses:
        "200":
          description: all
          content:
            application/json:
              schema:
                allOf:
                  - { $ref: "#/components/schemas/Envelope" }
                  - { type: object, properties: { data: { type: array, items: { $ref: "#/components/schemas/Crate" } }, meta: { type: object, properties: { total: { type: integer } } } } }
  /crates/{id}:
    get:
      operationId: one
      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
      responses:
        "200":
          description: one
          content:
            application/json:
              schema:
                allOf:
                  - { $ref: "#/components/schemas/Envelope" }
                  - { type: object, properties: { data: { $ref: "#/components/schemas/Crate" } } }
components:
  schemas:
    Envelope: { type: object, required: [success], properties: { success: { type: boolean, example: true }, meta: { type: object, properties: { request_id: { type: string } } } } }
    Crate: { type: object, required: [id], properties: { id: { type: integer }, label: { type: string } } }
`;

test("what may stand around rows and nothing explains is told, and not compared", () => {
  const domain = understandText(text);
  const document = parse(text);
  deepEqual(
    tellNarrowed(document, domain).filter((told) => told.includes("of the answer")),
    [
      "meta.request_id of the answer 200: nothing here fills it at GET /crates",
      "meta of the answer 200: nothing here fills it at GET /crates/{id}",
    ],
  );
  const served = JSON.stringify(withoutNarrowed(document, domain));
  const { paths } = JSON.parse(served);
  const one = paths["/crates/{id}"].get.responses["200"].content["application/json"].schema;
  deepEqual(Object.keys(one.allOf[0].properties), ["success"]);
  equal(JSON.stringify(paths["/crates"]).includes("request_id"), false);
  equal(JSON.stringify(paths["/crates"]).includes("total"), true);
});

test("headers that may come with an answer and that nothing fills are told once, and not compared", () => {
  const schema = "schema: { type: string }";
  const contract = `openapi: 3.1.0
info: { title: Test, version: "1" }
paths:
  /crates:
    get:
      operationId: all
      responses:
        "200":
          description: all
          headers: { RateLimit: { ${schema} }, X-Total-Count: { schema: { type: integer } }, X-Sure: { required: true, ${schema} } }
          content: { application/json: { schema: { type: array, items: { $ref: "#/components/schemas/Crate" } } } }
        "401": { description: no, headers: { RateLimit: { ${schema} }, WWW-Authenticate: { ${schema} } } }
    post:
      operationId: make
      requestBody: { required: true, content: { application/json: { schema: { type: object, properties: { label: { type: string } } } } } }
      responses: { "201": { description: made, content: { application/json: { schema: { $ref: "#/components/schemas/Crate" } } } } }
components:
  schemas:
    Crate: { type: object, required: [id], properties: { id: { type: integer }, label: { type: string } } }
`;
  const domain = understandText(contract);
  const document = parse(contract);
  deepEqual(
    tellNarrowed(document, domain).filter((told) => told.includes("header")),
    ["the header RateLimit of the answers 200, 401: nothing here fills it at GET /crates"],
  );
  const { paths } = JSON.parse(JSON.stringify(withoutNarrowed(document, domain)));
  const { responses } = paths["/crates"].get;
  deepEqual(Object.keys(responses["200"].headers), ["X-Total-Count", "X-Sure"]);
  deepEqual(Object.keys(responses["401"].headers), ["WWW-Authenticate"]);
});
