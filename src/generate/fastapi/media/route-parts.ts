import { mediaKind } from "#domain";
import { imported, literal, name, type Py, py } from "#python";
import { hasOddPaths } from "../app/spelled-paths.ts";
import { annotate } from "../app/value-types.ts";
import type { Blueprint, ModuleBlueprint, OperationBlueprint } from "../blueprint.ts";
import { constantOf, plain } from "./media-constants.ts";
import { answerNode } from "./media-plan.ts";
import { rootListXml } from "./xml-keywords.ts";

const media = (symbol: string): Py => imported("app.media_types", symbol);

/** `route_class=MediaTypeRoute`, where some operation of a module is served in another media type than JSON. */
export function routeClass(module: ModuleBlueprint): readonly Py[] {
  if (module.operations.some(({ meaning }) => meaning.media))
    return [py`route_class=${media("MediaTypeRoute")}`];
  return hasOddPaths(module) ? [py`route_class=${imported("app.spelled_paths", "SpelledRoute")}`] : [];
}

/** What a route documents of the other media types of its body. */
export function takenTypes({ meaning, contract }: OperationBlueprint, type: Py): readonly Py[] {
  const taken = meaning.media?.taken ?? [];
  if (taken.length === 0) return [];
  const form = contract.requestBody?.content.find((each) => mediaKind(each.type) === "form" && each.encoding);
  const encoding = form?.encoding
    ? [
        py`encoding=${literal(Object.fromEntries([...form.encoding].map(([key, said]) => [key, { ...said }])))}`,
      ]
    : [];
  return [py`openapi_extra=${media("also_taken")}(${[type, ...taken.map(constant), ...encoding]})`];
}

/** And of its answer. */
export function answeredTypes({ meaning }: OperationBlueprint, type: Py): Py | undefined {
  const answered = meaning.media?.answered ?? [];
  return answered.length === 0
    ? undefined
    : py`${media("also_answered")}(${[type, ...answered.map(constant)]})`;
}

function constant(type: string): Py {
  return media(constantOf(plain(type)));
}

/** The type of an answer: a list that is spelled in XML has a name of its own, which says how. */
export function answerType(blueprint: Blueprint, operation: OperationBlueprint, type: Py): Py {
  const alias = listAlias(blueprint, operation, type);
  return alias ? name(alias.title) : type;
}

/** `PetList = Annotated[list[Pet], Xml(…)]`, for all operations of a module that answer such a list. */
export function listAliases(
  blueprint: Blueprint,
  { operations }: ModuleBlueprint,
  typeOf: (operation: OperationBlueprint) => Py,
): readonly Py[] {
  const aliases = operations.flatMap((operation) => {
    const alias = listAlias(blueprint, operation, typeOf(operation));
    return alias ? [[alias.title, py`${name(alias.title)} = ${alias.type}`] as const] : [];
  });
  return [...new Map(aliases).values()];
}

function listAlias(
  blueprint: Blueprint,
  operation: OperationBlueprint,
  type: Py,
): { readonly title: string; readonly type: Py } | undefined {
  const node = answerNode(operation);
  const isXml = (operation.meaning.media?.answered.length ?? 0) > 0;
  const keywords = node && isXml ? rootListXml(blueprint, node) : [];
  const [, item] = /^list\[(\w+)\]$/.exec(type.text) ?? [];
  if (keywords.length === 0 || item === undefined) return undefined;
  return { title: `${item}List`, type: annotate(type, keywords) };
}
