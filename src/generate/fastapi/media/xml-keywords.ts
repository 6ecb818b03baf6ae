import { plural } from "#base";
import {
  flattenSchema,
  jsonMedia,
  type Schema,
  type SchemaNode,
  sharedNameOf,
  type XmlKeywords,
} from "#contract";
import { itemTag, kindOf } from "#domain";
import { imported, type JsonLike, literal, type Py, py, str } from "#python";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";
import { answerNode, speaksXml } from "./media-plan.ts";

/** `Xml({"wrapped": True})`: how a property is spelled in XML, where that is said and some operation speaks XML. */
export function propertyXml(blueprint: Blueprint, form: Schema | undefined, property: string): readonly Py[] {
  const found = form?.properties.find(({ name }) => name === property);
  if (!found || !speaksXml(blueprint)) return [];
  const schema = flattenSchema(blueprint.contract, found.schema);
  if (kindOf(schema) === "object") return objectXml(found.schema, schema);
  const items = kindOf(schema) === "array" ? itemsXml(blueprint, schema) : undefined;
  return annotation(schema.xml, items);
}

/** The class says how an object is spelled, unless the place says otherwise. */
function objectXml(node: SchemaNode, { xml }: Schema): readonly Py[] {
  const isOwn = node.kind === "schema" && node.xml !== undefined && node.allOf.length > 0;
  return isOwn ? annotation(xml, undefined) : [];
}

/** Items that are objects are spelled as their class says. */
function itemsXml({ contract }: Blueprint, { items }: Schema): XmlKeywords | undefined {
  const schema = items && flattenSchema(contract, items);
  return schema && kindOf(schema) !== "object" ? schema.xml : undefined;
}

function annotation(xml: XmlKeywords | undefined, items: XmlKeywords | undefined): readonly Py[] {
  if (!isSaid(xml) && !isSaid(items)) return [];
  const given = [literal(keywordsOf(xml)), ...(isSaid(items) ? [literal(keywordsOf(items))] : [])];
  return [py`${imported("app.xml_documents", "Xml")}(${given})`];
}

function isSaid(xml: XmlKeywords | undefined): xml is XmlKeywords {
  return xml !== undefined && Object.keys(keywordsOf(xml)).length > 0;
}

function keywordsOf(xml: XmlKeywords | undefined): Readonly<Record<string, JsonLike>> {
  return Object.fromEntries(
    Object.entries(xml ?? {}).filter(([, value]) => value !== false && value !== undefined),
  );
}

/** What a class says of itself: `{"name": "pet"}`. */
export function classXml(
  blueprint: Blueprint,
  schema: Schema | undefined,
): Readonly<Record<string, JsonLike>> | undefined {
  return schema && speaksXml(blueprint) && isSaid(schema.xml) ? keywordsOf(schema.xml) : undefined;
}

/** The line of a model that says it. */
export function classConfig(
  blueprint: Blueprint,
  schema: Schema | undefined,
  className?: string,
): readonly Py[] {
  const xml = classXml(blueprint, schema);
  const title = isTitled(blueprint, schema, className) ? [py`title=${str(schema?.name ?? "")}`] : [];
  const said = [...title, ...(xml ? [py`json_schema_extra=${literal({ xml })}`] : [])];
  if (said.length === 0) return [];
  return [
    py`
      model_config = ${imported("pydantic", "ConfigDict")}(${said})

`,
  ];
}

/** Whether answers call the document after the schema, and the class is called otherwise. */
function isTitled(blueprint: Blueprint, schema: Schema | undefined, className: string | undefined): boolean {
  if (className === undefined || schema?.name === undefined || schema.xml?.name !== undefined) return false;
  return schema.name !== className && speaksXml(blueprint);
}

/** The name of the element at the top, where the class has another one than the contract's schema. */
export function rootTitle(
  { contract }: Blueprint,
  { contract: declared, responseClass, meaning }: OperationBlueprint,
): Py | undefined {
  const node = answerNode({ contract: declared });
  const title = node && (flattenSchema(contract, node).xml?.name ?? sharedNameOf(node));
  if (title === undefined || title === responseClass || !meaning.media?.answered.length) return undefined;
  return str(title);
}

/** What a body is held to: the object inside an envelope or a list, as the contract describes it. */
export function bodySchema(
  { contract }: Blueprint,
  { contract: { requestBody }, meaning: { behaviour } }: OperationBlueprint,
): Schema | undefined {
  const node = jsonMedia(requestBody?.content ?? [])?.schema;
  if (!node || !("body" in behaviour)) return undefined;
  const { envelope } = behaviour.body;
  const whole = flattenSchema(contract, node);
  const inside = whole.properties.find(({ name }) => name === envelope)?.schema;
  const one = inside ? flattenSchema(contract, inside) : whole;
  return one.items ? flattenSchema(contract, one.items) : one;
}

/** What a body that is no JSON is held to. */
export function formSchema(
  { contract }: Blueprint,
  { contract: { requestBody } }: OperationBlueprint,
): Schema | undefined {
  const node = requestBody?.content[0]?.schema;
  return node && flattenSchema(contract, node);
}

/** A list at the top of a document stands in an element of its own, which is called after its items. */
export function rootListXml(blueprint: Blueprint, node: SchemaNode): readonly Py[] {
  const list = flattenSchema(blueprint.contract, node);
  const tag = itemTag(blueprint.contract, list);
  if (kindOf(list) !== "array" || tag === undefined || !list.items) return [];
  const items = flattenSchema(blueprint.contract, list.items);
  const root = list.xml?.name ?? plural(tag);
  const called = items.xml?.name === tag ? undefined : literal({ name: tag });
  const keywords = literal({ ...keywordsOf(list.xml), name: root, wrapped: true });
  return [py`${imported("app.xml_documents", "Xml")}(${[keywords, ...(called ? [called] : [])]})`];
}
