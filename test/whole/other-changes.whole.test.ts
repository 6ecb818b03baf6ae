import assert from "node:assert/strict";
import { test } from "node:test";
import { buildThroughChanges } from "./changing.ts";
import { changesOf, notes, options, ownMethod, ownReport } from "./changing-examples.ts";

test("eleven changes of Museum after hand edits: nothing of them is lost, all else comes in, and the suite passes", async () => {
  const event = { "application/json": { schema: { $ref: "#/components/schemas/SpecialEvent" } } };
  const replaceEvent = {
    operationId: "replaceSpecialEvent",
    tags: ["Events"],
    parameters: [{ $ref: "#/components/parameters/EventId" }],
    requestBody: { required: true, content: event },
    responses: {
      200: { description: "As it is now.", content: event },
      400: { $ref: "#/components/responses/BadRequest" },
      404: { $ref: "#/components/responses/NotFound" },
    },
  };
  const read = await buildThroughChanges({
    ...changesOf("museum/openapi.yaml", {
      schemas: [
        { name: "SpecialEvent", demands: true },
        { name: "SpecialEventFields", demands: false },
      ],
      text: "location",
      list: "/special-events",
      security: undefined,
      newOperation: { path: "/special-events/{eventId}", method: "put", operation: replaceEvent },
    }),
    options,
    settings: { renamedField: "domain:\n  renamed:\n    SpecialEvent.shelter: refuge\n" },
    edits: [
      {
        path: "app/special_events/models.py",
        from: "    @property\n    def dates",
        to: `${ownMethod("name")}\n    @property\n    def dates`,
      },
      {
        path: "app/special_events/service.py",
        from: "    now = clock.now()\n",
        to: "    now = clock.now()  # when the curators said so\n",
      },
      notes,
    ],
    own: ownReport("special_events", "SpecialEvent", "name"),
  });
  assert.ok(read("app/special_events/models.py").includes("refuge: Mapped[str]"));
  assert.ok(read("app/keepers/service.py").includes("async def add_keeper("));
  assert.ok(read("app/special_events/service.py").includes("async def replace_special_event("));
});

test("eleven changes of Petstore after hand edits: nothing of them is lost, all else comes in, and the proof holds", async () => {
  const security = [{ petstore_auth: ["read:pets"] }];
  const pets = { type: "array", items: { $ref: "#/components/schemas/Pet" } };
  const read = await buildThroughChanges({
    ...changesOf("petstore/openapi.yaml", {
      schemas: [{ name: "Pet", demands: true }],
      text: "name",
      list: "/pet/findByStatus",
      security,
      newOperation: {
        path: "/pet",
        method: "get",
        operation: {
          operationId: "listPets",
          tags: ["pet"],
          security,
          responses: { 200: { description: "Pets", content: { "application/json": { schema: pets } } } },
        },
      },
    }),
    options,
    settings: { renamedField: "domain:\n  renamed:\n    Pet.shelter: refuge\n" },
    edits: [
      {
        path: "app/pets/models.py",
        from: "    @property\n    def photo_urls",
        to: `${ownMethod("name")}\n    @property\n    def photo_urls`,
      },
      {
        path: "app/pets/service.py",
        from: "    session.add(pet)\n",
        to: "    session.add(pet)  # the vet comes later\n",
      },
      notes,
    ],
    own: ownReport("pets", "Pet", "name"),
    operations: 23,
  });
  assert.ok(read("app/pets/models.py").includes("refuge: Mapped[str"));
  assert.ok(read("app/keepers/service.py").includes("async def add_keeper("));
});
