import { type Blueprint, type OperationBlueprint, testFileOf } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { emitApi } from "./api.ts";
import { changePasswordCases } from "./behaviours/change-password.ts";
import { changeStateCases } from "./behaviours/change-state.ts";
import { countByValueCases } from "./behaviours/count-by-value.ts";
import { createCases } from "./behaviours/create.ts";
import { createManyCases } from "./behaviours/create-many.ts";
import { currentAccountCases } from "./behaviours/current-account.ts";
import { deleteCases } from "./behaviours/delete.ts";
import { distinctValuesCases } from "./behaviours/distinct-values.ts";
import { listCases } from "./behaviours/list.ts";
import { listLinesCases } from "./behaviours/list-lines.ts";
import { loginCases } from "./behaviours/login.ts";
import { logoutCases } from "./behaviours/logout.ts";
import { membershipCases } from "./behaviours/membership.ts";
import { openCases } from "./behaviours/open.ts";
import { qrCodeCases } from "./behaviours/qr-code.ts";
import { readCases } from "./behaviours/read.ts";
import { readCellCases } from "./behaviours/read-cell.ts";
import { readFileCases } from "./behaviours/read-file.ts";
import { readMatrixCases } from "./behaviours/read-matrix.ts";
import { refreshCases } from "./behaviours/refresh.ts";
import { registerCases } from "./behaviours/register.ts";
import { reportCases } from "./behaviours/report.ts";
import { signatureAbove } from "./behaviours/signatures.ts";
import { readSingletonCases, updateSingletonCases } from "./behaviours/singletons.ts";
import { storeFileCases } from "./behaviours/store-file.ts";
import { describeServiceCases, healthOperationCases } from "./behaviours/system.ts";
import { throttleAbove } from "./behaviours/throttle.ts";
import { updateCases } from "./behaviours/update.ts";
import { updateCurrentAccountCases } from "./behaviours/update-current-account.ts";
import { writeCellCases } from "./behaviours/write-cell.ts";
import {
  type GeneratedTest,
  type PrintedModule,
  printModule,
  type TestCase,
  type TestModule,
} from "./cases.ts";
import { registerClientCases } from "./clients/register-client.ts";
import { tokenEndpointModules } from "./clients/token-endpoint.ts";
import { emitConftest } from "./conftest.ts";
import { emitFactories } from "./factories.ts";
import { accessKeyModules } from "./general/access-keys.ts";
import { addedAccountModules } from "./general/added-accounts.ts";
import { databaseCases } from "./general/database.ts";
import { errorCases } from "./general/errors.ts";
import { healthAbove, healthCases } from "./general/health.ts";
import { loadModules } from "./general/load.ts";
import { loggingCases } from "./general/logging.ts";
import { mediaModules } from "./general/media.ts";
import { openapiAbove, openapiCases } from "./general/openapi.ts";
import { requestIdCases } from "./general/request-id.ts";
import { roleModules } from "./general/roles.ts";
import { tokenModules } from "./general/tokens.ts";
import { emitIssuer } from "./issuer.ts";
import { type Kind, type Kit, type OperationOf, openKit } from "./kit.ts";
import { mediaCases } from "./media/media-cases.ts";
import { emitCredentials } from "./outside.ts";
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
    ...accessKeyModules(kit),
    ...tokenModules(kit),
    ...mediaModules(kit),
    ...tokenEndpointModules(kit),
    ...loadModules(kit),
    ...roleModules(kit),
    ...addedAccountModules(kit),
  ];
}

function operationModule(kit: Kit, operation: OperationBlueprint): TestModule | undefined {
  const cases = [...casesOf(kit, operation), ...mediaCases(kit, operation)];
  if (cases.length === 0) return undefined;
  const above = aboveOf(kit, operation);
  return {
    path: testFileOf(operation),
    operation: operation.meaning.id,
    ...(above.length > 0 && { above }),
    cases,
  };
}

function casesOf(kit: Kit, operation: OperationBlueprint): readonly TestCase[] {
  const { kind } = operation.meaning.behaviour;
  if (kind === "register-client") return registerClientCases(kit, as(operation, kind));
  switch (kind) {
    case "register":
      return registerCases(kit, as(operation, "register"));
    case "login":
      return loginCases(kit, as(operation, "login"));
    case "current-account":
      return currentAccountCases(kit, as(operation, "current-account"));
    case "update-current-account":
      return updateCurrentAccountCases(kit, as(operation, "update-current-account"));
    case "refresh":
      return refreshCases(kit, as(operation, "refresh"));
    case "change-password":
      return changePasswordCases(kit, as(operation, "change-password"));
    case "logout":
      return logoutCases(kit, as(operation, "logout"));
    case "list":
      return listCases(kit, as(operation, "list"));
    case "list-lines":
      return listLinesCases(kit, as(operation, "list-lines"));
    case "read":
      return readCases(kit, as(operation, "read"));
    case "create":
      return createCases(kit, as(operation, "create"));
    case "create-many":
      return createManyCases(kit, as(operation, "create-many"));
    case "update-by-body":
    case "update-by-query":
    case "update":
      return updateCases(kit, operation as Parameters<typeof updateCases>[1]);
    case "read-singleton":
      return readSingletonCases(kit, as(operation, "read-singleton"));
    case "update-singleton":
      return updateSingletonCases(kit, as(operation, "update-singleton"));
    case "read-matrix":
    case "read-cell":
    case "write-cell":
      return matrixCases(kit, operation);
    case "change-state":
      return changeStateCases(kit, as(operation, "change-state"));
    case "delete":
      return deleteCases(kit, as(operation, "delete"));
    case "membership":
      return membershipCases(kit, as(operation, "membership"));
    case "health":
      return healthOperationCases(kit, as(operation, "health"));
    case "describe-service":
      return describeServiceCases(kit, as(operation, "describe-service"));
    case "custom":
      return openCases(kit, as(operation, "custom"));
    default:
      return answerCases(kit, operation);
  }
}

/** Of what is answered that is no row. */
function answerCases(kit: Kit, operation: OperationBlueprint): readonly TestCase[] {
  switch (operation.meaning.behaviour.kind) {
    case "distinct-values":
      return distinctValuesCases(kit, as(operation, "distinct-values"));
    case "count-by-value":
      return countByValueCases(kit, as(operation, "count-by-value"));
    case "store-file":
      return storeFileCases(kit, as(operation, "store-file"));
    case "read-file":
      return readFileCases(kit, as(operation, "read-file"));
    case "report":
      return reportCases(kit, as(operation, "report"));
    case "qr-code":
      return qrCodeCases(kit, as(operation, "qr-code"));
    default:
      return [];
  }
}

function matrixCases(kit: Kit, operation: OperationBlueprint): readonly TestCase[] {
  const { kind } = operation.meaning.behaviour;
  if (kind === "read-matrix") return readMatrixCases(kit, as(operation, "read-matrix"));
  return kind === "read-cell"
    ? readCellCases(kit, as(operation, "read-cell"))
    : writeCellCases(kit, as(operation, "write-cell"));
}

/** The operation, with its behaviour known to be of a kind. */
function as<K extends Kind>(operation: OperationBlueprint, _kind: K): OperationOf<K> {
  return operation as OperationOf<K>;
}

/** What stands above the tests of an operation. */
function aboveOf(kit: Kit, operation: OperationBlueprint) {
  const { behaviour, errors } = operation.meaning;
  const { account } = kit;
  if (!account) return [];
  if (behaviour.kind === "login" && errors.some(({ status }) => status === 429))
    return throttleAbove({ operation: as(operation, "login") });
  if (behaviour.kind === "current-account" && account.accounts.credential.token === "jwt")
    return signatureAbove(account);
  return [];
}
