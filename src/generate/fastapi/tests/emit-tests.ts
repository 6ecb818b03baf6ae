import { writtenBehaviour } from "../behaviours/index.ts";
import { type Blueprint, type OperationBlueprint, testFileOf } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { emitApi } from "./api.ts";
import { type GeneratedTest, type PrintedModule, printModule, type TestModule } from "./cases.ts";
import { tokenEndpointModules } from "./clients/token-endpoint.ts";
import { emitConftest } from "./conftest.ts";
import { emitFactories } from "./factories.ts";
import { accessKeyModules } from "./general/access-keys.ts";
import { addedAccountModules } from "./general/added-accounts.ts";
import { databaseCases } from "./general/database.ts";
import { errorCases } from "./general/errors.ts";
import { foundationAbove, foundationCases } from "./general/foundation.ts";
import { healthAbove, healthCases } from "./general/health.ts";
import { loadModules } from "./general/load.ts";
import { loggingCases } from "./general/logging.ts";
import { mailModules } from "./general/mail.ts";
import { mediaModules } from "./general/media.ts";
import { openapiAbove, openapiCases } from "./general/openapi.ts";
import { otherSiteModules } from "./general/other-sites.ts";
import { requestIdCases } from "./general/request-id.ts";
import { roleModules } from "./general/roles.ts";
import { tokenModules } from "./general/tokens.ts";
import { emitIssuer } from "./issuer.ts";
import { type Kind, type Kit, type OperationOf, openKit } from "./kit.ts";
import { mediaCases } from "./media/media-cases.ts";
import { emitCredentials } from "./outside.ts";
import { plainSuccess } from "./plain-success.ts";
import { emitQrReader } from "./qr-reader.ts";

export interface EmittedTests {
  readonly files: readonly GeneratedFile[];
  /** Every test function, once, whatever its parameters. */
  readonly tests: readonly GeneratedTest[];
}

/** `tests/` of a generated project: one module per operation, one for each thing that all of them share. */
export function emitTests(blueprint: Blueprint): EmittedTests {
  const kit = openKit(blueprint);
  const modules = [
    ...generalModules(kit),
    ...kit.blueprint.modules.flatMap(({ operations }) =>
      operations.flatMap((operation) => operationModule(kit, operation) ?? []),
    ),
  ];
  const printed = modules.filter(({ cases }) => cases.length > 0).map(printModule);
  const parts = printed.flatMap((module) => module.parts);
  const api = emitApi(kit, parts);
  const factories = emitFactories(kit, [...parts, ...api.parts]);
  const fixtures = new Set(printed.flatMap((module) => [...module.fixtures]));
  return {
    files: [
      { path: "tests/__init__.py", text: "" },
      emitConftest(blueprint, fixtures),
      api.file,
      ...(factories ? [factories] : []),
      ...emitQrReader(parts),
      ...emitIssuer(blueprint),
      ...emitCredentials(blueprint),
      ...packages(printed),
      ...printed.map(({ file }) => file),
    ],
    tests: printed.flatMap(({ tests }) => tests),
  };
}

function packages(printed: readonly PrintedModule[]): readonly GeneratedFile[] {
  const folders = printed.map(({ file }) => file.path.slice(0, file.path.lastIndexOf("/")));
  return [...new Set(folders)]
    .filter((folder) => folder !== "tests")
    .map((folder) => ({ path: `${folder}/__init__.py`, text: "" }));
}

function generalModules(kit: Kit): readonly TestModule[] {
  return [
    { path: "tests/test_health.py", above: healthAbove, cases: healthCases() },
    { path: "tests/test_request_id.py", cases: requestIdCases() },
    { path: "tests/test_logging.py", cases: loggingCases() },
    { path: "tests/test_openapi.py", above: openapiAbove(kit), cases: openapiCases(kit) },
    { path: "tests/test_errors.py", cases: errorCases(kit) },
    { path: "tests/test_database.py", cases: databaseCases(kit) },
    { path: "tests/test_foundation.py", above: foundationAbove, cases: foundationCases(kit) },
    ...accessKeyModules(kit),
    ...tokenModules(kit),
    ...mailModules(kit),
    ...mediaModules(kit),
    ...tokenEndpointModules(kit),
    ...loadModules(kit),
    ...roleModules(kit),
    ...otherSiteModules(kit),
    ...addedAccountModules(kit),
  ];
}

function operationModule(kit: Kit, operation: OperationBlueprint): TestModule | undefined {
  const { kind } = operation.meaning.behaviour;
  const written = writtenBehaviour(kind);
  const known = operation as OperationOf<Kind>;
  const own = [...written.cases(kit, known), ...mediaCases(kit, operation)];
  const cases = [...plainSuccess(kit, operation, own), ...own];
  if (cases.length === 0) return undefined;
  const above = (kit.account && written.above?.(kit, known)) ?? [];
  return {
    path: testFileOf(operation),
    operation: operation.meaning.id,
    ...(above.length > 0 && { above }),
    cases,
  };
}
