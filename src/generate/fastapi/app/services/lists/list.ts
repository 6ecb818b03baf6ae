import { assert } from "#base";
import { name, type Py, py } from "#python";
import { entityNamed } from "../../../blueprint.ts";
import { dependsOnViewer, model } from "../../names.ts";
import { narrowedParameter } from "../../narrowed.ts";
import {
  asyncFunction,
  parentKey,
  queryClass,
  queryName,
  type ServiceContext,
  type ServiceParts,
  session,
  viewerParameter,
} from "../parts.ts";
import { conditions, conditionsValue, findParent, groupFunctions, termsFunction } from "./conditions.ts";
import { readRows, resultOf } from "./rows.ts";
import { sharedPageName, sharedReading } from "./shared-page.ts";
import { sortFunction, sortName } from "./sorting.ts";

/** Many rows: those that pass every filter, in one total order, a page of them where the list is paged. */
export function listService(context: ServiceContext): ServiceParts {
  const { blueprint, operation } = context;
  const { behaviour: list } = operation.meaning;
  assert(list.kind === "list", "a list lists");
  const entity = entityNamed(blueprint, list.entity);
  const parent = list.parent && parentKey(blueprint, list.parent);
  const viewer =
    viewerParameter(context, entity) ??
    (list.following === undefined && !list.own
      ? undefined
      : py`viewer: ${model(blueprint, blueprint.account?.name ?? "")}`);
  const { queryClass: className } = operation;
  const query =
    className === undefined
      ? undefined
      : py`${queryName(className)}: ${queryClass(operation.meaning.module, className)}`;
  const shared = sharedReading(blueprint, operation);
  const page = queryName(className ?? "Page");
  const { all, named } = conditionsValue(blueprint, list, entity);
  const where = named ? [py`*conditions`] : all;
  const sees = viewer !== undefined && (list.following !== undefined || dependsOnViewer(blueprint, entity));
  const readsPage = (): Py => {
    const given = [py`session`, page, ...(sees ? [py`viewer`] : []), named ? py`conditions` : py`[${all}]`];
    return py`return await ${name(sharedPageName(entity.table))}(${given})`;
  };
  const body = py`
    ${parent && findParent(blueprint, entity, parent.entity)}
    ${conditions(blueprint, operation, list, entity)}
    ${shared ? readsPage() : readRows({ context, list, entity, sees, where, page })}`;
  return {
    functions: [
      asyncFunction(
        operation.functionName,
        [
          session(),
          parent?.parameter,
          list.narrowed && narrowedParameter(blueprint, operation, list.narrowed),
          query,
          viewer,
        ],
        resultOf(blueprint, list),
        body,
      ),
    ],
    shared: new Map([
      ...groupFunctions(blueprint, operation, list, entity),
      ...termsFunction(blueprint, operation, list, entity),
      ...(list.sorting
        ? [
            [
              sortName(operation.functionName),
              sortFunction(blueprint, operation.functionName, entity, { ...list, sorting: list.sorting }),
            ] as const,
          ]
        : []),
      ...(shared ? [[sharedPageName(entity.table), shared] as const] : []),
    ]),
  };
}
