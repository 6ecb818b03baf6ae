import { flattenSchema, jsonMedia, type Schema, type SchemaNode, successResponses } from "#contract";
import { readBounds } from "#domain";
import { imported, name, type Py, py, str } from "#python";
import { pythonFile } from "../app/names.ts";
import { publishChoices, published } from "../app/published.ts";
import { fieldLine } from "../app/schemas/field-line.ts";
import { listInput } from "../app/shape-types.ts";
import { annotate, choiceInput, choiceType, scalarInput } from "../app/value-types.ts";
import type { Blueprint } from "../blueprint.ts";
import type { GeneratedFile } from "../file.ts";
import { attributeName } from "../tables.ts";
import { type ClientsPlan, givenName, shownName } from "./clients-plan.ts";

const base = (symbol: string): Py => imported("app.schemas", symbol);

/** `schemas.py` of clients: what a registration sends, and what it answers. */
export function emitClientSchemas(blueprint: Blueprint, plan: ClientsPlan): GeneratedFile {
  return pythonFile(`app/${plan.module.name}/schemas.py`, [given(blueprint, plan), shown(blueprint, plan)]);
}

function given(blueprint: Blueprint, { operation, behaviour }: ClientsPlan): Py {
  const schema = bodyOf(blueprint, operation.contract.requestBody?.content);
  const lines = behaviour.given.map(({ name: field, required }) => {
    const type = inputOf(blueprint, nodeOf(schema, field));
    return required
      ? fieldLine(blueprint, field, type, undefined)
      : fieldLine(blueprint, field, py`${base("Omittable")}[${type}]`, py`None`);
  });
  return py`
    class ${name(givenName(operation))}(${base("RequestModel")}):
        ${lines}
        ${needsAddresses(behaviour)}`;
}

/** Who is sent back to an address after somebody agreed must have one. */
function needsAddresses({ given: fields }: ClientsPlan["behaviour"]): Py | undefined {
  const types = fields.find(({ is }) => is === "grant-types");
  const addresses = fields.find(({ is }) => is === "redirect-uris");
  if (!types || !addresses) return undefined;
  const [asked, there] = [types, addresses].map((field) => name(attributeName(field.name)));
  return py`

    @${imported("pydantic", "model_validator")}(mode="after")
    def require_redirects(self) -> ${imported("typing", "Self")}:
        if "authorization_code" in (self.${asked} or ()) and not self.${there}:
            raise ${base("missing")}(${str(addresses.name)})
        return self`;
}

function shown(blueprint: Blueprint, { operation, behaviour }: ClientsPlan): Py {
  const answer = successResponses(operation.contract).find(({ content }) => jsonMedia(content));
  const schema = bodyOf(blueprint, answer?.content);
  const lines = behaviour.shown.map(({ name: field, is, required }) => {
    const type = outputOf(blueprint, nodeOf(schema, field));
    const mayLack = is === "given" && !required && !keepsAlways(behaviour, field);
    return mayLack
      ? fieldLine(blueprint, field, py`${base("Omitted")}[${type}]`, py`None`)
      : fieldLine(blueprint, field, type, undefined);
  });
  return py`
    class ${name(shownName(operation))}(${base("ResponseModel")}):
        ${lines}`;
}

/** Whether a client has some value of it whatever was said: lists may be empty. */
export function keepsAlways({ given: fields }: ClientsPlan["behaviour"], field: string): boolean {
  const found = fields.find((each) => each.name === field);
  return found !== undefined && (found.is !== "text" || found.required);
}

function bodyOf({ contract }: Blueprint, content: Parameters<typeof jsonMedia>[0] = []): Schema | undefined {
  const node = jsonMedia(content)?.schema;
  return node && flattenSchema(contract, node);
}

function nodeOf(schema: Schema | undefined, field: string): SchemaNode | undefined {
  return schema?.properties.find((each) => each.name === field)?.schema;
}

function inputOf({ contract }: Blueprint, node: SchemaNode | undefined): Py {
  const schema = node && flattenSchema(contract, node);
  if (!schema) return base("Text");
  const one = (each: Schema): Py => {
    const texts = (each.enum ?? []).filter((value) => typeof value === "string");
    const { type, annotations } =
      texts.length > 0 ? choiceInput(texts) : scalarInput("string", readBounds(each), false);
    return annotate(type, annotations);
  };
  if (!schema.items) return one(schema);
  const { type, annotations } = listInput(one(flattenSchema(contract, schema.items)), readBounds(schema));
  return annotate(type, annotations);
}

function outputOf({ contract }: Blueprint, node: SchemaNode | undefined): Py {
  const schema = node && flattenSchema(contract, node);
  if (!schema) return py`str`;
  const one = (each: Schema): Py => {
    const texts = (each.enum ?? []).filter((value) => typeof value === "string");
    if (texts.length > 0) return annotate(choiceType(texts), publishChoices(texts));
    return annotate(each.types[0] === "integer" ? py`int` : py`str`, published(each));
  };
  if (!schema.items) return one(schema);
  return annotate(py`list[${one(flattenSchema(contract, schema.items))}]`, published(schema));
}
