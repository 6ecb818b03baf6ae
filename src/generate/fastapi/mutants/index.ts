// In: a blueprint and the finished application. Out: wrong versions of it, one fault each, and the tests that should notice.
// Faults that a reader of the code could not see by its shape alone; where the code has no such place, there is no mutant.
// Never here: running of tests, what they found, and text of a contract.
import type { Behaviour } from "#domain";
import type { Mutant, ProjectFile } from "../../stack.ts";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { currentAccountFaults, loginFaults, registerFaults, updateCurrentAccountFaults } from "./accounts.ts";
import { applyFault, type Fault, type Place } from "./apply-fault.ts";
import { cellFaults } from "./cells.ts";
import { clientFaults } from "./clients.ts";
import { errorFaults } from "./errors.ts";
import { countFaults, distinctValuesFaults, lineFaults, listFaults, reportFaults } from "./lists.ts";
import { mediaFaults } from "./media.ts";
import { membershipFaults } from "./memberships.ts";
import { outsideFaults } from "./outside.ts";
import { qrCodeFaults, readFileFaults, storeFileFaults } from "./pictures.ts";
import { roleFaults } from "./roles.ts";
import {
  changeFaults,
  changeStateFaults,
  createFaults,
  createManyFaults,
  deleteFaults,
  readFaults,
  updateFaults,
} from "./rows.ts";
import { changePasswordFaults, logoutFaults, refreshFaults } from "./sessions.ts";
import { serviceStatusFaults } from "./system.ts";

/** Every one of them must be noticed by the tests of its operation. */
export function makeMutants(blueprint: Blueprint, code: readonly ProjectFile[]): readonly Mutant[] {
  return blueprint.modules.flatMap((module) =>
    module.operations.flatMap((operation) =>
      [
        ...faultsOf(blueprint, operation),
        ...outsideFaults(blueprint, operation),
        ...roleFaults(operation),
        ...mediaFaults(blueprint, operation),
        ...clientFaults(operation),
        ...errorFaults(blueprint, operation),
      ].flatMap((fault) => applyFault(code, operation, fault)),
    ),
  );
}

function faultsOf(blueprint: Blueprint, operation: OperationBlueprint): readonly Fault[] {
  const { behaviour, module } = operation.meaning;
  const service = { path: `app/${module}/service.py`, within: operation.functionName };
  switch (behaviour.kind) {
    case "custom":
    case "register-client":
      return [];
    case "register":
      return registerFaults(service);
    case "login":
      return loginFaults(service);
    case "current-account":
      return currentAccountFaults();
    case "update-current-account":
      return updateCurrentAccountFaults(service);
    case "refresh":
      return refreshFaults(blueprint);
    case "change-password":
      return changePasswordFaults(service);
    case "logout":
      return logoutFaults(blueprint, service);
    case "list":
      return listFaults(blueprint, operation, behaviour, service);
    case "list-lines":
      return lineFaults(service);
    case "read":
      return readFaults(service);
    case "health":
    case "describe-service":
      return serviceStatusFaults(operation);
    case "create":
      return createFaults(blueprint, operation, behaviour, service);
    case "create-many":
      return createManyFaults(service);
    case "update":
    case "update-by-body":
    case "update-by-query":
      return updateFaults(blueprint, operation, service);
    case "read-singleton":
      return [{ ...service, name: "forgets what was set", find: /return \w+ or (\w+\()/, put: "return $1" }];
    case "update-singleton":
      return changeFaults(service);
    case "read-matrix":
    case "read-cell":
    case "write-cell":
      return cellFaults(behaviour.kind, service);
    case "change-state":
      return changeStateFaults(blueprint, operation, service);
    case "delete":
      return deleteFaults(blueprint, operation, service);
    case "membership":
      return membershipFaults(blueprint, behaviour, service);
    default:
      return answerFaults(operation, behaviour, service);
  }
}

type Told = Extract<
  Behaviour,
  { readonly kind: "distinct-values" | "count-by-value" | "store-file" | "read-file" | "report" | "qr-code" }
>;

/** Faults in what is answered that is no row. */
function answerFaults(operation: OperationBlueprint, behaviour: Told, service: Place): readonly Fault[] {
  switch (behaviour.kind) {
    case "distinct-values":
      return distinctValuesFaults(service);
    case "count-by-value":
      return countFaults(service);
    case "store-file":
      return storeFileFaults(service);
    case "read-file":
      return readFileFaults(operation, service);
    case "report":
      return reportFaults(behaviour, service);
    case "qr-code":
      return qrCodeFaults(service);
  }
}
