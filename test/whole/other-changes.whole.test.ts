import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import {
  type ChangingPlaces,
  type ContractChangeName,
  changeNames,
  contractAfter,
} from "../verbs/changes-of-contracts.ts";
import { buildThroughChanges, type Changing } from "./changing.ts";
import { root } from "./harness.ts";

function changesOf(
  example: string,
  places: ChangingPlaces,
): Pick<Changing<ContractChangeName>, "after" | "names"> {
  const document = readFileSync(join(root, "examples", example, "openapi.yaml"), "utf8");
  return { after: (...names) => contractAfter(document, places, names), names: changeNames };
}

const options = { removedField: ["--allow-data-loss"] };
const notes = { path: "README.md", from: "## ", to: "## Our notes\n\nAsk the keepers first.\n\n## " };

/** A method, a module that calls it and a test of both. */
function ownReport(
  module: string,
  title: string,
): Readonly<Record<"app/report.py" | "tests/test_report.py", string>> {
  const imports = [`from app.${module}.models import ${title}`, "from app.report import headline_of"].sort();
  return {
    "app/report.py": `"""What the keepers read on Mondays."""

from app.${module}.models import ${title}


def headline_of(row: ${title}) -> str:
    """Give the line that stands in the report."""
    return row.shout()
`,
    "tests/test_report.py": `"""The report of the keepers."""

${imports.join("\n")}


def test_a_headline_is_loud() -> None:
    assert headline_of(${title}(name="quiet")) == "QUIET"
`,
  };
}

const ownMethod =
  '    def shout(self) -> str:\n        """Give the name, loudly."""\n        return self.name.upper()\n';

test("eleven changes of Museum after hand edits: nothing of them is lost, all else comes in, and the proof holds", async () => {
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
    ...changesOf("museum", {
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
        to: `${ownMethod}\n    @property\n    def dates`,
      },
      {
        path: "app/special_events/service.py",
        from: "    now = clock.now()\n",
        to: "    now = clock.now()  # when the curators said so\n",
      },
      notes,
    ],
    own: ownReport("special_events", "SpecialEvent"),
    operations: 12,
  });
  assert.ok(read("app/special_events/models.py").includes("refuge: Mapped[str]"));
  assert.ok(read("app/keepers/service.py").includes("async def add_keeper("));
  assert.ok(read("app/special_events/service.py").includes("async def replace_special_event("));
});

test("eleven changes of Petstore after hand edits: nothing of them is lost, all else comes in, and the proof holds", async () => {
  const security = [{ petstore_auth: ["read:pets"] }];
  const pets = { type: "array", items: { $ref: "#/components/schemas/Pet" } };
  const read = await buildThroughChanges({
    ...changesOf("petstore", {
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
        to: `${ownMethod}\n    @property\n    def photo_urls`,
      },
      {
        path: "app/pets/service.py",
        from: "    session.add(pet)\n",
        to: "    session.add(pet)  # the vet comes later\n",
      },
      notes,
    ],
    own: ownReport("pets", "Pet"),
    operations: 23,
  });
  assert.ok(read("app/pets/models.py").includes("refuge: Mapped[str"));
  assert.ok(read("app/keepers/service.py").includes("async def add_keeper("));
});
