import { commaList, importedModule, type Py, py, str } from "#python";
import { emptyUnauthorized, errorShape } from "../../app/errors.ts";
import { longString } from "../../app/names.ts";
import { isOpen } from "../../app/open-operations.ts";
import type { OperationBlueprint } from "../../blueprint.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit } from "../kit.ts";

/** What the application says of itself, for whoever makes a client of it. */
export function openapiCases(kit: Kit): readonly TestCase[] {
  const { title, description, version } = kit.domain;
  const info = py`
    {
        "title": ${str(title)},
        ${description !== "" && py`"description": ${longString(description)},`}
        "version": ${str(version)},
    }`;
  return [
    {
      name: "bears the title of the API",
      kind: "shape",
      fixtures: ["committing_app"],
      body: [py`assert committing_app.openapi()["info"] == ${info}`],
    },
    ...(kit.operations.every(isOpen) ? [] : answerCases(kit)),
  ];
}

function answerCases(kit: Kit): readonly TestCase[] {
  return [
    {
      name: "describes every answer of every operation",
      kind: "shape",
      fixtures: ["committing_app"],
      body: [
        py`document = committing_app.openapi()`,
        py`
          described = {
              (method, path): {*operation["responses"]}${addsItsOwn(kit) && py` - FRAMEWORK_ANSWERS`}
              for path, item in document["paths"].items()
              for method, operation in item.items()
          }`,
        py`assert {key: described.get(key) for key in ANSWERS} == ANSWERS`,
      ],
    },
    refusalCase(kit),
    ...nullCases(kit),
  ];
}

/** FastAPI describes a 422 of its own wherever there is input, though the application answers another status. */
function addsItsOwn({ domain }: Kit): boolean {
  return domain.errors.invalid !== 422;
}

/** Every refusal in the one form; where a 401 has no content, it is described without. */
function refusalCase(kit: Kit): TestCase {
  const { className } = errorShape(kit.domain.errors.form);
  const content = py`{"application/json": {"schema": {"$ref": ${str(`#/components/schemas/${className}`)}}}}`;
  const isEmpty = emptyUnauthorized(kit.blueprint);
  return {
    name: "describes every refusal in the form of errors",
    kind: "shape",
    fixtures: ["committing_app"],
    body: [
      py`paths = committing_app.openapi()["paths"]`,
      paragraph(
        py`
          contents = [
              (status, response.get("content"))
              for method, path in ANSWERS
              for status, response in paths.get(path, {}).get(method, {}).get("responses", {}).items()
              if status.startswith("4")${addsItsOwn(kit) && py` and status not in FRAMEWORK_ANSWERS`}
          ]`,
        py`assert contents`,
        py`
          for ${isEmpty ? py`status` : py`_`}, content in contents:
              assert content == ${isEmpty ? py`(None if status == "401" else ${content})` : content}`,
      ),
    ],
  };
}

/** A field that may be left out is not one that may be null. */
function nullCases(kit: Kit): readonly TestCase[] {
  const fields = kit.domain.entities.flatMap((entity) => entity.fields);
  if (fields.some(({ nullable }) => nullable)) return [];
  const changes = kit.operations.find(
    ({ contract, meaning: { behaviour } }) =>
      (behaviour.kind === "update" || behaviour.kind === "update-current-account") &&
      contract.method !== "delete",
  );
  if (!changes) return [];
  return [
    {
      name: "describes no field that may be null",
      kind: "shape",
      fixtures: ["committing_app"],
      body: [
        py`document = committing_app.openapi()`,
        paragraph(
          py`assert ${str(servedPath(kit, changes))} in document["paths"]`,
          py`assert '"null"' not in ${importedModule("json")}.dumps(document)`,
        ),
      ],
    },
  ];
}

/** The answers that each operation is to be described with. */
export function openapiAbove(kit: Kit): readonly Py[] {
  if (kit.operations.every(isOpen)) return [];
  const entries = kit.operations.flatMap((operation) => {
    const { behaviour, errors } = operation.meaning;
    if (behaviour.kind === "custom") return [];
    const statuses = [behaviour.answer.status, ...errors.map(({ status }) => status)];
    const sorted = [...new Set(statuses)].sort((one, other) => one - other);
    const key = py`(${str(operation.contract.method)}, ${str(servedPath(kit, operation))})`;
    return [py`${key}: {${commaList(sorted.map((status) => str(String(status))))}}`];
  });
  const framework =
    addsItsOwn(kit) &&
    py`
      # Described by the framework wherever there is input, and never answered here.
      FRAMEWORK_ANSWERS = {"422"}`;
  return [
    ...(framework ? [framework] : []),
    py`ANSWERS: dict[tuple[str, str], set[str]] = {${commaList(entries)}${entries.length > 0 && py`,`}}`,
  ];
}

function servedPath({ domain }: Kit, { contract }: OperationBlueprint): string {
  return `${domain.basePath}${contract.path}`;
}
