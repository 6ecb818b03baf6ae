import type { Call, Expression, FunctionDefinition } from "#python";
import { findMember, type ProjectClass } from "../../classes.ts";
import type { ModelColumns } from "../../django/columns/model-columns.ts";
import type { SourceModule } from "../../project.ts";
import type { PlaceOf } from "../schemas/place.ts";
import type { OpenSchemas } from "../schemas/serializers.ts";
import { memberAt, placeIn, type RestSource } from "../schemas/source.ts";

/** A view as it is called for one action. */
export interface RestView {
  readonly source: RestSource;
  readonly schemas: OpenSchemas;
  /** Absent of a function that a decorator makes a view. */
  readonly read?: ProjectClass;
  /** What answers: a method of the class, or the function; absent where a class of the framework does. */
  readonly node?: FunctionDefinition;
  /** The class that has the method. */
  readonly owner?: ProjectClass;
  readonly module: SourceModule;
  /** `list`, `retrieve`, or `get` where it is named after the request. */
  readonly action: string;
  readonly isViewset: boolean;
  readonly method: string;
  readonly path: string;
  readonly pattern: string;
  /** An attribute of the view as it is for this action. */
  readonly attribute: (name: string) => PlaceOf | undefined;
  readonly model: ModelColumns | undefined;
  /** Where the query decides what it does: what is read of it is for requests that ask for nothing. */
  readonly asked: Set<Expression>;
}

/** The decorator by which a method of a viewset is an action of its own. */
export function actionCall({ decorators }: FunctionDefinition): Call | undefined {
  return decorators.find((each): each is Call => {
    if (each.kind !== "call") return false;
    const { callee } = each;
    const name = callee.kind === "name" ? callee.id : callee.kind === "attribute" ? callee.name : "";
    return /^(?:action|detail_route|list_route)$/.test(name);
  });
}

/** What an attribute is set to: by the action's own decorator, by the class or one that it inherits from. */
export function attributeOf(
  read: ProjectClass | undefined,
  owner: ProjectClass | undefined,
  node: FunctionDefinition | undefined,
): (name: string) => PlaceOf | undefined {
  const call = node && actionCall(node);
  return (name) => {
    const given = call?.args.find((each) => each.name === name)?.value;
    if (given !== undefined && owner !== undefined) return { place: placeIn(owner), expression: given };
    return read && memberAt(read, name);
  };
}

/** Names of the classes of packages from which a view descends, without their modules. */
export function basesOf({ read }: Pick<RestView, "read">): ReadonlySet<string> {
  return new Set(
    read?.lineage.flatMap((base) =>
      typeof base === "string" ? [base.slice(base.lastIndexOf(".") + 1)] : [],
    ),
  );
}

/** A function of the class, from the first of its lineage that has it. */
export function methodOf(
  read: ProjectClass | undefined,
  name: string,
): { readonly owner: ProjectClass; readonly node: FunctionDefinition } | undefined {
  const member = read && findMember(read, name);
  return member?.binding.kind === "function" ? { owner: member.owner, node: member.binding.node } : undefined;
}

/** The rest of a lineage, as `super()` sees it. */
export function nextOf(owner: ProjectClass): ProjectClass | undefined {
  const lineage = owner.lineage.slice(1);
  const next = lineage.find((each) => typeof each !== "string");
  return next === undefined ? undefined : { ...next, lineage };
}
