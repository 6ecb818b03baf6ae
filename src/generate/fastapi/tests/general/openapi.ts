import { placeParts } from "#domain";
import {
  blocks,
  commaList,
  identifierText,
  imported,
  importedModule,
  literal,
  name,
  type Py,
  py,
  str,
} from "#python";
import { describedAs } from "../../app/main.ts";
import { longString } from "../../app/names.ts";
import { isOpen } from "../../app/open-operations.ts";
import { otherSuccesses } from "../../app/routes/other-successes.ts";
import { mayBeUnchanged } from "../../app/routes/versions.ts";
import type { OperationBlueprint } from "../../blueprint.ts";
import { type PlannedForm, plannedForm } from "../../error-plan.ts";
import { paragraph, type TestCase } from "../cases.ts";
import type { Kit } from "../kit.ts";

/** What the application says of itself, for whoever makes a client of it. */
export function openapiCases(kit: Kit): readonly TestCase[] {
  const { description } = kit.domain;
  const { title, version } = describedAs(kit.domain);
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
              (method, path): {*operation["responses"]}
              for path, item in document["paths"].items()
              for method, operation in item.items()
          }`,
        py`assert {key: described.get(key) for key in ANSWERS} == ANSWERS`,
      ],
    },
    ...(refusesSome(kit) ? [refusalCase(kit)] : []),
    ...nullCases(kit),
  ];
}

/** Whether any operation that is derived refuses anything. */
function refusesSome({ operations }: Kit): boolean {
  return operations.some(
    (operation) =>
      !isOpen(operation) &&
      (operation.meaning.errors.some(({ status }) => status >= 400 && status < 500) ||
        operation.meaning.otherErrors.some(({ range }) => range !== "5XX")),
  );
}

/** Every refusal in its form; where it has no content, it is described without. */
function refusalCase(kit: Kit): TestCase {
  return kit.blueprint.errors.byRoute ? eachRefusalCase(kit) : usualRefusalCase(kit);
}

function usualRefusalCase(kit: Kit): TestCase {
  const { forms, emptyStatuses } = kit.blueprint.errors;
  const content = contentOf(forms[0]);
  const [status, ...others] = emptyStatuses.map((each) => str(String(each)));
  const isEmpty =
    status && (others.length === 0 ? py`status == ${status}` : py`status in {${[status, ...others]}}`);
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
              if status.startswith("4")
          ]`,
        py`assert contents`,
        py`
          for ${isEmpty ? py`status` : py`_`}, content in contents:
              assert content ${isEmpty ? py`== (None if ${isEmpty} else ${content})` : forms[0].form.kind === "empty" ? py`is None` : py`== ${content}`}`,
      ),
    ],
  };
}

function contentOf({ form, className }: PlannedForm): Py {
  switch (form.kind) {
    case "empty":
      return py`None`;
    case "text": {
      const { maxLength } = form;
      const schema = literal({ type: "string", ...(maxLength !== undefined && { maxLength }) });
      return py`{${str(form.mediaType)}: {"schema": ${schema}}}`;
    }
    case "json":
      return py`{${str(form.mediaType)}: {"schema": {"$ref": ${str(`#/components/schemas/${className}`)}}}}`;
  }
}

function eachRefusalCase(_kit: Kit): TestCase {
  return {
    name: "describes every refusal in its own form",
    kind: "shape",
    fixtures: ["committing_app"],
    body: [
      py`paths = committing_app.openapi()["paths"]`,
      py`
        contents = {
            (method, path): {
                status: response.get("content")
                for status, response in paths.get(path, {}).get(method, {}).get("responses", {}).items()
                if not status.startswith("2")
            }
            for method, path in REFUSALS
        }`,
      py`assert contents == REFUSALS`,
    ],
  };
}

/** A field that may be left out is not one that may be null. */
function nullCases(kit: Kit): readonly TestCase[] {
  const fields = kit.domain.entities.flatMap((entity) => entity.fields);
  // What is told of a page may be null where there is no next one.
  const told = kit.operations.flatMap(({ meaning: { behaviour } }) =>
    behaviour.kind === "list" ? placeParts(behaviour.answer.parts) : [],
  );
  // What nobody sends as null may still be answered so, where there is none.
  if (fields.some(({ missing }) => missing === "null")) return [];
  if ([...fields, ...told].some(({ nullable }) => nullable)) return [];
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

/** The answers that each operation is to be described with, and the forms of its refusals where they differ. */
export function openapiAbove(kit: Kit): readonly Py[] {
  if (kit.operations.every(isOpen)) return [];
  const entries = kit.operations.flatMap((operation) => {
    const { behaviour, errors, otherErrors } = operation.meaning;
    if (behaviour.kind === "custom") return [];
    const successes = [
      behaviour.answer.status,
      ...otherSuccesses(operation).map(({ status }) => Number(status)),
      ...(mayBeUnchanged(operation) ? [304] : []),
    ];
    const statuses = [...successes, ...errors.map(({ status }) => status)];
    const sorted = [...new Set(statuses)].sort((one, other) => one - other).map(String);
    const keys = [...sorted, ...otherErrors.map(({ range }) => range)];
    return [py`${keyOf(kit, operation)}: {${commaList(keys.map((key) => str(key)))}}`];
  });
  const answers = py`ANSWERS: dict[tuple[str, str], set[str]] = {${commaList(entries)}${entries.length > 0 && py`,`}}`;
  return kit.blueprint.errors.byRoute ? [answers, ...refusals(kit)] : [answers];
}

function keyOf(kit: Kit, operation: OperationBlueprint): Py {
  return py`(${str(operation.contract.method)}, ${str(servedPath(kit, operation))})`;
}

function titleOf({ form, className }: PlannedForm, index: number): string {
  if (form.kind === "empty") return "NOTHING";
  return form.kind === "text" ? `TEXT_${index + 1}` : identifierText(className).toUpperCase();
}

function refusals(kit: Kit): readonly Py[] {
  const { errors: plan } = kit.blueprint;
  const titles = new Map(plan.forms.map((planned, index) => [planned, titleOf(planned, index)] as const));
  const entries = kit.operations
    .filter((operation) => !isOpen(operation))
    .map((operation) => {
      const { errors, otherErrors } = operation.meaning;
      const forms = [
        ...errors.map(({ status, form }) => ({ key: String(status), form })),
        ...otherErrors.map(({ range, form }) => ({ key: range, form })),
      ];
      const items = forms.map(
        ({ key, form }) => py`${str(key)}: ${name(titles.get(plannedForm(plan, form)) ?? "NOTHING")}`,
      );
      return py`${keyOf(kit, operation)}: {${commaList(items)}}`;
    });
  const any = imported("typing", "Any");
  return [
    blocks([...titles].map(([planned, title]) => py`${name(title)} = ${contentOf(planned)}`)),
    py`REFUSALS: dict[tuple[str, str], dict[str, ${any}]] = {${commaList(entries)},}`,
  ];
}

function servedPath({ domain }: Kit, { contract }: OperationBlueprint): string {
  return `${domain.basePath}${contract.path}`;
}
