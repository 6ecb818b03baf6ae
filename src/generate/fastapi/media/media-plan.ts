import {
  type Contract,
  flattenSchema,
  jsonMedia,
  type Schema,
  type SchemaNode,
  successResponses,
} from "#contract";
import { kindOf, mediaKind, type OperationMeaning, separatorOf } from "#domain";
import type { Blueprint, OperationBlueprint } from "../blueprint.ts";

/** What of XML and forms the application speaks: it holds no line for what it does not. */
export interface MediaPlan {
  readonly xmlTaken: readonly string[];
  readonly xmlAnswered: readonly string[];
  readonly formsTaken: boolean;
  /** What is somewhere in the values that are read from XML, and in those that are written. */
  readonly read: XmlParts;
  readonly written: XmlParts;
  readonly forms: FormParts;
  /** Whether some operation documents the refusal of what it cannot answer, or read. */
  readonly refusesAccept: boolean;
  readonly refusesContent: boolean;
}

export interface XmlParts {
  readonly attributes: boolean;
  readonly wrapped: boolean;
  readonly bare: boolean;
  readonly namespaces: boolean;
  readonly nulls: boolean;
  readonly circles: boolean;
  readonly objects: boolean;
}

export interface FormParts {
  readonly lists: boolean;
  readonly objects: boolean;
  readonly brackets: boolean;
  readonly separators: boolean;
}

/** Whether any operation is served in another media type than JSON. */
export function speaksOthers({ domain }: Pick<Blueprint, "domain">): boolean {
  return domain.operations.some(({ media }) => media !== undefined);
}

/** Whether any operation is served in XML. */
export function speaksXml({ domain }: Pick<Blueprint, "domain">): boolean {
  return domain.operations.some(({ media }) =>
    [...(media?.taken ?? []), ...(media?.answered ?? [])].some((type) => mediaKind(type) === "xml"),
  );
}

/** The JSON schema of an operation's body, and of its answer. */
export function bodyNode({ contract }: Pick<OperationBlueprint, "contract">): SchemaNode | undefined {
  return jsonMedia(contract.requestBody?.content ?? [])?.schema;
}

export function answerNode({ contract }: Pick<OperationBlueprint, "contract">): SchemaNode | undefined {
  const success = successResponses(contract).find(({ content }) => jsonMedia(content));
  return success && jsonMedia(success.content)?.schema;
}

export function takenAs(meaning: OperationMeaning, kind: "xml" | "form"): readonly string[] {
  return (meaning.media?.taken ?? []).filter((type) => mediaKind(type) === kind);
}

export function planMedia(blueprint: Blueprint): MediaPlan {
  const operations = blueprint.modules.flatMap((module) => module.operations);
  const reading = operations.filter(({ meaning }) => takenAs(meaning, "xml").length > 0);
  const writing = operations.filter(({ meaning }) => (meaning.media?.answered.length ?? 0) > 0);
  const filling = operations.filter(({ meaning }) => takenAs(meaning, "form").length > 0);
  const all = (types: readonly (readonly string[])[]): readonly string[] => [...new Set(types.flat())].sort();
  const { contract } = blueprint;
  return {
    xmlTaken: all(reading.map(({ meaning }) => takenAs(meaning, "xml"))),
    xmlAnswered: all(writing.map(({ meaning }) => meaning.media?.answered ?? [])),
    formsTaken: filling.length > 0,
    read: xmlParts(contract, reading.map(bodyNode)),
    written: xmlParts(contract, writing.map(answerNode)),
    forms: formParts(contract, filling),
    refusesAccept: writing.some(({ meaning }) => meaning.errors.some(({ status }) => status === 406)),
    refusesContent: [...reading, ...filling].some(({ meaning }) =>
      meaning.errors.some(({ status }) => status === 415),
    ),
  };
}

function xmlParts(contract: Contract, nodes: readonly (SchemaNode | undefined)[]): XmlParts {
  const met = new Set<Schema>();
  let circles = false;
  const visit = (node: SchemaNode, above: ReadonlySet<Schema>): void => {
    const schema = flattenSchema(contract, node);
    if (above.has(schema)) circles = true;
    if (met.has(schema)) return;
    met.add(schema);
    const seen = new Set([...above, schema]);
    for (const { schema: inner } of schema.properties) visit(inner, seen);
    if (schema.items) visit(schema.items, seen);
  };
  for (const node of nodes) if (node) visit(node, new Set());
  const schemas = [...met];
  const lists = schemas.filter((schema) => kindOf(schema) === "array");
  const roots = new Set(nodes.flatMap((node) => (node ? [flattenSchema(contract, node)] : [])));
  return {
    attributes: schemas.some(({ xml }) => xml?.attribute === true),
    wrapped: lists.some((list) => list.xml?.wrapped === true || roots.has(list)),
    bare: lists.some((list) => list.xml?.wrapped !== true && !roots.has(list)),
    namespaces: schemas.some(({ xml }) => xml?.namespace !== undefined),
    nulls: schemas.some(({ nullable }) => nullable),
    circles,
    objects: schemas.some((schema) => kindOf(schema) === "object"),
  };
}

function formParts(contract: Contract, operations: readonly OperationBlueprint[]): FormParts {
  const fields = operations.flatMap((operation) => {
    const node = bodyNode(operation);
    const media = operation.contract.requestBody?.content.find(({ type }) => mediaKind(type) === "form");
    const properties = node ? flattenSchema(contract, node).properties : [];
    return properties.map(({ name, schema }) => ({
      schema: flattenSchema(contract, schema),
      encoding: media?.encoding?.get(name),
    }));
  });
  const isObject = (schema: Schema | undefined): boolean =>
    schema !== undefined && kindOf(schema) === "object";
  const lists = fields.filter(({ schema }) => kindOf(schema) === "array");
  const deep = fields.filter(({ schema, encoding }) => isObject(schema) && encoding?.style === "deepObject");
  return {
    lists: lists.length > 0,
    objects: fields.some(
      ({ schema, encoding }) =>
        (isObject(schema) && encoding?.style !== "deepObject") ||
        isObject(schema.items && flattenSchema(contract, schema.items)),
    ),
    brackets: deep.length > 0,
    separators: lists.some(({ encoding }) => separatorOf(encoding) !== undefined),
  };
}
