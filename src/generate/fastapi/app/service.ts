import { unreachable } from "#base";
import type { Behaviour } from "#domain";
import type { Py } from "#python";
import type { Blueprint, ModuleBlueprint, OperationBlueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { pythonFile } from "./names.ts";
import { loginService, registerService, updateCurrentAccountService } from "./services/accounts.ts";
import { matrixService } from "./services/cells.ts";
import { changeStateService } from "./services/change-state.ts";
import { countByValueService } from "./services/count-by-value.ts";
import { createService } from "./services/create.ts";
import { createManyService } from "./services/create-many.ts";
import { deleteService } from "./services/delete.ts";
import { listLinesService } from "./services/list-lines.ts";
import { distinctValuesService } from "./services/lists/distinct-values.ts";
import { listService } from "./services/lists/list.ts";
import { membershipService } from "./services/membership.ts";
import { openService } from "./services/open.ts";
import type { ServiceContext, ServiceParts } from "./services/parts.ts";
import { qrCodeService } from "./services/qr-code.ts";
import { readService } from "./services/read.ts";
import { readFileService } from "./services/read-file.ts";
import { reportService } from "./services/report.ts";
import { changePasswordService, logoutService, refreshService } from "./services/sessions.ts";
import { singletonService } from "./services/singletons.ts";
import { storeFileService } from "./services/store-file.ts";
import { updateService } from "./services/update.ts";

/** `app/<module>/service.py`: the rules, one function per operation, in the order of the contract. */
export function emitService(blueprint: Blueprint, module: ModuleBlueprint): readonly GeneratedFile[] {
  const parts = [...module.operations, ...module.loaders].map((operation) =>
    serviceParts(blueprint, operation),
  );
  const functions = parts.flatMap((part) => part.functions);
  const shared = new Map<string, Py>(parts.flatMap((part) => [...(part.shared ?? [])]));
  if (functions.length === 0) return [];
  return [pythonFile(`app/${module.name}/service.py`, [...functions, ...shared.values()])];
}

/** Of who calls the account is there already: nothing is left to do. */
function serviceParts(blueprint: Blueprint, operation: OperationBlueprint): ServiceParts {
  const context = { blueprint, operation };
  const { behaviour } = operation.meaning;
  switch (behaviour.kind) {
    case "register":
      return registerService(context);
    case "login":
      return loginService(context);
    case "refresh":
      return refreshService(context);
    case "change-password":
      return changePasswordService(context);
    case "logout":
      return logoutService(context);
    case "update-current-account":
      return updateCurrentAccountService(context);
    case "list":
      return listService(context);
    case "list-lines":
      return listLinesService(context);
    case "read":
      return readService(context);
    case "create":
      return createService(context);
    case "create-many":
      return createManyService(context);
    case "update":
    case "update-by-body":
    case "update-by-query":
      return updateService(context);
    case "read-singleton":
    case "update-singleton":
      return singletonService(context);
    case "read-matrix":
    case "read-cell":
    case "write-cell":
      return matrixService(context);
    case "change-state":
      return changeStateService(context);
    case "delete":
      return deleteService(context);
    case "membership":
      return membershipService(context);
    case "custom":
      return openService(context);
    case "current-account":
    case "health":
    case "describe-service":
    case "register-client":
      return { functions: [] };
    default:
      return answerParts(context, behaviour);
  }
}

type Told = Extract<
  Behaviour,
  { readonly kind: "distinct-values" | "count-by-value" | "store-file" | "read-file" | "report" | "qr-code" }
>;

/** Of what is answered that is no row. */
function answerParts(context: ServiceContext, behaviour: Told): ServiceParts {
  switch (behaviour.kind) {
    case "distinct-values":
      return distinctValuesService(context);
    case "count-by-value":
      return countByValueService(context);
    case "store-file":
      return storeFileService(context);
    case "read-file":
      return readFileService(context);
    case "report":
      return reportService(context);
    case "qr-code":
      return qrCodeService(context);
    default:
      return unreachable(behaviour);
  }
}
