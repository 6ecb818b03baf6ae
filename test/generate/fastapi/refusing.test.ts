import { deepStrictEqual, doesNotMatch, doesNotThrow, match, ok, strictEqual } from "node:assert";
import { describe, suite, test } from "node:test";
import { formatPython } from "#python";
import { emitApp } from "../../../src/generate/fastapi/app/index.ts";
import type { Blueprint } from "../../../src/generate/fastapi/blueprint.ts";
import { makeMutants } from "../../../src/generate/fastapi/mutants/index.ts";
import {
  applyOverlay,
  closedContract,
  listSwitchedOff,
} from "../../../src/generate/fastapi/project/index.ts";
import { emitOverlay } from "../../../src/generate/fastapi/project/overlay/index.ts";
import { emitTests } from "../../../src/generate/fastapi/tests/index.ts";
import { blueprintOf, brokenRules, checkNothingUnused, checkTests, linter, textOf } from "./check-tests.ts";
import { sampleOf } from "./project-sample.ts";
import * as samples from "./refusing-sample.ts";

const contracts: Readonly<Record<string, object>> = {
  "problems of RFC 9457": samples.problemPlants,
  "Spring's form": samples.springPlants,
  "Google's form in ranges": samples.googlePlants,
  "JSON:API": samples.jsonApiPlants,
  "several forms": samples.mixedPlants,
  "many forms": samples.manyPlants,
  "no content": samples.silentPlants,
  "statuses that differ": samples.variedPlants,
  "no content in some": samples.someSilentPlants,
  "words alone": samples.plainPlants,
  "words as HTML": samples.htmlPlants,
  "maps by field": samples.mappedPlants,
  "no form": samples.plants({}, { collection: {}, item: {} }),
};

function appText(blueprint: Blueprint, path: string): string {
  const file = emitApp(blueprint).find((each) => each.path === path);
  ok(file, path);
  return file.text;
}

for (const [title, contract] of Object.entries(contracts))
  suite(`a contract that refuses with ${title}`, () => {
    const blueprint = blueprintOf(JSON.stringify(contract));
    const tests = emitTests(blueprint);

    test("is derived", () => {
      ok(blueprint.domain.operations.every(({ behaviour }) => behaviour.kind !== "custom"));
    });

    test("gives clean code and clean tests", () => {
      checkTests(tests);
      checkNothingUnused(tests);
      for (const { path, text } of emitApp(blueprint)) {
        deepStrictEqual(brokenRules(text), [], path);
        strictEqual(linter.format(text), text, path);
      }
    });
  });

test("a function with a way out for each of many forms is told to be meant so", () => {
  const errors = appText(blueprintOf(JSON.stringify(samples.manyPlants)), "app/errors.py");
  match(errors, /def _answer\( {2}# noqa: PLR0911\n/);
});

describe("the application", () => {
  const problems = blueprintOf(JSON.stringify(samples.problemPlants));
  const mixed = blueprintOf(JSON.stringify(samples.mixedPlants));

  test("answers in the media type that is documented, and says so", () => {
    match(appText(problems, "app/errors.py"), /media_type="application\/problem\+json"/);
    match(appText(problems, "app/openapi.py"), /\{Problem: "application\/problem\+json"\}/);
    match(appText(problems, "app/main.py"), /app = Api\(/);
  });

  test("does not describe the framework's own 422 where it answers 400", () => {
    match(appText(problems, "app/openapi.py"), /described\.pop\("422", None\)/);
  });

  test("describes a form with all that the contract says of it", () => {
    const text = appText(problems, "app/errors.py");
    match(text, /"format": "int32", "minimum": 100, "exclusiveMaximum": 600/);
    match(text, /balance: int = Field\(default_factory=int\)/);
  });

  test("asks the route, where operations differ", () => {
    match(appText(mixed, "app/errors.py"), /documented = _documented\(request, status_code\)/);
    match(
      appText(mixed, "app/plants/routes.py"),
      /error_responses\(422\)\s*\| empty_responses\(400\)\s*\| error_responses\(404, model=NotFoundErrorBody\)/,
    );
  });

  test("escapes words that are sent as HTML", () => {
    match(appText(mixed, "app/errors.py"), /HTMLResponse\(\s*escape\(/);
  });
});

describe("the tests", () => {
  test("ask each operation for its own status and form", () => {
    const tests = emitTests(blueprintOf(JSON.stringify(samples.mixedPlants)));
    match(textOf(tests, "tests/api.py"), /\("POST", "\/v1\/plants", \{400: read_text\}\)/);
    match(textOf(tests, "tests/plants/test_add_plant.py"), /status_code=422/);
    match(textOf(tests, "tests/test_errors.py"), /b"null", 422,/);
    match(textOf(tests, "tests/test_errors.py"), /b"\\xff\\xfe\\x00", 400,/);
  });

  test("hold the whole of an answer against its form", () => {
    const tests = emitTests(blueprintOf(JSON.stringify(samples.springPlants)));
    const text = textOf(tests, "tests/api.py");
    match(text, /"path": response\.request\.url\.path/);
    match(text, /assert datetime\.fromisoformat\(content\["timestamp"\]\)\.tzinfo/);
  });
});

test("media types beside the one that is written are told, and the contract is compared without them", () => {
  const { blueprint, inputs } = sampleOf(samples.mixedPlants);
  match(
    listSwitchedOff(blueprint, inputs.contractDocument).join("\n"),
    /application\/xml at 404 of GET \/plants\/\{id\}: application\/json is answered/,
  );
  const { paths } = JSON.parse(closedContract(inputs.contractDocument, blueprint.domain));
  deepStrictEqual(Object.keys(paths["/plants/{id}"].get.responses["404"].content), ["application/json"]);
});

describe("the overlay", () => {
  const merged = (contract: object) => {
    const { blueprint, inputs } = sampleOf(contract);
    return JSON.parse(applyOverlay(inputs.contractDocument, emitOverlay(blueprint, inputs)?.text ?? ""));
  };

  test("adds what is left out in its media type", () => {
    const { responses } = merged(samples.jsonApiPlants).paths["/plants"].get;
    deepStrictEqual(responses["422"].content, samples.named("Failure", "application/vnd.api+json"));
  });

  test("adds answers without content where errors have none", () => {
    const { responses } = merged(samples.silentPlants).paths["/plants"].get;
    deepStrictEqual(Object.keys(responses["400"]), ["description"]);
  });

  test("adds nothing that a range covers", () => {
    const { paths } = merged(samples.googlePlants);
    deepStrictEqual(Object.keys(paths["/plants/{id}"].get.responses), ["200", "4XX", "default"]);
    doesNotMatch(JSON.stringify(paths["/plants"].post), /"422"/);
  });
});

describe("wrong versions", () => {
  const faultsOf = (contract: object): readonly string[] => {
    const blueprint = blueprintOf(JSON.stringify(contract));
    const code = emitApp(blueprint);
    const mutants = makeMutants(blueprint, code).filter(({ path }) => /errors|openapi/.test(path));
    for (const { id, text } of mutants) doesNotThrow(() => formatPython(text), id);
    return mutants.map(({ fault }) => fault).toSorted();
  };
  const check = (title: string, contract: object, faults: readonly string[]): void => {
    test(`of what refuses with ${title}`, () => deepStrictEqual(faultsOf(contract), faults));
  };
  check("problems of RFC 9457", samples.problemPlants, [
    "answers in another media type",
    "describes a refusal that is never answered",
    "describes another media type than is answered",
    "does not say where something is wrong",
    "does not say which path was asked for",
    "says the same status for all",
  ]);
  check("several forms", samples.mixedPlants, [
    "answers every refusal in the usual form",
    "describes a refusal that is never answered",
    "does not say where something is wrong",
    "refuses bodies as it refuses parameters",
    "says the same word for every status",
  ]);
  check("words as HTML", samples.htmlPlants, [
    "describes a refusal that is never answered",
    "sends words as HTML as they are",
  ]);
  check("statuses that differ", samples.variedPlants, [
    "describes a refusal that is never answered",
    "refuses bodies as it refuses parameters",
  ]);
  check("no content in some", samples.someSilentPlants, [
    "describes a refusal that is never answered",
    "sends content where none is documented",
  ]);
});

test("webhooks are told as left open when the contract is read, and the contract is compared without them", () => {
  const { blueprint, inputs } = sampleOf({ ...samples.mixedPlants, webhooks: { grown: {} } });
  deepStrictEqual(JSON.parse(closedContract(inputs.contractDocument, blueprint.domain)).webhooks, undefined);
});
